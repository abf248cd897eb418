from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.library import library_embed
from bot.records import Shelved
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile
from tests.bot.records import ENTRY


def test_a_page_lists_its_articles() -> None:
    plain = replace(ENTRY, title="snake_case", url=None, publisher=None, published=None)
    embed = library_embed([Shelved(ENTRY, "shared"), Shelved(plain, "server")], 2, 3, 25, SAY)
    assert embed.title == "The articles"
    assert embed.description == (
        "• [A duet](https://example.org/duet) · The Paper · 17 January 2026 · shared\n• snake\\_case"
    )
    assert embed.footer.text == "Page 2 of 3 · 25 articles"


def test_an_empty_library_says_so() -> None:
    assert library_embed([], 1, 1, 0, SAY).description == "There are no articles here yet. An admin can add some."


def test_a_page_too_many_says_how_many_there_are() -> None:
    assert library_embed([], 9, 3, 25, SAY).description == "There are 3 pages."


def test_a_link_that_takes_too_much_room_is_left_out() -> None:
    entry = replace(ENTRY, title="A duet " * 20, url=f"https://example.org/{'a' * 450}")
    lines = str(library_embed([Shelved(entry, "server")] * 10, 1, 1, 10, SAY).description).splitlines()
    assert len(lines) == 10
    assert {line.partition(" · ")[2] for line in lines} == {"The Paper · 17 January 2026"}


@settings(max_examples=40)
@given(st.lists(st.tuples(hostile, st.none() | hostile, hostile), max_size=12))
def test_any_page_can_be_sent(rows) -> None:
    entries = [replace(ENTRY, title=title, publisher=name, url=f"https://e.org/{url}") for title, name, url in rows]
    assert_sendable(library_embed([Shelved(entry, "shared") for entry in entries], 1, 1, len(rows), SAY))
