"""What autocomplete answers from: the titles of the articles, in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.bridge import Bridge
from bot.libraries import Libraries
from bot.records import ArticleRef, Scope, Shelved

MOST_SCOPES = 256
MOST_TITLES = 5_000
"""Titles remembered of one scope: what is older is found by typing its whole title."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    version: tuple[str, ...]
    shelved: tuple[Shelved, ...]


class Titles:
    """The titles in reach of each scope, as they were at the last look."""

    def __init__(self, libraries: Libraries, bridge: Bridge) -> None:
        self._libraries = libraries
        self._bridge = bridge
        self._remembered: OrderedDict[Scope, _Remembered] = OrderedDict()
        self._refreshing: dict[Scope, asyncio.Task[tuple[Shelved, ...]]] = {}

    def known(self, scope: Scope) -> tuple[Shelved, ...]:
        """Return what is remembered, without looking."""
        remembered = self._remembered.get(scope)
        return remembered.shelved if remembered else ()

    async def look(self, scope: Scope) -> tuple[Shelved, ...]:
        """Return the titles as they are now; what did not change costs next to nothing."""
        before = self._remembered.get(scope)
        now = await self._bridge.run(lambda: self._look(scope, before))
        self._remembered[scope] = now
        self._remembered.move_to_end(scope)
        if len(self._remembered) > MOST_SCOPES:
            self._remembered.popitem(last=False)
        return now.shelved

    def refresh(self, scope: Scope) -> asyncio.Task[tuple[Shelved, ...]]:
        """Begin a look, or return the one under way: those who type must not keep the line from those who ask."""
        task = self._refreshing.get(scope)
        if task is None:
            task = self._refreshing[scope] = asyncio.create_task(self.look(scope))
            task.add_done_callback(lambda _: self._refreshing.pop(scope, None))
        return task

    async def find(self, words: str, scope: Scope) -> ArticleRef | None:
        """Return the article that a person chose or typed, or None."""
        shelved = await self.look(scope)
        if len(shelved) >= MOST_TITLES:
            shelved = await self._bridge.run(lambda: tuple(self._libraries.list(scope)))
        return choose(words, shelved)

    def _look(self, scope: Scope, before: _Remembered | None) -> _Remembered:
        version = self._libraries.version(scope)
        if before and before.version == version:
            return before
        return _Remembered(version, tuple(self._libraries.list(scope)[:MOST_TITLES]))


def choose(words: str, shelved: tuple[Shelved, ...]) -> ArticleRef | None:
    """Return the article meant: its reference, its title, its id, or the only title with these words in it."""
    wanted = words.strip().casefold()
    tests: tuple[Callable[[Shelved], bool], ...] = (
        lambda one: str(one.ref) == wanted,
        lambda one: one.entry.title.strip().casefold() == wanted,
        lambda one: wanted == str(one.entry.id),
    )
    for test in tests:
        if found := [one.ref for one in shelved if test(one)]:
            return found[0]
    within = [one.ref for one in shelved if wanted and wanted in one.entry.title.casefold()]
    return within[0] if len(within) == 1 else None


def matching(typed: str, shelved: tuple[Shelved, ...]) -> list[Shelved]:
    """Return the articles whose title holds all that was typed, those that begin with it first."""
    words = typed.casefold().split()
    found = [one for one in shelved if all(word in one.entry.title.casefold() for word in words)]
    beginning = typed.strip().casefold()
    return sorted(found, key=lambda one: not one.entry.title.casefold().startswith(beginning))
