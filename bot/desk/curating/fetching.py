"""Links -> what is drafted; in threads of their own, for a slow site must hold up nobody else."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.desk.bridge import Bridge
from bot.settings import Settings
from index import Item

if TYPE_CHECKING:
    from index import Web

MOST_LINKS = 5
"""Links that are given at a time."""
_AT_ONCE = 4
_MOST_WAITING = 32


class Fetching:
    """Fetch links for all servers; what is known of a site is shared."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._bridge = Bridge(_AT_ONCE, _MOST_WAITING, "summit-fetch")

    async def fetch(self, link: str) -> Item:
        """Return what is at a link.

        Raises:
            IngestError: it cannot be had.
            QueueFull, Closing: it was not tried.

        """
        found = await self._bridge.run(lambda: self.web.fetch(link))
        return Item(found.asked, found.data, address=found.address, media=found.media, charset=found.charset)

    async def close(self) -> None:
        """Take nothing more, and wait until what is under way is done."""
        await self._bridge.close()

    @cached_property
    def web(self) -> Web:
        """Return what fetches, and knows when each site may be asked again."""
        # It takes its time to load, and a bot that only answers needs none.
        from index import Web

        return Web(self._settings.manners)
