"""An answer comes back exactly as it was given, for as long as it is kept."""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import fields, replace
from datetime import timedelta, timezone
from statistics import median
from time import perf_counter

import pytest

from bot.records import Kept, Scope
from bot.store import Store
from index import Answer, Fact, Hint, StoreError, Unknown
from tests.bot.records import HOSTILE, QUOTE, answer, hostile_quote
from tests.bot.store.making import DAY, FOUND, NOON, NOTHING, kept

FACT = Fact(7, "A duet", "author", "Ann Writer", source=1)
ANSWERS = {
    "quotes": FOUND,
    "facts": replace(FOUND, facts=(FACT,)),
    "two spans": answer(replace(QUOTE, mark=((100, 104), (112, 120)), source=1, score=0.1 + 0.2)),
    "nothing known": answer(replace(QUOTE, author=None, publisher=None, published=None, url=None, mark=None)),
    "hostile": replace(answer(hostile_quote()), question=f"{HOSTILE}\x00\U0001f479'\"\\\n"),
    "unknown": Answer("When was it published?", unknown=(Unknown(7, "A duet", "published", Hint("May 3", 0, 5)),)),
    "nothing": NOTHING,
    "empty": Answer(""),
}


UNREADABLE = ["", "{", "null", "[1]", '{"question": 5}', "[" * 100_000, '{"question": "x", "quotes": [{"text": "x"}]}']


def spoil(store: Store, column: str, text: str) -> None:
    """Overwrite what is stored of every answer."""
    with store._database.writing() as sql:
        sql.execute(f"UPDATE answer SET {column} = ?", (text,))


@pytest.mark.parametrize("given", ANSWERS.values(), ids=list(ANSWERS))
def test_an_answer_comes_back_as_it_was_given(store, path, given):
    store.keep(kept(given=given, question=given.question))
    store.close()
    again = Store.open(path)
    assert again.kept("a1") == kept(given=given, question=given.question)
    assert repr(again.kept("a1")) == repr(kept(given=given, question=given.question))
    again.close()


def test_every_field_of_an_answer_is_kept(store):
    store.keep(kept())
    with store._database.reading() as sql:
        stored = json.loads(sql.execute("SELECT answer FROM answer").fetchone()[0])
    assert set(stored) == {field.name for field in fields(Answer)}


@pytest.mark.parametrize("change", [{"server": None}, {"private": True}, {"channel": None}])
def test_where_a_question_was_asked_is_kept(store, change):
    store.keep(kept(**change))
    assert store.kept("a1") == kept(**change)


def test_a_moment_of_another_time_zone_is_the_same_moment(store):
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    store.keep(kept(asked=tokyo))
    found = store.kept("a1")
    assert found
    assert (found.asked, found.asked.utcoffset()) == (NOON, timedelta(0))


def test_an_answer_is_found_by_the_message_that_shows_it(store):
    store.keep(kept("a1"))
    store.keep(kept("a2"))
    store.place("a2", 900)
    assert store.kept_by_message(900) == replace(kept("a2"), message=900)
    assert store.kept_by_message(901) is None


def test_the_newest_answer_of_a_message_is_found(store):
    for identity, asked in (("a1", NOON), ("a2", NOON + DAY), ("a3", NOON - DAY)):
        store.keep(replace(kept(identity, asked=asked), message=900))
    assert store.kept_by_message(900) == replace(kept("a2", asked=NOON + DAY), message=900)


def test_the_newest_answer_of_a_channel_is_found_that_a_person_has_seen(store):
    for number, change in enumerate([{}, {"private": True, "asker": 5}, {"channel": 9}]):
        store.keep(kept(f"a{number}", asked=NOON + number * DAY, **change))
    channel = kept().asking.channel
    found = [store.newest_in(channel, person) for person in (5, 6)]
    assert [one.id for one in found if one] == ["a1", "a0"]
    assert store.newest_in(10, 5) is None


def test_an_answer_that_is_kept_again_is_replaced_and_keeps_its_message_and_votes(store):
    store.keep(kept(given=NOTHING))
    store.place("a1", 900)
    store.vote("a1", 301, False)
    store.keep(kept(given=FOUND))
    assert store.kept("a1") == replace(kept(given=FOUND), message=900)
    assert (store.votes("a1"), store.unanswered(1)) == ((0, 1), [])


