from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.more import more_embed, more_pages
from tests.bot.discord.embeds.samples import LONG, SAY, assert_sendable, kept, quotes
from tests.bot.records import QUOTE, answer

KEPT = kept(answer(QUOTE))
SEVEN = [replace(QUOTE, text=f"The band played the song number {number}.", mark=None) for number in range(7)]


def test_a_page_shows_three_quotes_with_their_support() -> None:
    embed = more_embed(KEPT, 2, 0, SAY, SEVEN)
    assert [f"number {number}." in str(embed.description) for number in range(7)] == [False] * 3 + [True] * 3 + [False]
    assert str(embed.description).count(" · well supported") == 3
    assert embed.footer.text == "Page 2 of 3 · Below the first quotes the support grows weaker."


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2), (7, 3)])
def test_every_quote_has_a_page(count: int, pages: int) -> None:
    assert more_pages(SEVEN[:count]) == pages


@pytest.mark.parametrize(("page", "shown"), [(-1, 1), (0, 1), (9, 3)])
def test_a_page_that_is_not_there_gives_the_next_best(page: int, shown: int) -> None:
    assert str(more_embed(KEPT, page, 0, SAY, SEVEN).footer.text).startswith(f"Page {shown} of 3")


def test_a_page_names_the_article_that_was_asked() -> None:
    embed = more_embed(kept(answer(QUOTE), titles=("A duet",)), 1, 0, SAY, SEVEN)
    assert str(embed.footer.text).endswith(" · Asked of: A duet")


def test_what_is_left_out_is_counted() -> None:
    text = more_embed(KEPT, 1, 1, SAY, SEVEN).footer.text
    assert str(text).endswith("\n1 quote is left out: its article was changed or removed since.")


def test_no_more_quotes_is_said_plainly() -> None:
    embed = more_embed(KEPT, 1, 2, SAY, [])
    assert embed.description == (
        "There are no more quotes.\n2 quotes are left out: their articles were changed or removed since."
    )


@settings(max_examples=40)
@given(st.lists(quotes() | st.just(LONG), max_size=5), st.integers(-2, 9), st.integers(0, 10**9))
def test_any_page_can_be_sent(found, page, gone) -> None:
    assert_sendable(more_embed(KEPT, page, gone, SAY, found))
