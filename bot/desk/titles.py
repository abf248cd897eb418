"""What autocomplete answers from: the titles of the articles, in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.desk.bridge import Bridge
from bot.desk.libraries import Libraries
from bot.errors import Rejected
from bot.records import ArticleRef, Scope, Shelved
from index import KEEPER

MOST_LIBRARIES = 256
MOST_TITLES = 5_000
"""Titles remembered of one library: what is older is found by typing its whole title."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    version: tuple[str, ...]
    shelved: tuple[Shelved, ...]


class Titles:
    """The titles of each library as they were at the last look; a server's own come before the shared ones."""

    def __init__(self, libraries: Libraries, bridge: Bridge) -> None:
        self._libraries = libraries
        self._bridge = bridge
        self._remembered: OrderedDict[Scope, _Remembered] = OrderedDict()
        self._refreshing: dict[Scope, asyncio.Task[tuple[Shelved, ...]]] = {}
        self._forgets = 0

    def known(self, scope: Scope) -> tuple[Shelved, ...]:
        """Return what is remembered, without looking."""
        parts = [part for one in _parts(scope) if (part := self._remembered.get(one))]
        return _for_audience(scope, parts)

    def knows(self, scope: Scope) -> bool:
        """Tell whether every library in reach was looked at, and anything was in them."""
        parts = [self._remembered.get(part) for part in _parts(scope)]
        return all(parts) and any(part.shelved for part in parts if part)

    async def look(self, scope: Scope) -> tuple[Shelved, ...]:
        """Return the newest titles as they are now; what did not change costs next to nothing."""
        before, forgets = {part: self._remembered.get(part) for part in _parts(scope)}, self._forgets
        now = await self._bridge.run(lambda: {part: self._look(part, before[part]) for part in before})
        # What was forgotten meanwhile may have been read before it was changed.
        if forgets == self._forgets:
            self._remember(now)
        return _for_audience(scope, now.values())

    def _remember(self, now: dict[Scope, _Remembered]) -> None:
        for part, remembered in now.items():
            self._remembered[part] = remembered
            self._remembered.move_to_end(part)
        while len(self._remembered) > MOST_LIBRARIES:
            self._remembered.popitem(last=False)

    async def all(self, scope: Scope) -> tuple[Shelved, ...]:
        """Return all titles, the newest first, however many there are."""
        return await self._bridge.run(lambda: tuple(self._libraries.list(scope)))

    def forget(self, server: int) -> None:
        """Forget what is remembered of a server's own library."""
        self._forgets += 1
        self._remembered.pop(_all_of(Scope(server, shared=False)), None)

    def refresh(self, scope: Scope) -> asyncio.Task[tuple[Shelved, ...]]:
        """Begin a look, or return the one under way: those who type must not keep the line from those who ask."""
        whole = _all_of(scope)
        task = self._refreshing.get(whole)
        if task is None:
            task = self._refreshing[whole] = asyncio.create_task(self.look(whole))
            task.add_done_callback(lambda _: self._refreshing.pop(whole, None))
        return task

    async def find(self, words: str, scope: Scope, *, alone: bool = False) -> ArticleRef | None:
        """Return the article that a person chose or typed, or None; of several with one title the newest.

        Raises:
            Rejected: several have this title, and it must stand `alone`.

        """
        if alone:
            several = meant(words, await self.all(scope))
            if len(several) > 1:
                raise Rejected("choosing.several")
            return several[0] if several else None
        found = choose(words, await self.look(scope))
        return found or choose(words, await self.all(scope))

    def _look(self, part: Scope, before: _Remembered | None) -> _Remembered:
        version = self._libraries.version(part)
        if before and before.version == version:
            return before
        return _Remembered(version, tuple(self._libraries.list(part)[:MOST_TITLES]))


def _parts(scope: Scope) -> list[Scope]:
    """Return the libraries of a scope as scopes of their own, so that the shared one is remembered once for all."""
    server = [Scope(scope.server, shared=False)] if "server" in scope.homes else []
    return [_all_of(part) for part in server + ([Scope(None)] if "shared" in scope.homes else [])]


def _all_of(scope: Scope) -> Scope:
    """Return a scope of all its articles: who may know of which is looked at when they are told of."""
    return replace(scope, audience=KEEPER)


def _for_audience(scope: Scope, parts: Iterable[_Remembered]) -> tuple[Shelved, ...]:
    return tuple(one for part in parts for one in part.shelved if one.is_for(scope.audience))


def choose(words: str, shelved: tuple[Shelved, ...]) -> ArticleRef | None:
    """Return the article meant, the first where several have its title, or None."""
    return next(iter(meant(words, shelved)), None)


def meant(words: str, shelved: tuple[Shelved, ...]) -> list[ArticleRef]:
    """Return the articles of this reference, else of this title, or id, or the one with these words in its title."""
    wanted = words.strip().casefold()
    tests: tuple[Callable[[Shelved], bool], ...] = (
        lambda one: str(one.ref) == wanted,
        lambda one: one.entry.title.strip().casefold() == wanted,
        lambda one: wanted == str(one.entry.id),
    )
    for test in tests:
        if found := [one.ref for one in shelved if test(one)]:
            return found
    within = [one.ref for one in shelved if wanted and wanted in one.entry.title.casefold()]
    return within if len(within) == 1 else []


def matching(typed: str, shelved: tuple[Shelved, ...]) -> list[Shelved]:
    """Return the articles whose title holds all that was typed, those that begin with it first."""
    words = typed.casefold().split()
    found = [one for one in shelved if all(word in one.entry.title.casefold() for word in words)]
    beginning = typed.strip().casefold()
    return sorted(found, key=lambda one: not one.entry.title.casefold().startswith(beginning))