def test_a_forgotten_answer_is_gone_with_all_that_hangs_on_it(store):
    store.keep(kept(given=NOTHING))
    store.place("a1", 900)
    store.vote("a1", 301, True)
    store.wait("a1", 302)
    store.forget("a1")
    assert (store.kept("a1"), store.kept_by_message(900)) == (None, None)
    assert (store.votes("a1"), store.waiting(), store.unanswered(1)) == ((0, 0), [], [])


def test_an_answer_that_was_never_kept_is_none_and_can_be_forgotten(store):
    store.place("a9", 900)
    store.forget("a9")
    assert (store.kept("a9"), store.kept_by_message(900)) == (None, None)


def test_what_is_forgotten_is_overwritten_in_the_file(store, path):
    store.keep(kept(question="Where does the heron sleep?"))
    store.keep(kept("a2"))
    store.forget("a1")
    store.close()
    assert b"heron" not in path.read_bytes()
    assert not path.with_name("bot.db-wal").exists()


def test_a_row_of_an_older_version_gets_the_defaults_of_newer_fields(store):
    store.keep(kept())
    spoil(store, "answer", '{"question": "Who won?", "total": 4}')
    asked = {"question": "Who won?", "scope": {"server": 1}, "asker": 3, "channel": 2, "language": "en", "door": "menu"}
    spoil(store, "asking", json.dumps(asked))
    found = store.kept("a1")
    assert found
    assert found.answer == Answer("Who won?", total=4)
    assert (found.asking.scope, found.asking.private) == (Scope(1), False)


@pytest.mark.parametrize("column", ["asking", "titles", "answer"])
@pytest.mark.parametrize("text", UNREADABLE)
def test_a_row_that_cannot_be_read_any_more_counts_as_not_kept(store, column, text):
    store.keep(replace(kept(given=NOTHING), message=900))
    store.wait("a1", 301)
    spoil(store, column, text)
    assert (store.kept("a1"), store.kept_by_message(900)) == (None, None)
    listed = [row.answer for row in (*store.waiting(), *store.unanswered(1))]
    assert listed == ([] if column == "asking" else ["a1", "a1"])


def test_the_log_names_the_answer_that_cannot_be_read_and_tells_nothing_of_it(store, caplog):
    store.keep(kept())
    spoil(store, "asking", '{"question": "Where does the heron sleep?"}')
    with caplog.at_level(logging.WARNING):
        assert store.kept("a1") is None
    assert "what is stored of answer a1 cannot be read any more" in caplog.text
    assert "heron" not in caplog.text


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 2**70])
def test_an_id_that_discord_cannot_have_given_is_refused(store, number):
    for refused in (lambda: store.keep(kept(asker=number)), lambda: store.kept_by_message(number)):
        with pytest.raises(StoreError, match=r"cannot hold this .* Use an id that Discord has given"):
            refused()
    store.keep(kept(asker=2**63 - 1))
    assert store.kept("a1") == kept(asker=2**63 - 1)


def test_an_answer_id_that_is_no_text_is_refused(store):
    with pytest.raises(StoreError, match=r"cannot hold this"):
        store.kept("\ud800")


def test_ten_thousand_answers_do_not_slow_the_next_one_down(store):
    early = [timed(store, kept(f"early-{number}")) for number in range(50)]
    store.forget_before(NOON + 400 * DAY)
    store.keep(kept("first"))
    with store._database.writing() as sql:
        copy_rows(sql, 10_000)
    late = [timed(store, kept(f"late-{number}")) for number in range(50)]
    assert median(late) < 10 * median(early)


def copy_rows(sql: sqlite3.Connection, copies: int) -> None:
    sql.execute(
        """INSERT INTO answer (id, server, channel, asker, asked, message, unanswered, asking, titles, answer)
           SELECT 'copy-' || value, value % 10, value % 100, value, asked + value, value,
           value % 2, asking, titles, answer FROM answer,
           (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < ?)
            SELECT value FROM n)""",
        (copies,),
    )


def timed(store: Store, one: Kept) -> float:
    start = perf_counter()
    store.keep(one)
    return perf_counter() - start
