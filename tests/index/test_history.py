"""What was done to articles is told, and can be taken back, as long as its texts are kept."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index import KEPT, Act, Library
from index.choices import choose
from index.drafting import draft as drafted
from index.history import TOLD
from index.store import Database, Store
from index.store.schema import MIGRATIONS
from tests.index.towns import ROOT, run_python, source, town
from tests.searching import holding

NOW = datetime.now(UTC)
ARCHES = "The bridge of Veldham1 was finished"
ASKED = "How many arches does the bridge of Veldham1 have?"


def ids(titled):
    return [one.id for one in titled]


def told(library, most=9):
    """Return the acts, oldest first, with the articles that came and went."""
    return [(past.act, ids(past.came), ids(past.went)) for past in reversed(library.history(most))]


def state(library):
    """Return everything that is stored of the articles."""
    with closing(sqlite3.connect(library.folder / "library.db")) as connection:
        return connection.execute("SELECT * FROM article ORDER BY id").fetchall()


def newest(library):
    return library.history(1)[0].id


def test_each_act_is_an_entry_with_what_came_and_went(filled):
    filled.add(source(town(9), "town-1", title="Changed"), Act("terminal"))
    filled.edit(2, {"author": "Ada"})
    filled.remove(3)
    filled.reindex()
    assert told(filled)[4:] == [("replace", [2], [2]), ("edit", [2], [2]), ("remove", [], [3]), ("reindex", [], [])]
    past = filled.history()[3]
    assert (past.came[0].title, past.went[0].title, past.who, past.undone) == ("Changed", "town-1", "terminal", False)
    assert abs(past.when - datetime.now(UTC)) < timedelta(hours=1)


def test_what_changes_nothing_is_no_entry(filled):
    before = told(filled)
    filled.add(source(town(1), "town-1"))
    filled.add(source(town(1), "elsewhere"))
    filled.edit(2, {"title": "town-1"})
    assert (filled.remove(99), filled.erase(99), filled.undo(99).obstacle) == (False, False, "unknown")
    assert told(filled) == before


def test_all_that_is_changed_in_one_act_is_one_entry_and_is_undone_together(filled):
    before = state(filled)
    act = Act("Source 3", "refresh")
    list(filled.add_all([source(town(7), "town-7"), source(town(8), "town-1")], act))
    filled.remove(1, act)
    assert told(filled)[4:] == [("refresh", [5, 2], [2, 1])]
    undone = filled.undo(newest(filled))
    assert (undone.state, undone.reason) == ("undone", None)
    assert state(filled) == before
    assert told(filled)[5:] == [("undo", [2, 1], [5, 2])]


def test_an_undone_removal_brings_back_identity_id_blocks_and_edits(filled):
    made = drafted(filled._database, source(town(5), "town-5"))
    filled.publish(replace(made, article=choose(made.article, 0, "boilerplate")))
    filled.edit(5, {"title": "Town five", "author": "Ada"})
    before, shown = state(filled), filled.show(5)
    filled.remove(5)
    assert filled.show(5) is None
    assert filled.undo(newest(filled), Act("Carol")).state == "undone"
    assert (state(filled), filled.show(5)) == (before, shown)
    assert filled.add(source(town(5), "town-5")).state == "unchanged"


def test_what_was_pinned_and_hidden_comes_back_and_a_pick_taken_back_stays_in_no_file(filled):
    sentences = [quote.text for quote in filled.ask(ASKED).quotes[:1]]
    assert filled.pin("Which zorb has arches?", 2, sentences[0])
    assert filled.hide(2, sentences[0])
    filled.remove(2)
    assert filled.picks() == []
    filled.undo(newest(filled))
    found = filled.picks()
    assert [(pick.article, pick.question is None) for pick in found] == [(2, False), (2, True)]
    assert all(filled.take_back(pick) for pick in found)
    assert holding(filled.folder, "Which zorb") == []


def test_what_came_back_answers_again(filled):
    filled.remove(2)
    assert ARCHES not in "".join(quote.text for quote in filled.ask(ASKED).quotes)
    filled.undo(newest(filled))
    assert filled.ask(ASKED).quotes[0].text.startswith(ARCHES)


def test_a_text_that_was_replaced_comes_back(filled):
    before = state(filled)
    filled.add(source(town(9), "town-1"))
    filled.undo(newest(filled))
    assert state(filled) == before
    assert filled.ask(ASKED).quotes[0].article == 2


def test_an_undo_can_be_undone_and_so_can_that(filled):
    first = newest(filled)
    with_it = state(filled)
    assert filled.undo(first).state == "undone"
    without = state(filled)
    second = newest(filled)
    assert filled.undo(second).state == "undone"
    assert state(filled) == with_it
    assert [past.undone for past in filled.history(3)] == [False, True, False]
    assert filled.undo(newest(filled)).state == "undone"
    assert state(filled) == without
    assert [past.undone for past in filled.history(4)] == [False, True, False, True]


def test_the_same_entry_is_undone_once(filled):
    filled.remove(2)
    entry = newest(filled)
    filled.undo(entry)
    again = filled.undo(entry)
    assert (again.state, again.obstacle) == ("refused", "undone")
    assert again.reason == f"Entry {entry} was undone already: undo that entry to have it back."


@pytest.mark.parametrize(
    ("since", "obstacle"),
    [
        (lambda library: library.edit(2, {"title": "Newer"}), "changed"),
        (lambda library: library.add(source(town(10), "town-1")), "changed"),
        (lambda library: library.remove(2), "changed"),
        (lambda library: library.erase(2), "erased"),
    ],
)
def test_nothing_newer_is_lost_by_an_undo(filled, since, obstacle):
    filled.add(source(town(9), "town-1"))
    entry = newest(filled)
    since(filled)
    before = state(filled)
    assert filled.undo(entry).obstacle == obstacle
    assert state(filled) == before


@pytest.mark.parametrize(
    ("since", "obstacle"),
    [
        (source(town(9), "town-1"), "taken"),
        (source(town(1), "elsewhere"), "same"),
    ],
)
def test_what_has_taken_the_place_of_an_article_since_stays(filled, since, obstacle):
    filled.remove(2)
    entry = newest(filled)
    filled.add(since)
    before = state(filled)
    undone = filled.undo(entry)
    assert (undone.state, undone.obstacle, state(filled)) == ("refused", obstacle, before)


def test_of_many_articles_those_that_were_changed_since_stay_as_they_are(filled):
    act = Act("Source 3", "refresh")
    for number in (7, 8):
        filled.add(source(town(number), f"town-{number}"), act)
    filled.edit(6, {"title": "Newer"})
    undone = filled.undo(newest(filled) - 1)
    assert (undone.state, undone.reason) == ("undone", "Changed since, and left as it is now: “town-8”.")
    assert [entry.id for entry in filled.list()] == [1, 2, 3, 4, 6]


def test_a_reindex_cannot_be_undone_and_says_so(filled):
    filled.reindex()
    assert filled.undo(newest(filled)).obstacle == "nothing"


def test_an_index_made_since_has_what_comes_back(filled):
    filled.remove(2)
    entry = newest(filled)
    filled.reindex()
    filled.undo(entry)
    assert filled.status().problems == ()
    assert filled.ask(ASKED).quotes[0].text.startswith(ARCHES)


def test_the_text_of_what_was_removed_is_kept_for_thirty_days_and_then_gone(filled):
    filled.settle()
    filled.remove(2)
    entry = newest(filled)
    assert not filled.lapse(NOW + KEPT - timedelta(hours=1))
    assert holding(filled.folder, ARCHES)
    late = NOW + KEPT + timedelta(hours=1)
    assert filled.undo(entry, Act(moment=late)).obstacle == "late"
    assert filled.lapse(late)
    assert not filled.lapse(late)
    assert holding(filled.folder, ARCHES, "Ada Pell1,") == []
    assert (filled.undo(entry).obstacle, filled.past(entry).went[0].title) == ("erased", "town-1")


def test_a_year_later_the_history_tells_of_it_no_more(filled):
    assert filled.lapse(NOW + TOLD + timedelta(hours=1))
    assert (filled.history(), len(filled.list())) == ([], 4)


def test_what_is_deleted_for_good_never_comes_back_and_leaves_no_text(filled):
    filled.add(source(town(1) + " It is old.", "town-1"))
    replaced = newest(filled)
    filled.settle()
    assert filled.erase(2)
    assert holding(filled.folder, ARCHES, "Ada Pell1,") == []
    assert {filled.undo(entry).obstacle for entry in (2, replaced, newest(filled))} == {"changed", "erased"}
    assert [entry.id for entry in filled.list()] == [1, 3, 4]


def test_what_was_removed_can_still_be_deleted_for_good(filled):
    filled.remove(2)
    filled.add(source(town(9), "town-1"))
    assert filled.erase(2)
    assert not filled.erase(2)
    assert holding(filled.folder, ARCHES, "Ada Pell1,") == []
    assert filled.undo(newest(filled) - 2).obstacle == "erased"
    assert told(filled)[-1] == ("remove", [], [2])


def test_deleting_an_article_for_good_takes_along_what_its_identity_had_before(filled):
    filled.remove(2)
    filled.add(source(town(9), "town-1"))
    assert filled.erase(5)
    assert holding(filled.folder, ARCHES, "Ada Pell9,") == []


def test_what_is_kept_counts_as_bytes_of_the_library(filled):
    long = source("\n\n".join(f"Sentence number {number} is here to be long." for number in range(4000)), "long")
    filled.add(long)
    with_it = filled.size().bytes
    filled.remove(5)
    kept = filled.size().bytes
    filled.erase(5)
    assert with_it > kept > filled.size().bytes + 100_000


def check_history(library):
    """Check that the history tells of every article exactly as it is, and nothing else."""
    with closing(sqlite3.connect(library.folder / "library.db")) as connection:
        store = Store(connection)
        last = dict(connection.execute("SELECT article, hash FROM change GROUP BY article HAVING id = max(id)"))
        now = {entry.id: store.snapshot(entry.id).hash for entry in store.entries()}
        deeds = {row[0] for row in connection.execute("SELECT id FROM deed WHERE act != 'reindex'")}
        assert {row[0] for row in connection.execute("SELECT DISTINCT deed FROM change")} == deeds
    assert now == {article: digest for article, digest in last.items() if digest is not None}
    assert library.status().problems == ()


def test_the_history_tells_exactly_what_there_is(filled):
    filled.add(source(town(9), "town-1"))
    filled.edit(1, {"author": "Ada"})
    filled.remove(3)
    filled.erase(4)
    filled.undo(newest(filled) - 1)
    filled.undo(newest(filled))
    filled.reindex()
    check_history(filled)


KILLED = """
import sys
from itertools import count
from pathlib import Path
from index import Act, Library
from tests.index.towns import source, town
with Library.open(Path(sys.argv[1])) as library:
    print("ready", flush=True)
    for number in count(int(sys.argv[2])):
        library.add(source(town(number % 20), f"town-{number % 9}"))
        library.remove(1 + number % 5, Act())
        library.undo(library.history(1)[0].id)
        library.erase(6 + number % 9)
