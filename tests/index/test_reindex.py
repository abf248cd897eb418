"""Everything made anew from the texts, while the old index answers."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace

import pytest

from index import Busy, Library
from index import indexing as indexing_module
from index import reindexing as reindexing_module
from index.records import Passage
from index.store import Store
from index.terms import term_ids, terms
from tests.index.towns import source, town

BRIDGE = "How many arches does the bridge of Veldham2 have?"


class Stop(Exception):
    pass


def stop_after(count: int):
    def progress(done: int, _total: int) -> None:
        if done >= count:
            raise Stop

    return progress


def rows(library: Library, table: str) -> list[tuple[int, ...]]:
    with sqlite3.connect(library.folder / "library.db") as connection:
        return connection.execute(f"SELECT edition, count(*) FROM {table} GROUP BY edition").fetchall()


def test_a_reindex_keeps_ids_and_answers(filled):
    filled.remove(1)
    before, ids = filled.ask(BRIDGE), [entry.id for entry in filled.list()]
    done = filled.reindex()
    assert (done.articles, done.sentences, done.model) == (3, 24, filled.status().model)
    assert [entry.id for entry in filled.list()] == ids == [2, 3, 4]
    assert [quote.text for quote in filled.ask(BRIDGE).quotes] == [quote.text for quote in before.quotes]


def test_a_reindex_tells_how_far_it_is(filled):
    seen: list[tuple[int, int]] = []
    filled.reindex(lambda done, total: seen.append((done, total)))
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_nothing_of_the_old_index_is_left(filled):
    filled.ask(BRIDGE)
    old = next((filled.folder / "cache").iterdir()).name
    filled.reindex()
    ((edition, passages),) = rows(filled, "passage")
    assert (rows(filled, "indexed"), passages) == ([(edition, 4)], 8)
    assert old not in [path.name for path in (filled.folder / "cache").iterdir()]


def test_an_empty_library_is_reindexed(library):
    assert library.reindex().articles == 0
    assert library.add(source(town(1), "a")).state == "added"
    assert not library.status().problems


def test_the_old_index_answers_meanwhile(filled):
    during: list[bool] = []

    def progress(_done: int, _total: int) -> None:
        thread = threading.Thread(target=lambda: during.append(filled.ask(BRIDGE).quotes[0].title == "town-2"))
        thread.start()
        thread.join(timeout=10)

    filled.reindex(progress)
    assert during == [True] * 5


def test_what_is_added_and_removed_meanwhile_is_in_the_new_index(filled):
    def progress(done: int, _total: int) -> None:
        if done == 2 and filled.show(1):
            filled.add(source(town(9), "town-9"))
            filled.add(source(town(8), "town-3"))
            filled.remove(1)

    assert filled.reindex(progress).articles == 4
    with Library.open(filled.folder) as library:
        for number, title in ((9, "town-9"), (8, "town-3")):
            assert library.ask(BRIDGE.replace("2", str(number))).quotes[0].title == title
        assert len(rows(library, "passage")) == 1


def test_a_new_title_given_meanwhile_is_in_the_new_index(filled):
    def progress(done: int, _total: int) -> None:
        if done == 3:
            filled.add(source(town(0), "town-0", title="The ferry timetable"))

    filled.reindex(progress)
    with filled.reading() as view:
        head = view.store.heads([1], view.edition)[1]
    assert (head.title, head.title_terms.tolist()) == ("The ferry timetable", term_ids(terms(head.title)).tolist())


def test_a_reindex_that_was_stopped_goes_on_where_it_was(filled):
    with pytest.raises(Stop):
        filled.reindex(stop_after(3))
    assert filled.ask(BRIDGE).quotes[0].title == "town-2"
    seen: list[int] = []
    filled.reindex(lambda done, _total: seen.append(done))
    assert seen == [3, 4]
    assert len(rows(filled, "passage")) == 1


def test_what_a_stopped_reindex_of_another_make_has_built_is_thrown_away(filled, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(reindexing_module, "RECIPE", "an older recipe")
        with pytest.raises(Stop):
            filled.reindex(stop_after(3))
    seen: list[int] = []
    filled.reindex(lambda done, _total: seen.append(done))
    assert seen[0] == 0
    assert len(rows(filled, "passage")) == 1


def test_an_older_recipe_is_told_and_cured(filled, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(reindexing_module, "RECIPE", "an older recipe")
        filled.reindex()
    (problem,) = filled.status().problems
    assert problem.kind == "outdated"
    assert "Run `summit reindex`" in problem.sentence
    filled.reindex()
    assert filled.status().problems == ()


def test_a_second_reindex_is_refused(filled):
    refused: list[str] = []

    def progress(_done: int, _total: int) -> None:
        with Library.open(filled.folder) as other, pytest.raises(Busy) as refusal:
            other.reindex()
        refused.append(str(refusal.value))

    filled.reindex(progress)
    assert set(refused) == {"Another reindex is running on this library. Wait for it to end."}
    assert filled.reindex().articles == 4


def test_articles_stored_by_an_older_recipe_are_found_in_full_again(filled):
    with filled._database.writing() as connection:
        store = Store(connection)
        store.drop_indexed(3)
    assert filled.list()[2].sentences == 0
    filled.reindex()
    assert filled.ask(BRIDGE).quotes[0].title == "town-2"


def test_a_reindex_that_changes_nothing_says_so(filled):
    model = filled.status().model
    done = filled.reindex()
    assert (done.before, done.model, done.changed) == (model, model, ())


def test_a_reindex_names_the_articles_that_are_cut_otherwise(filled, monkeypatch):
    split = indexing_module.split

    def cut(text, parts, language):
        passages = split(text, parts, language)
        return (
            [replace(passages[0], sentences=passages[0].sentences[1:]), *passages[1:]]
            if "Veldham2" in text
            else passages
        )

    monkeypatch.setattr(indexing_module, "split", cut)
    assert filled.reindex().changed == ("town-2",)


def test_sentences_in_other_passages_are_no_other_sentences(filled, monkeypatch):
    split = indexing_module.split

    def apart(text, parts, language):
        return [Passage((one,)) for passage in split(text, parts, language) for one in passage.sentences]

    monkeypatch.setattr(indexing_module, "split", apart)
    assert filled.reindex().changed == ()


def test_a_reindex_tells_the_model_that_it_leaves(filled):
    with sqlite3.connect(filled.folder / "library.db") as connection:
        connection.execute("UPDATE edition SET model = 'another@1'")
    assert filled.reindex().before == "another@1"


def test_an_index_is_another_one_after_a_reindex_alone(filled):
    before = filled.edition()
    filled.add(source(town(9), "town-9"))
    assert filled.edition() == before
    filled.reindex()
    assert filled.edition() not in {before, None}


def test_what_a_reindex_left_that_was_killed_at_its_end_is_swept_away(filled, monkeypatch):
    def killed(*_: object) -> None:
        raise Stop

    with monkeypatch.context() as patch:
        patch.setattr(reindexing_module, "_drop_caches", killed)
        patch.setattr(Store, "sweep", lambda *_: 0)
        with pytest.raises(Stop):
            filled.reindex()
    assert len(rows(filled, "passage")) == 2
    filled.sweep()
    assert len(rows(filled, "passage")) == 1
    assert filled.ask(BRIDGE).quotes[0].title == "town-2"


def test_nothing_is_swept_away_while_a_reindex_runs(filled):
    def progress(_done: int, _total: int) -> None:
        with pytest.raises(Busy, match="Another reindex is running"):
            filled.sweep()

    filled.reindex(progress)
