"""The one object: which article is which, who may be asked, and what a person is told."""

from __future__ import annotations

import shutil
import threading
from datetime import date

import pytest

from index import Config, Library, ModelMismatch, Shelf, Source, UnknownArticle, Unreadable, ask, machine
from index import config as config_module
from index import shelf as shelf_module
from index.config import model_of
from index.encode import Encoder
from index.encode.models import Model
from index.search import term_names
from index.terms import term_ids, terms
from tests.index.towns import source, town

BRIDGE = "How many arches does the bridge of Veldham2 have?"
JAPANESE = "新しい橋は来年の春に開通する予定だと、県の担当者は述べた。工事は三年かかった。橋の長さは二キロである。"


def fields(library: Library, identity: int) -> tuple[str, str | None, date | None, str | None]:
    (entry,) = [entry for entry in library.list() if entry.id == identity]
    return entry.title, entry.author, entry.published, entry.language


def test_an_article_is_added_with_its_fields(library):
    added = library.add(source(town(1), "a", title="Veldham", author="Ada Pell", published=date(2026, 1, 14)))
    assert (added.path, added.id, added.title, added.state, added.reason) == ("a", 1, "Veldham", "added", None)
    assert (added.sentences, added.left_out) == (8, 0)
    assert fields(library, 1) == ("Veldham", "Ada Pell", date(2026, 1, 14), "en")


def test_the_same_article_again_is_unchanged(library):
    first, again = library.add(source(town(1), "a")), library.add(source(town(1), "a"))
    assert (first.state, again.state, again.id, again.reason, again.sentences) == ("added", "unchanged", 1, None, 8)
    assert len(library.list()) == 1


def test_the_same_identity_with_a_new_text_is_replaced_and_keeps_its_id(library):
    library.add(source(town(1), "a"))
    library.add(source(town(5), "b"))
    replaced = library.add(source(town(2), "a"))
    assert (replaced.state, replaced.id) == ("replaced", 1)
    assert library.ask(BRIDGE).quotes[0].article == 1
    assert not [quote for quote in library.ask(BRIDGE, top=90).nearest if "Veldham1 " in quote.text]


def test_another_identity_with_the_same_text_names_the_article_that_has_it(library):
    library.add(source(town(1), "a", title="The town on the Brenta"))
    twin = library.add(source(town(1), "b"))
    assert (twin.state, twin.id, len(library.list())) == ("unchanged", 1, 1)
    assert twin.reason == "article 1, “The town on the Brenta”, has the same text"


def test_an_article_that_takes_the_text_of_another_one_is_replaced(library):
    library.add(source(town(1), "a"))
    library.add(source(town(2), "b"))
    assert (library.add(source(town(1), "b")).state, len(library.list())) == ("replaced", 2)


def test_new_fields_of_the_same_text_are_written_and_named(library):
    library.add(source(town(1), "a", title="Old", author="Ada"))
    added = library.add(source(town(1), "a", title="New", author="Ada", published=date(2025, 5, 1)))
    assert (added.state, added.title, added.reason) == (
        "unchanged",
        "New",
        "the text is the same; updated: title, published",
    )
    assert fields(library, 1) == ("New", "Ada", date(2025, 5, 1), "en")


def test_passages_are_found_by_the_words_of_a_new_title(library):
    library.add(source(town(1), "a", title="Old"))
    library.settle()
    library.add(source(town(1), "a", title="Zymurgy for beginners"))
    with library.reading() as view:
        found = view.words.search(term_names(term_ids(terms("zymurgy"))), 5).tolist()
        assert sorted(found) == [row.id for row in view.store.passages_of([1], view.edition)]
    assert library.ask("How many arches does the bridge of Veldham1 have?").quotes[0].title == "Zymurgy for beginners"
    assert library.status().sentences == 8


def test_a_refused_source_is_told_and_not_stored(library):
    refused = library.add(Source("x.txt", refusal=Unreadable("This is no text.")))
    assert (refused.path, refused.id, refused.title, refused.state, refused.reason) == (
        "x.txt", None, None, "refused", "This is no text.",
    )  # fmt: skip
    assert library.list() == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (town(1), "en"),
        (JAPANESE, "ja"),
        ("대통령은 수요일에 귀국해 경제 장관들과 회의를 열 예정이다.", "ko"),
        ("Xyzzy plugh frobozz.", None),
    ],
)
def test_the_language_is_told_where_it_is_not_given(library, text, language):
    library.add(source(text, "a"))
    assert library.list()[0].language == language


def test_a_given_language_stays(library):
    library.add(source(town(1), "a", language="da"))
    assert library.list()[0].language == "da"