"""


@pytest.mark.soak
def test_a_hundred_kills_lose_neither_an_act_nor_its_entry(tmp_path):
    chance = random.Random(5)
    for number in range(100):
        words = [sys.executable, "-c", KILLED, str(tmp_path / "library"), str(number * 7)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
        with Library.open(tmp_path / "library") as library:
            check_history(library)


def test_a_process_that_dies_between_two_articles_of_an_act_goes_on_in_the_same_entry(filled, tmp_path):
    script = """
import os, sys
from pathlib import Path
from index import Act, Library
from tests.index.towns import source, town
library = Library.open(Path(sys.argv[1]))
for added in library.add_all((source(town(n), f"town-{n}") for n in range(10, 14)), Act("Source 3", "refresh", "m")):
    if added.id == int(sys.argv[2]):
        os._exit(9)
"""
    assert run_python(script, filled.folder, "6").returncode == 9
    assert told(filled)[4:] == [("refresh", [5, 6], [])]
    assert run_python(script, filled.folder, "0").returncode == 0
    assert told(filled)[4:] == [("refresh", [5, 6, 7, 8], [])]


def test_a_library_of_an_older_version_gets_a_history(tmp_path):
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("".join(MIGRATIONS[:4]) + "PRAGMA user_version = 4;")
        row = ("town-1", b"", "Town", "It is old.", "[]", "2026-01-01T00:00:00+00:00")
        connection.execute("INSERT INTO article (identity, hash, title, text, parts, added) VALUES (?,?,?,?,?,?)", row)
        connection.commit()
    Database.open(path).close()
    with Library.open(tmp_path) as library:
        assert library.history() == []
        assert library.remove(1)
        assert told(library) == [("remove", [], [1])]
        assert "It is old." in state_of_kept(path)


def state_of_kept(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT kept FROM change").fetchone()[0]
