from __future__ import annotations

import re

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.embeds.escape import bold, escape
from bot.discord.embeds.limits import cut, cut_start, fit, shorten, size, total
from tests.bot.discord.embeds.samples import assert_sendable, hostile, plain, texts


def test_a_length_counts_utf_16() -> None:
    assert size("a日🎉") == 4


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("onetwothree", 4, "one…"),
        (r"ab\*\*", 4, "ab…"),
        ("a **b** c", 6, "a…"),
        ("**bcd** e", 6, "**b**…"),
        ("**b cd** e", 8, "**b**…"),
        ("a [b](https://e.org) c", 12, "a…"),
        ("🎉🎉🎉", 4, "🎉…"),
        ("", 5, ""),
    ],
)
def test_a_cut_leaves_nothing_open(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


@given(texts, st.integers(5, 60))
def test_what_is_cut_is_a_prefix(text: str, most: int) -> None:
    shown = cut(escape(text), most)
    assert size(shown) <= most
    assert shown == escape(text) or text.startswith(plain(shown).removesuffix("…"))


@given(texts, st.integers(0, 20), st.integers(6, 60))
def test_bold_is_closed_where_it_is_cut(text: str, length: int, most: int) -> None:
    shown = re.sub(r"\\.", "x", cut(bold(text, [(2, 2 + length)]), most), flags=re.DOTALL)
    assert shown.count("**") % 2 == 0
    assert "****" not in shown


def test_the_end_of_a_text_begins_between_two_words() -> None:
    assert cut_start("one two three", 10) == "…two three"
    assert cut_start(r"one \*\*", 4) == r"…\*"
    assert cut_start("one", 3) == "one"


def test_plain_text_is_shortened() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("one", 3) == "one"


def test_an_embed_is_brought_inside_the_limits() -> None:
    embed = discord.Embed(title="a " * 200, description="b " * 4000)
    embed.set_footer(text="c " * 2000).add_field(name="d" * 300, value="e " * 1000).add_field(name=" ", value="\n")
    assert_sendable(fit(embed))
    assert embed.title is not None
    assert embed.title.endswith("a…")
    assert [field.value for field in embed.fields[1:]] == ["–"]


@given(st.lists(hostile, min_size=4, max_size=4))
def test_any_embed_is_brought_inside_the_limits(parts: list[str]) -> None:
    title, description, footer, field = parts
    embed = fit(
        discord.Embed(title=title, description=description).set_footer(text=footer).add_field(name=field, value=field)
    )
    assert_sendable(embed)
    assert total(embed) <= 6000


def test_what_cannot_be_sent_is_replaced() -> None:
    assert fit(discord.Embed(description="a\x00b\ud800c\n")).description == "a\ufffdb\ufffdc\n"
