from __future__ import annotations

import re
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.embeds.escape import bold, escape, marked, one_line
from tests.bot.discord.embeds.samples import plain, quotes, texts
from tests.bot.records import QUOTE

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
ALIVE = re.compile(
    r"""
    [*_`\\] | ~~ | \|\| | \[ | @(?:everyone|here) | (?:https?|steam):// | :[^\s:]+:
    | <(?:[@\#:/!&]|a:|t:|id:|https?:|\+) | <[^:\ >]+:/[^\ >]+>
    | ^[ ]*(?:\#{1,3}\s | -\#\s | [-*+]\s | \d+\.\s | >\s | >>>\s)
    """,
    re.VERBOSE | re.MULTILINE,
)


def alive(shown: str) -> list[str]:
    """Return what Discord would read as markdown, a mention or a link: an escaped character is no more than text."""
    return ALIVE.findall(ESCAPED.sub("\ue000", shown))


@pytest.mark.parametrize(
    "text",
    [
        "3:15 p.m.",
        "South Korea-Japan",
        "$5 (about 700 yen).",
        "x < 5 > y",
        "AT&T, R&D",
        "a@b.org",
        "日本（東京）：「はい」",
        "¥1,000.",
    ],
)
def test_ordinary_text_comes_out_unchanged(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**a** _b_", r"\*\*a\*\* \_b\_"),
        ("# a\n  -# b\n - c", "\\# a\n  \\-# b\n \\- c"),
        ("1. a\n22. b", "1\\. a\n22\\. b"),
        ("> a\n>>> b", "\\> a\n\\>>> b"),
        ("[a](https://a_b.c)", r"\[a](https\://a\_b.c)"),
        ("<#7> </ask:1> <t:1:R>", r"\<#7> \</ask:1> \<t\:1:R>"),
        ("<\tx:/y>", "\\<\tx:/y>"),
        (":smile: @everyone", r"\:smile: \@everyone"),
        ("a|b ||c|| d~e ~~f~~", r"a|b \|\|c\|\| d~e \~\~f\~\~"),
        ("¯\\_(ツ)_/¯", "¯\\\\\\_(ツ)\\_/¯"),
    ],
)
def test_what_discord_obeys_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(texts)
def test_discord_shows_any_text_as_it_stands(text: str) -> None:
    assert ESCAPED.sub(r"\1", escape(text)) == text
    assert escape(text).replace("\\", "") == text.replace("\\", "")


@given(texts)
def test_nothing_in_any_text_is_obeyed(text: str) -> None:
    assert alive(escape(text)) == []
    assert alive(escape(text.replace("\r", "\n"))) == []


@pytest.mark.parametrize("text", ["*", "\n", " ", ":", ":a", "1", "[", "&a", "\n 1", "~", "\\", "<", "\n\t-"])
def test_a_vast_text_takes_linear_time(text: str) -> None:
    start = process_time()
    bold(text * 300_000, [(0, 300_000)])
    assert process_time() - start < 3


def test_the_answering_words_are_bold() -> None:
    assert marked(QUOTE) == "They played **“Golden”** for twenty minutes."


def test_a_quote_without_a_mark_is_only_escaped() -> None:
    assert marked(replace(QUOTE, mark=None)) == QUOTE.text


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("one two three", [(4, 7), (6, 9)], "one **two t**hree"),
        ("one two", [(0, 3), (3, 7)], "**one two**"),
        ("one two", [(3, 8)], "one **two**"),
        ("one two", [(-9, 3), (40, 50)], "**one** two"),
        ("one two", [(5, 2), (7, 9), (-4, -1)], "one two"),
        ("a *b* c", [(2, 5)], r"a **\*b\*** c"),
        ("a * b", [(0, 2)], r"**a** \* b"),
        ("one\ntwo", [(0, 7)], "**one**\n**two**"),
        ("曲は「春」です", [(2, 5)], "曲は「**春**」です"),
        ("a \n b", [(1, 4)], "a \n b"),
    ],
)
def test_a_mark_stays_inside_its_words(text: str, spans: list[tuple[int, int]], shown: str) -> None:
    assert bold(text, spans) == shown


@given(quotes())
def test_without_escapes_and_bold_any_quote_is_itself(quote) -> None:
    assert plain(marked(quote)) == quote.text


@given(texts, st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60))))
def test_bold_opens_before_a_word_and_closes_after_one(text: str, spans: list[tuple[int, int]]) -> None:
    inside = ESCAPED.sub("\ue000", bold(text, spans)).split("**")
    assert len(inside) % 2
    assert all(words and not words[0].isspace() and not words[-1].isspace() for words in inside[1::2])


def test_a_title_stands_in_one_visible_line() -> None:
    assert one_line(" A\n\ttitle\u200b\x00 \u202ethat\ud800 hides ") == "A title that hides"
