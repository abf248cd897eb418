from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.embeds.articles.reindexing import done_embed, note_embed, progress_embed
from bot.records import Reindexing
from index import Reindexed
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile

RUN = Reindexing(1, 300, 20, datetime(2026, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize(("done", "full"), [(0, 0), (1, 5), (2, 10), (4, 20)])
def test_the_bar_is_as_full_as_the_work_is_done(done: int, full: int) -> None:
    first = (progress_embed(RUN, done, 4, SAY).description or "").splitlines()[0]
    assert first == f"{'▰' * full}{'▱' * (20 - full)}  {done} of 4 articles"


def test_before_anything_is_known_there_is_no_bar() -> None:
    description = progress_embed(RUN, 0, 0, SAY, "It waits.").description or ""
    assert description.splitlines() == ["It waits.", SAY("reindex.meanwhile"), "Started by <@300>."]


def test_articles_with_other_sentences_are_named_and_the_rest_counted() -> None:
    titles = tuple(f"Title {number}" for number in range(12))
    lines = (done_embed(RUN, Reindexed(20, 90, "a@1", "a@1", titles), SAY).description or "").splitlines()
    assert lines[2:5] == ["12 articles have other sentences than before:", "• Title 0", "• Title 1"]
    assert lines[-2] == "… and 2 more"


@given(hostile, hostile, hostile, st.lists(hostile, max_size=12))
def test_the_strangest_names_stay_inside_discords_limits(words, model, before, titles) -> None:
    assert_sendable(note_embed(RUN, words, SAY))
    assert_sendable(done_embed(RUN, Reindexed(1, 2, model, before, tuple(titles)), SAY, words))
