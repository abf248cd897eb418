from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from index import KEEPER, OPEN, PUBLIC, Audience, Before, Library, Restriction, UnknownArticle, ask, summarise
from tests.index.towns import source, town

HERE, THERE, RED, BLUE = 11, 12, 21, 22
QUESTION = "When was Veldham1 founded?"


@pytest.fixture(scope="module")
def library(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return three towns, of which a test restricts the second as it likes."""
    library = Library.open(tmp_path_factory.mktemp("audience"))
    for number in range(3):
        assert library.add(source(town(number), f"Veldham{number}")).state == "added"
    return library


@pytest.mark.parametrize(
    ("restriction", "audience", "lets"),
    [
        (OPEN, PUBLIC, True),
        (Restriction(frozenset({HERE})), Audience(HERE), True),
        (Restriction(frozenset({HERE})), Audience(THERE, frozenset({RED, BLUE})), False),
        (Restriction(frozenset({HERE})), PUBLIC, False),
        (Restriction(roles=frozenset({RED, BLUE})), Audience(THERE, frozenset({BLUE})), True),
        (Restriction(roles=frozenset({RED})), Audience(HERE, frozenset({BLUE})), False),
        (Restriction(roles=frozenset({RED})), Audience(HERE), False),
        (Restriction(frozenset({HERE}), frozenset({RED})), Audience(HERE, frozenset({RED})), True),
        (Restriction(frozenset({HERE}), frozenset({RED})), Audience(THERE, frozenset({RED})), False),
        (Restriction(frozenset({HERE}), frozenset({RED})), Audience(HERE), False),
        (Restriction(frozenset({HERE}), frozenset({RED})), KEEPER, True),
    ],
)
def test_channels_and_roles_say_for_whom_an_article_is(restriction: Restriction, audience: Audience, lets: bool):
    assert restriction.lets(audience) is lets


def test_an_article_for_others_is_nowhere_in_what_is_found(library: Library):
    assert library.restrict(2, Restriction(frozenset({HERE})))
    for audience, is_found in ((Audience(HERE), True), (Audience(THERE), False), (PUBLIC, False)):
        answer = ask([library], QUESTION, audience=audience, top=3, further=20)
        told = {one.title for one in (*answer.quotes, *answer.further, *answer.nearest)}
        also = {other.title for one in (*answer.quotes, *answer.further) for other in one.also}
        assert (bool(answer.quotes and answer.quotes[0].title == "Veldham1")) is is_found
        assert is_found or "Veldham1" not in told | also


def test_it_is_not_told_of_as_an_article_either(library: Library):
    library.restrict(2, Restriction(frozenset({HERE})))
    asked = "Who wrote the article about Veldham1?"
    told = ask([library], asked, audience=PUBLIC, before=Before(articles=((0, 2),)))
    assert "Veldham1" not in {one.title for one in (*told.facts, *told.unknown, *told.quotes, *told.nearest)}


def test_it_is_in_no_summary_for_others(library: Library):
    library.restrict(2, Restriction(frozenset({HERE})))
    since = datetime(2000, 1, 1, tzinfo=UTC)
    for topic in (None, "Veldham1"):
        for moment in (None, since):
            lines = summarise([library], topic=topic, sentences=12, since=moment, audience=PUBLIC).sentences
            assert "Veldham1" not in {line.title for line in lines}
    assert summarise([library], article=2, sentences=3, audience=Audience(HERE)).sentences


def test_naming_it_finds_no_article(library: Library):
    library.restrict(2, Restriction(frozenset({HERE})))
    with pytest.raises(UnknownArticle) as barred:
        ask([library], QUESTION, article=2)
    with pytest.raises(UnknownArticle) as absent:
        ask([library], QUESTION, article=99)
    assert str(barred.value).replace("2", "99") == str(absent.value)
    assert ask([library], QUESTION, only=[{2}]).quotes == ()


def test_who_has_the_folder_asks_all(library: Library):
    library.restrict(2, Restriction(frozenset({HERE})))
    assert library.ask(QUESTION).quotes[0].title == "Veldham1"


def test_every_change_makes_another_version(library: Library):
    seen = []
    for one in (
        OPEN,
        Restriction(frozenset({HERE})),
        Restriction(frozenset({THERE})),
        Restriction(roles=frozenset({RED})),
    ):
        library.restrict(2, one)
        seen.append(library.version())
    library.restrict(2, OPEN)
    assert len(set(seen)) == 4
    assert library.version() == seen[0]


def test_it_outlives_a_newer_text_and_a_reindex(prepared: None, tmp_path: Path):
    with Library.open(tmp_path) as library:
        library.add(source(town(1), "Veldham1"))
        library.restrict(1, Restriction(frozenset({HERE}), frozenset({RED})))
        assert library.add(source(town(1) + "\n\nIts market is held on Sundays.", "Veldham1")).state == "replaced"
        changed = library.reindex().changed
        assert library.list()[0].restriction == Restriction(frozenset({HERE}), frozenset({RED}))
        assert (changed, ask([library], QUESTION).quotes) == ((), ())
        assert not library.restrict(7, OPEN)


def test_what_comes_back_is_for_whom_it_was(prepared: None, tmp_path: Path):
    with Library.open(tmp_path) as library:
        library.add(source(town(1), "Veldham1"))
        added = library.history(1)[0]
        library.restrict(1, Restriction(frozenset({HERE})))
        assert library.undo(added.id).obstacle == "changed"
        library.remove(1)
        assert library.undo(library.history(1)[0].id).obstacle is None
        assert library.list()[0].restriction == Restriction(frozenset({HERE}))
        assert ask([library], QUESTION).quotes == ()
