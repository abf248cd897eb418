from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Settings
from bot.desk import titles as titles_module
from bot.desk.bridge import Bridge
from bot.desk.libraries import Libraries
from bot.desk.titles import Titles, choose, matching
from bot.records import ArticleRef, Scope, Shelved
from index import Library
from tests.bot.desk.test_libraries import shelve
from tests.bot.records import ENTRY

SCOPE = Scope(1)


@pytest.fixture
async def titles(prepared: None, tmp_path: Path) -> AsyncIterator[Titles]:
    """Lend the titles of a data folder with town 0 in the shared library and town 1 on server 1's."""
    shelve(tmp_path, "shared", 0)
    shelve(tmp_path, "servers/1", 1)
    libraries, bridge = Libraries(Settings(data=tmp_path)), Bridge(1, 9, "test-titles")
    yield Titles(libraries, bridge)
    await bridge.close()
    libraries.close()


def named(*titles: str) -> tuple[Shelved, ...]:
    """Return articles of a server with these titles, with the ids from 1 on."""
    return tuple(Shelved(replace(ENTRY, id=number, title=title), "server") for number, title in enumerate(titles, 1))


def in_order(shelved: tuple[Shelved, ...]) -> list[str]:
    return sorted(one.entry.title for one in shelved)


async def test_nothing_is_known_before_the_first_look(titles: Titles) -> None:
    assert titles.known(SCOPE) == ()
    assert in_order(await titles.look(SCOPE)) == ["Veldham0", "Veldham1"]
    assert in_order(titles.known(SCOPE)) == ["Veldham0", "Veldham1"]


async def test_what_another_process_adds_is_noticed_at_the_next_look(titles: Titles, tmp_path: Path) -> None:
    await titles.look(SCOPE)
    shelve(tmp_path, "servers/1", 2)
    assert in_order(await titles.look(SCOPE)) == ["Veldham0", "Veldham1", "Veldham2"]


async def test_what_another_process_removes_is_noticed_at_the_next_look(titles: Titles, tmp_path: Path) -> None:
    await titles.look(SCOPE)
    with Library.open(tmp_path / "shared") as library:
        assert library.remove(1)
    assert in_order(await titles.look(SCOPE)) == ["Veldham1"]


async def test_what_did_not_change_is_not_read_again(titles: Titles) -> None:
    first, again = await titles.look(SCOPE), await titles.look(SCOPE)
    assert [one is other for one, other in zip(first, again, strict=True)] == [True, True]


async def test_the_shared_titles_are_remembered_once_for_all_servers(titles: Titles) -> None:
    await titles.look(Scope(1))
    assert in_order(titles.known(Scope(2))) == ["Veldham0"]


async def test_each_scope_knows_its_own_titles(titles: Titles) -> None:
    scopes = [Scope(None), Scope(1), Scope(1, shared=False), Scope(2)]
    looked = [in_order(await titles.look(scope)) for scope in scopes]
    assert looked == [["Veldham0"], ["Veldham0", "Veldham1"], ["Veldham1"], ["Veldham0"]]


async def test_the_library_not_looked_at_for_longest_is_forgotten(titles: Titles, monkeypatch) -> None:
    monkeypatch.setattr(titles_module, "MOST_LIBRARIES", 2)
    await titles.look(SCOPE)
    await titles.look(Scope(2, shared=False))
    assert in_order(titles.known(SCOPE)) == ["Veldham0"]


async def test_what_is_older_than_there_is_room_for_is_found_by_its_title(
    titles: Titles, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(titles_module, "MOST_TITLES", 1)
    shelve(tmp_path, "servers/1", 2)
    assert in_order(await titles.look(SCOPE)) == ["Veldham0", "Veldham2"]
    assert in_order(await titles.all(SCOPE)) == ["Veldham0", "Veldham1", "Veldham2"]
    assert await titles.find("Veldham1", SCOPE) == ArticleRef("server", 1)


async def test_an_article_added_since_the_last_look_is_found(titles: Titles, tmp_path: Path) -> None:
    await titles.look(SCOPE)
    shelve(tmp_path, "servers/1", 2)
    assert await titles.find("Veldham2", SCOPE) == ArticleRef("server", 2)


async def test_an_article_of_another_server_is_not_found(titles: Titles) -> None:
    assert await titles.find("Veldham1", Scope(2)) is None


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("server:2", 2),
        ("  A DUET ", 1),
        ("3", 3),
        ("second", 2),
        ("duet", None),
        ("", None),
        ("   ", None),
        ("shared:1", None),
        ("nothing like it", None),
    ],
)
def test_an_article_is_meant_by_reference_title_id_or_words_of_its_own(words: str, chosen: int | None) -> None:
    shelved = named("A duet", "The second duet", "Third duet")
    assert choose(words, shelved) == (ArticleRef("server", chosen) if chosen else None)


def test_a_title_that_is_a_number_goes_before_an_id() -> None:
    assert choose("2", named("2", "Another")) == ArticleRef("server", 1)


def test_of_two_with_the_same_title_the_newer_one_is_meant() -> None:
    assert choose("A duet", named("A duet", "A duet")) == ArticleRef("server", 1)


def test_titles_that_begin_with_what_was_typed_come_first() -> None:
    found = matching("duet", named("A duet", "Duet of drums", "Nothing"))
    assert [one.entry.title for one in found] == ["Duet of drums", "A duet"]


def test_all_words_that_were_typed_must_be_in_the_title() -> None:
    found = matching("drums DUET", named("A duet", "Duet of drums"))
    assert [one.entry.title for one in found] == ["Duet of drums"]
