from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Settings
from bot.desk.libraries import HURRIED, Libraries
from bot.records import ArticleRef, Scope
from index import Library, NoAccess, UnknownArticle
from index.reader import Passage, Reading
from index.reader.compiled import CompiledReader
from index.reader.verdict import FIRST, MOST
from tests.index.towns import source, town

FOUNDED = "When was {} founded?"


def shelve(data: Path, folder: str, *numbers: int) -> None:
    """Add towns to a library of a data folder."""
    with Library.open(data / folder) as library:
        for number in numbers:
            assert library.add(source(town(number), f"Veldham{number}")).state == "added"


@pytest.fixture(scope="session")
def shelved(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder: town 0 is shared, towns 1 and 2 are server 1's, town 3 is server 2's."""
    data = tmp_path_factory.mktemp("shelved")
    for folder, numbers in (("shared", (0,)), ("servers/1", (1, 2)), ("servers/2", (3,))):
        shelve(data, folder, *numbers)
    return data


@pytest.fixture
def data(shelved: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shelved, tmp_path / "data")


@pytest.fixture
def libraries(data: Path) -> Iterator[Libraries]:
    opened = Libraries(Settings(data=data))
    yield opened
    opened.close()


def answered(libraries: Libraries, scope: Scope) -> set[str]:
    """Return the towns whose year of foundation can be had in a scope."""
    towns = [f"Veldham{number}" for number in range(4)]
    quoted = {quote.title for name in towns for quote in libraries.ask(FOUNDED.format(name), scope).quotes}
    return quoted & set(towns)


@pytest.mark.parametrize(
    ("scope", "towns"),
    [
        (Scope(None), {"Veldham0"}),
        (Scope(1), {"Veldham0", "Veldham1", "Veldham2"}),
        (Scope(1, shared=False), {"Veldham1", "Veldham2"}),
        (Scope(2), {"Veldham0", "Veldham3"}),
        (Scope(3), {"Veldham0"}),
        (Scope(1, articles=(ArticleRef("server", 2),)), {"Veldham2"}),
        (Scope(1, articles=(ArticleRef("shared", 1), ArticleRef("server", 1))), {"Veldham0", "Veldham1"}),
    ],
)
def test_a_scope_reaches_its_own_articles_and_no_others(libraries: Libraries, scope: Scope, towns: set[str]) -> None:
    assert answered(libraries, scope) == towns


def test_no_library_of_another_server_is_ever_opened(libraries: Libraries, data: Path) -> None:
    (data / "servers/2/library.db").write_bytes(b"whoever opens this fails" * 100)
    scope = Scope(1)
    assert "Veldham3" not in {quote.title for quote in libraries.ask(FOUNDED.format("Veldham3"), scope).quotes}
    assert {one.entry.title for one in libraries.list(scope)} == {"Veldham2", "Veldham1", "Veldham0"}
    assert libraries.show(1, ArticleRef("server", 9)) is None
    assert len(libraries.version(scope)) == 2
    assert libraries.summarise(scope, None, 3, None).sentences != ()


def test_a_question_in_a_dm_opens_no_servers_library(libraries: Libraries, data: Path) -> None:
    shutil.rmtree(data / "servers")
    libraries.ask(FOUNDED.format("Veldham1"), Scope(None))
    assert not (data / "servers").exists()


def test_a_shared_article_cannot_be_named_where_the_shared_library_is_switched_off(libraries: Libraries) -> None:
    scope = Scope(1, shared=False, articles=(ArticleRef("shared", 1),))
    answer = libraries.ask(FOUNDED.format("Veldham0"), scope)
    assert (answer.found, answer.nearest) == (False, ())


def test_in_a_hurry_fewer_passages_are_read(libraries: Libraries, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    read = CompiledReader.read

    def counted(self: CompiledReader, question: str, passages: list[Passage]) -> list[list[Reading]]:
        counts.append(len(passages))
        return read(self, question, passages)

    monkeypatch.setattr(CompiledReader, "read", counted)
    monkeypatch.setattr("index.asking.SURE", 99.0)
    for hurried in (False, True):
        libraries.ask("When was it founded?", Scope(1), hurried=hurried)
    assert counts == [FIRST, MOST - FIRST, HURRIED]


def test_the_quote_tells_which_library_it_is_from(libraries: Libraries) -> None:
    scope = Scope(1)
    sources = [libraries.ask(FOUNDED.format(name), scope).quotes[0].source for name in ("Veldham1", "Veldham0")]
    assert [scope.homes[source] for source in sources] == ["server", "shared"]


def test_an_article_is_shown_from_its_own_home(libraries: Libraries) -> None:
    shown = [libraries.show(1, ArticleRef(home, 1)) for home in ("server", "shared")]
    assert [found[0].title for found in shown if found] == ["Veldham1", "Veldham0"]


def test_outside_a_server_no_servers_article_is_shown(libraries: Libraries) -> None:
    assert libraries.show(None, ArticleRef("server", 1)) is None


def test_the_newest_article_is_listed_first_with_its_home(libraries: Libraries, data: Path) -> None:
    shelve(data, "servers/1", 5)
    listed = libraries.list(Scope(1))
    assert [one.entry.title for one in listed if one.home == "server"] == ["Veldham5", "Veldham2", "Veldham1"]
    assert [one.entry.title for one in listed if one.home == "shared"] == ["Veldham0"]


def test_the_version_follows_what_another_process_changes(libraries: Libraries, data: Path) -> None:
    before, elsewhere = libraries.version(Scope(1)), libraries.version(Scope(2))
    shelve(data, "servers/1", 6)
    assert libraries.version(Scope(1)) != before
    assert libraries.version(Scope(2)) == elsewhere


def test_a_summary_can_keep_to_one_article(libraries: Libraries) -> None:
    scope = replace(Scope(1), articles=(ArticleRef("server", 2),))
    summary = libraries.summarise(scope, None, 3, None)
    assert {line.title for line in summary.sentences} == {"Veldham2"}


def test_a_removed_article_is_named_as_unknown_or_gives_nothing(libraries: Libraries, data: Path) -> None:
    with Library.open(data / "servers/1") as library:
        library.remove(2)
        with pytest.raises(UnknownArticle):
            library.ask("When was it founded?", article=2)
    scope = Scope(1, articles=(ArticleRef("server", 2),))
    assert libraries.ask(FOUNDED.format("Veldham2"), scope).quotes == ()
    assert libraries.show(1, ArticleRef("server", 2)) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    libraries = Libraries(Settings(data=tmp_path / "file"))
    with pytest.raises(NoAccess, match=str(tmp_path / "file")):
        libraries.ask("Who is there?", Scope(7))


def test_what_the_first_question_needs_can_be_loaded_before_it(libraries: Libraries, data: Path) -> None:
    libraries.warm()
    assert answered(libraries, Scope(1)) == {"Veldham0", "Veldham1", "Veldham2"}


def test_without_any_server_only_the_shared_library_is_made_ready(tmp_path: Path, prepared: None) -> None:
    libraries = Libraries(Settings(data=tmp_path))
    libraries.warm()
    libraries.close()
    assert [path.name for path in tmp_path.iterdir()] == ["shared"]


def test_closed_libraries_open_again_on_use(libraries: Libraries) -> None:
    libraries.close()
    assert answered(libraries, Scope(2)) == {"Veldham0", "Veldham3"}
