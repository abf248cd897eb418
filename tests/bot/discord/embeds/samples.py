"""Answers as they are kept, hostile texts, and what Discord accepts and shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import discord
from hypothesis import strategies as st

from bot.records import Asking, Door, Kept, Scope
from bot.texts import phrases
from index import Answer, Quote
from tests.bot.records import QUOTE

SAY = phrases("en")
LONG = replace(QUOTE, text="They played on and on. " * 15_000, mark=((100, 104),), end=345_100)
STRANGE = (
    *("*", "**", "_", "~~", "||", "`", "```", "\\", "[", "](", ")", "<", ">", ">>> ", "# ", "-# ", "- ", "1. ", "+ "),
    *("<#7>", "<@1>", "<@&1>", "<t:1>", "</ask:1>", "<:e:1>", "<a:e:1>", "<id:guide>", "@everyone", "@here", ":smile:"),
    *("https://a_b.c/d", "[x](https://e.org)", "\n", "\r", " ", "\t", "\u2028", "\u202e", "\x00", "\x1b[2J", "\ud800"),
    *(
        "🎉",
        "👩‍👩‍👧",
        "가",
        "日本",
        "e\u0301",
        "word",
        "&amp;",
        "¯\\_(ツ)_/¯",
        "=",
        "|",
        "~",
        "3:15",
        ":",
        "//",
        "\ufeff",
    ),
)
texts = st.text() | st.lists(st.sampled_from(STRANGE)).map("".join)
vast = st.tuples(st.sampled_from(STRANGE), st.integers(1, 7000)).map(lambda pair: pair[0] * pair[1])
hostile = texts | vast


def kept(answer: Answer, door: Door = "command", titles: tuple[str, ...] = ()) -> Kept:
    """Return an answer as it was given to a question of its own words."""
    asking = Asking(answer.question, Scope(1), asker=5, channel=6, language="en", door=door)
    return Kept("id", asking, datetime(2026, 2, 1, tzinfo=UTC), answer, titles)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Return a quote in which every text may be anything."""
    text, around = draw(hostile), draw(st.none() | hostile)
    url = draw(st.none() | hostile | hostile.map("https://example.org/".__add__))
    span = st.tuples(st.integers(0, 9000), st.integers(0, 9000))
    return replace(
        QUOTE,
        text=text,
        title=draw(hostile),
        publisher=draw(st.none() | hostile),
        url=url,
        before=around,
        after=around,
        mark=tuple(draw(st.lists(span, max_size=4))),
        strength=draw(st.sampled_from(["strong", "likely", "weak"])),
    )


def plain(shown: str) -> str:
    """Return what is left of a text without backslash escapes and `**`."""
    return re.sub(r"\\([^0-9A-Za-z\s])|\*\*", lambda found: found[1] or "", shown)


def assert_sendable(*embeds: discord.Embed) -> None:
    """Check embeds of one message against Discord's numbers, in UTF-16 units."""
    limits = {"title": 256, "description": 4096, "text": 2048, "name": 256, "value": 1024}
    found = [
        (key, text)
        for embed in embeds
        for part in (embed.to_dict(), embed.to_dict().get("footer", {}), *embed.to_dict().get("fields", []))
        for key, text in part.items()
        if key in limits
    ]
    assert [(key, text) for key, text in found if len(text.encode("utf-16-le")) > 2 * limits[key]] == []
    assert all(text.strip() and "\x00" not in text for _, text in found)
    assert sum(len(text.encode("utf-16-le")) for _, text in found) <= 2 * 6000
    assert len(embeds) <= 10
    json.dumps([text for _, text in found], ensure_ascii=False).encode()
