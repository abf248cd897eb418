"""What admins have chosen for their servers: stored, and in memory, where every question looks."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from bot.records import Change, ChannelSettings, Place, Scope, ServerSettings

if TYPE_CHECKING:
    from bot.store import Store

T = TypeVar("T")


class Arranged(ABC):
    """Know what was chosen, and store what is chosen now; made in a running event loop."""

    def __init__(self) -> None:
        self._servers: dict[int, ServerSettings] = {}
        self.settling = asyncio.Lock()
        """Held while something is chosen for a server, or a server is deleted."""

    @abstractmethod
    async def record(self, act: Callable[[Store], T]) -> T:
        """Return what `act` does with the store."""

    async def recall(self) -> None:
        """Read what was chosen in earlier runs."""
        self._servers = await self.record(lambda store: store.servers())

    def server(self, server: int | None) -> ServerSettings:
        """Return what a server's admins chose, from memory."""
        return self._servers.get(server or 0, ServerSettings())

    async def save_server(self, server: int, settings: ServerSettings, change: Change | None = None) -> None:
        """Store what a server's admins chose, together with the line of the audit log that tells of it."""
        await self.record(lambda store: store.save_server(server, settings, change))
        self._servers[server] = settings

    async def change_server(
        self,
        server: int,
        who: int,
        detail: str,
        choose: Callable[[ServerSettings], ServerSettings],
        channel: int | None = None,
    ) -> ServerSettings:
        """Store what an admin chooses now, and return all that is chosen; two at once do not undo each other.

        `channel` is the one that it is chosen for.
        """
        async with self.settling:
            chosen = choose(self.server(server))
            if chosen != self.server(server):
                change = Change(datetime.now(UTC), server, who, "settings", detail, channel)
                await self.save_server(server, chosen, change)
            return chosen

    def forget_chosen(self, server: int) -> None:
        """Forget what was chosen for a server that is deleted."""
        self._servers.pop(server, None)

    def reach(self, server: int | None) -> Scope:
        """Return all that a server's members may ask."""
        return Scope(server, shared=self.server(server).shared)

    def now(self, scope: Scope) -> Scope:
        """Return what a scope of earlier reaches by what admins have chosen since."""
        return replace(scope, shared=scope.shared and self.server(scope.server).shared)

    def channel(self, place: Place) -> ChannelSettings:
        """Return what a server's admins chose for a channel; a thread has what its channel has."""
        channel = place.parent or place.channel
        return self.server(place.server).channel(channel) if channel else ChannelSettings()