def test_a_removed_article_is_gone_for_good(filled):
    assert (filled.remove(3), filled.remove(3)) == (True, False)
    assert [entry.id for entry in filled.list()] == [1, 2, 4]
    assert filled.show(3) is None
    assert filled.add(source(town(2), "town-2")).id == 5


def test_an_article_is_shown_as_it_was_added(filled):
    entry, shown = filled.show(2)
    assert (entry.id, entry.sentences, shown.text, shown.identity) == (2, 8, town(1), "town-1")
    assert "".join(shown.text[part.start : part.end] for part in shown.parts) == town(1).replace("\n\n", "")


def test_the_articles_are_listed_oldest_first(filled):
    assert [entry.title for entry in filled.list()] == ["town-0", "town-1", "town-2", "town-3"]


def test_an_empty_library_answers_nothing(library):
    answer = library.ask("Who opened the library?")
    assert (answer.found, answer.quotes, answer.nearest, answer.facts, answer.total) == (False, (), (), (), 0)
    assert (library.list(), library.show(1), library.remove(1)) == ([], None, False)
    assert library.summarise().sentences == ()
    library.settle()


def test_the_status_of_an_empty_library_is_well(library):
    status = library.status()
    assert (status.articles, status.sentences, status.model, status.healthy) == (0, 0, None, True)


def test_the_status_counts_and_names_the_model(filled):
    status = filled.status()
    assert (status.articles, status.sentences, status.problems) == (4, 32, ())
    assert status.model == model_of(Config()).identity
    assert status.bytes > 32 * 384 * 2


@pytest.mark.parametrize(("question", "askable"), [("drums", False), ("", False), ("What is the price of tin?", True)])
def test_what_is_no_question_is_told_from_what_has_no_answer(filled, question, askable):
    assert filled.ask(question).askable is askable


def test_a_question_may_keep_to_one_article(filled):
    for question in (BRIDGE, "Who opened a new library?"):
        answer = filled.ask(question, article=4, top=10)
        assert {quote.article for quote in answer.quotes + answer.nearest} == {4}


@pytest.mark.parametrize("article", [0, -1, 5, 10**9])
def test_an_unknown_article_cannot_be_asked_or_summarised(filled, article):
    with pytest.raises(UnknownArticle, match=rf"No article has the ID {article}\. `summit list` shows them"):
        filled.ask(BRIDGE, article=article)
    with pytest.raises(UnknownArticle):
        filled.summarise(article)


def test_an_article_of_an_empty_library_is_unknown(library):
    with pytest.raises(UnknownArticle):
        library.ask(BRIDGE, article=1)


def test_several_libraries_answer_as_one(filled, tmp_path):
    with Library.open(tmp_path / "empty") as empty, Library.open(tmp_path / "second") as second:
        second.add(source(town(7), "town-7"))
        mine, theirs = ask([empty, filled, second], BRIDGE), ask([empty, filled, second], BRIDGE.replace("2", "7"))
        assert (mine.quotes[0].source, mine.quotes[0].article) == (1, 3)
        assert (theirs.quotes[0].source, theirs.quotes[0].article) == (2, 1)
        assert ask([second], BRIDGE.replace("2", "7")).quotes[0].text == theirs.quotes[0].text


def test_a_sentence_in_two_libraries_is_quoted_once(filled, tmp_path):
    with Library.open(tmp_path / "second") as second:
        second.add(source(town(9), "town-9"))
        second.add(source(town(2) + " It has a harbour.", "copy", title="A copy"))
        answer = ask([filled, second], BRIDGE, top=20)
        held = [quote for quote in answer.quotes + answer.nearest if "Veldham2 was finished" in quote.text]
        assert len(held) == 1
        assert {(held[0].source, held[0].article), *((e.source, e.article) for e in held[0].also)} == {(0, 3), (1, 2)}


def test_one_library_never_answers_for_another(filled, tmp_path):
    with Library.open(tmp_path / "second") as second:
        second.add(source(town(7), "town-7"))
        answer = second.ask(BRIDGE, top=100)
        assert {quote.title for quote in answer.quotes + answer.nearest} <= {"town-7"}


