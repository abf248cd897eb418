from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.refusal import nearest_embed, refusal_embed
from index import Answer
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile, kept, quotes
from tests.bot.records import QUOTE

NOTHING = Answer("Who *won*?", nearest=(replace(QUOTE, also=(), mark=None),))


def test_a_refusal_is_short_and_names_the_question() -> None:
    embed = refusal_embed(kept(NOTHING), SAY)
    assert embed.title == "Not in the articles"
    assert embed.description == (
        "> Who \\*won\\*?\n\nNo sentence of the articles answers this, so I quote none.\nTry other words."
    )


@pytest.mark.parametrize("door", ["message", "channel"])
def test_a_reply_does_not_repeat_the_question(door) -> None:
    assert "won" not in str(refusal_embed(kept(NOTHING, door), SAY).description)


@pytest.mark.parametrize("obstacle", ["greeting", "short", "long", "language"])
def test_what_was_not_searched_has_a_heading_of_its_own(obstacle) -> None:
    embed = refusal_embed(kept(Answer("Hm", obstacle=obstacle), "message"), SAY)
    assert (embed.title, embed.description) == (SAY(f"refusal.{obstacle}_title"), SAY(f"refusal.{obstacle}"))


def test_an_empty_library_is_told_so() -> None:
    embed = refusal_embed(kept(Answer("Who won the prize?"), "message"), SAY, empty=True)
    assert (embed.title, embed.description) == ("No articles yet", SAY("refusal.empty_library"))


def test_a_refusal_names_the_article_that_was_asked() -> None:
    assert refusal_embed(kept(NOTHING, titles=("A duet",)), SAY).footer.text == "Asked of: A duet"


def test_the_nearest_passages_claim_no_support() -> None:
    description = str(nearest_embed(kept(NOTHING), SAY).description)
    assert description.startswith(
        "These do not answer the question.\n\n> They played “Golden” for twenty minutes.\n\n-# ["
    )
    assert description.endswith("The Paper · 17 January 2026")


def test_nothing_near_is_said_plainly() -> None:
    assert nearest_embed(kept(Answer("Hm")), SAY).description == "Nothing in the articles comes near it."


@settings(max_examples=40)
@given(st.lists(quotes(), max_size=4), hostile, st.booleans())
def test_any_refusal_can_be_sent(nearest, question, empty) -> None:
    nothing = kept(Answer(question, nearest=tuple(nearest)), titles=(question,))
    assert_sendable(refusal_embed(nothing, SAY, empty=empty))
    assert_sendable(nearest_embed(nothing, SAY))
