"""Attachments that are made to take long, or much: refused with the cause, soon, and with nothing kept."""

from __future__ import annotations

import gzip
import json
import resource
import time

import pytest

from tests.bot.discord.articles.managing import admin_of, draft, drafts_on_disk, publish, titles
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World, labels

SECONDS = 20.0
"""What a refusal takes at most, on a machine that has much else to do; most take a tenth of a second."""
MEMORY = 700_000
"""Kilobytes that it may take on top of what the tests have taken before."""
WORDS = "The dam of Veldham was opened in 1932."
MANY_PACKED = gzip.compress(b"\0" * 10_000_000, mtime=0) * 200
"""Two gigabytes in two megabytes."""
LONG_LINE = b'{"text": "' + b"a" * 10_000_001 + b'"}'
BOMBS: dict[str, tuple[bytes, str]] = {
    "zeros.jsonl.gz": (MANY_PACKED, "unpacks to over 50.0 MB"),
    "zeros.txt": (MANY_PACKED, "unpacks to over 50.0 MB"),
    "line.jsonl.gz": (gzip.compress(LONG_LINE, mtime=0), "over 10.0 MB"),
    "tiny.jsonl": (b"{}\n" * 1_000_000, "more than 1000 articles"),
    "numbers.jsonl": (b"1\n" * 4_900_000, "more than 1000 articles"),
    "lines.txt": (b"a\n" * 4_900_000, "4,900,001 lines"),
    "tags.html": (b"<html><body>" + b"<div>" * 1_900_000, "over 50,000 tags"),
    "comments.html": (b"<html><body>" + b"<!--" * 2_400_000, "over 50,000 tags"),
    "aliases.md": (b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n" + WORDS.encode(), "anchor or alias"),
    "lists.md": (b"---\na: " + b"[" * 60_000 + b"\n---\n" + WORDS.encode(), "nested too deeply"),
    "maps.md": (b"---\na: " + b"{a: " * 15_000 + b"\n---\n" + WORDS.encode(), "nested too deeply"),
    "dashes.md": (b"---\n" + b"- " * 30_000 + b"a\n---\n" + WORDS.encode(), "nested too deeply"),
    "wide.jsonl": (json.dumps({"text": WORDS}).encode("utf-16"), "UTF-16"),
    "wide.txt": (WORDS.encode("utf-16-le"), "NUL"),
    "archive.txt": (b"PK\x03\x04" + b"\0" * 900, "breaks off"),
    "large.txt": (b"x" * 25_000_000, "This file has 25.0 MB"),
}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_soon_and_nothing_is_kept(world: World, name: str) -> None:
    data, cause = BOMBS[name]
    carol = admin_of(world)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    message = await draft(carol, world, data, name)
    assert time.process_time() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MEMORY
    assert cause in text(message)
    assert ("Traceback" in text(message), labels(message)) == (False, [])
    assert (titles(world), drafts_on_disk(world)) == ([], [])
    assert not world.env.errors


async def test_a_text_in_utf_16_with_its_mark_is_read(world: World) -> None:
    assert (await publish(admin_of(world), world, WORDS.encode("utf-16"), "wide.txt")).startswith("Published\n")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\x1b[31m", "\n", "\x00", "\u200b"])
async def test_a_mark_in_a_name_turns_nothing_around(world: World, mark: str) -> None:
    message = await draft(admin_of(world), world, b"", f"da{mark}m.txt")
    assert mark not in (message.embeds[0].description or "").removeprefix("Not published\n")
    assert "This file is empty" in text(message)