@pytest.fixture
def other_model(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> Config:
    """Return settings that name another model, which would encode as the packaged one does."""
    model = model_of(Config())
    known = {"other": Model("other", model.folder, "f" * 64)}
    monkeypatch.setattr(config_module, "_model", known.__getitem__)
    monkeypatch.setattr(config_module, "_encoder", lambda _name: encoder)
    return Config(model="other")


def test_another_model_is_refused_by_name_with_the_cure(filled, other_model):
    with Library.open(filled.folder, other_model) as library:
        for act in (lambda: library.ask(BRIDGE), lambda: library.add(source(town(9), "b")), library.summarise):
            with pytest.raises(ModelMismatch) as refusal:
                act()
            words = str(refusal.value)
            assert "all-MiniLM-L6-v2@" in words
            assert "other@ffffffffffff" in words
            assert "Run `summit reindex`" in words
        assert len(library.list()) == 4


def test_the_status_names_another_model_with_the_cure(filled, other_model):
    with Library.open(filled.folder, other_model) as library:
        (problem,) = library.status().problems
    assert problem.kind == "other_model"
    assert "indexed with all-MiniLM-L6-v2@" in problem.sentence
    assert "Run `summit reindex`" in problem.sentence


def test_an_emptied_library_takes_the_configured_model(filled, other_model):
    for entry in filled.list():
        filled.remove(entry.id)
    with Library.open(filled.folder, other_model) as library:
        assert library.add(source(town(9), "b")).state == "added"
        assert library.status().model == "other@ffffffffffff"
        assert library.status().healthy


def test_a_closed_library_still_ends_what_is_under_way(filled):
    with filled.reading() as view:
        filled.close()
        assert view.store.counts() == (4, 32)
    assert filled.ask(BRIDGE).found


def test_a_shelf_opens_on_use_and_closes_the_one_not_used_for_longest(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf_module, "MOST_OPEN", 2)
    shelf = Shelf()
    first, second = shelf.open(tmp_path / "1"), shelf.open(tmp_path / "2")
    assert shelf.open(tmp_path / "1") is first
    shelf.open(tmp_path / "3")
    assert shelf.open(tmp_path / "1") is first
    assert shelf.open(tmp_path / "2") is not second
    shelf.close()


def test_a_shelf_closes_by_memory_and_counts_what_libraries_grow_to(filled, tmp_path):
    shutil.copytree(filled.folder, tmp_path / "large")
    opened: list[int] = []
    shelf = Shelf(filled.config, limit=2_000_000, opened=lambda: opened.append(1))
    large = shelf.open(tmp_path / "large")
    small = shelf.bytes
    assert large.ask(BRIDGE).found
    for number in range(3):
        shelf.open(tmp_path / str(number))
    assert small < large.memory <= shelf.bytes < shelf.limit
    assert (len(shelf), len(opened)) == (4, 4)
    shelf.limit = shelf.bytes - 1
    shelf.open(tmp_path / "2")
    assert large not in shelf.opened()
    shelf.drop(tmp_path / "2")
    shelf.close()
    assert (len(shelf), shelf.bytes) == (0, 0)


def test_two_libraries_stay_open_however_little_memory_there_is(tmp_path):
    shelf = Shelf(limit=0)
    first, second = shelf.open(tmp_path / "1"), shelf.open(tmp_path / "2")
    assert [shelf.open(tmp_path / "1"), shelf.open(tmp_path / "2")] == [first, second]
    shelf.close()


def test_the_memory_of_a_group_counts_where_it_is_less(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "_GROUPS", tmp_path)
    monkeypatch.setattr(machine, "_GROUP", tmp_path / "group")
    whole = machine.memory()
    (tmp_path / "a.slice/b.service").mkdir(parents=True)
    (tmp_path / "group").write_text("0::/a.slice/b.service\n")
    (tmp_path / "a.slice/b.service/memory.max").write_text("max\n")
    assert machine.memory() == whole
    (tmp_path / "a.slice/memory.max").write_text("300000000\n")
    assert machine.memory() == 300_000_000


def test_the_cores_of_a_group_count_where_they_are_fewer(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "_GROUPS", tmp_path)
    monkeypatch.setattr(machine, "_GROUP", tmp_path / "group")
    monkeypatch.setattr(machine.os, "sched_getaffinity", lambda _: range(12))
    found = []
    for said in ("max 100000\n", "150000 100000\n", "1000 100000\n"):
        (tmp_path / "cpu.max").write_text(said)
        found.append(machine.cores())
    assert found == [12, 2, 1]


def test_many_threads_ask_and_add_at_once(filled):
    wrong: list[object] = []

    def work(number: int) -> None:
        try:
            filled.add(source(town(number), f"town-{number}"))
            answer = filled.ask(f"How many arches does the bridge of Veldham{number} have?")
            wrong.extend([] if answer.quotes[0].title == f"town-{number}" else [answer])
        except Exception as error:  # a thread's own errors would go unseen
            wrong.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20, 32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (wrong, len(filled.list())) == ([], 16)
