"""The bot itself: what it opens when it starts, and the order in which it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord
from discord.utils import MISSING

from bot.desk.departing import departures
from bot.desk.desk import Desk
from bot.discord import commandlist
from bot.discord.base import DeskBot
from bot.discord.cogs import COGS
from bot.discord.commandtexts import Translator
from bot.discord.scheduler import Scheduler
from bot.discord.views import DYNAMIC_ITEMS
from bot.log import log
from bot.metrics import show_outside
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.metrics.outside import Outside


def create_bot(settings: Settings) -> SummitBot:
    """Return the bot, not started: nothing is opened before it logs in."""
    return SummitBot(settings)


class SummitBot(DeskBot):
    """Answer questions on Discord from the articles of its servers."""

    _scheduler: Scheduler | None = None
    _outside: Outside | None = None
    _connected = False

    async def login(self, token: str) -> None:
        """Log in, also after a stop.

        Raises:
            StoreError, ModelError: the data or the model cannot be used.
            discord.LoginFailure, discord.HTTPException: Discord does not let it in.

        """
        if self.is_closed():
            self.clear()
            # discord.py keeps the pool of connections that the stop has closed, and makes one only where it has none.
            self.http.connector = MISSING
            # It is what `async with` does: without it discord.py has no event loop after a stop.
            await self.__aenter__()
        await super().login(token)

    async def setup_hook(self) -> None:
        """Open everything, then offer the commands."""
        await self._shut()
        self._outside = show_outside(self.settings, self.meter, self)
        self.meter.watch("servers", lambda: len(self.guilds))
        self.meter.watch("discord_latency_seconds", lambda: self.latency)
        self._desk = await Desk.open(self.settings, self.meter)
        await self.tree.set_translator(Translator())
        for cog in COGS:
            if self.get_cog(cog.__cog_name__) is None:
                await self.add_cog(cog(self))
        if self.settings.user_install:
            commandlist.offer_to_people(self.tree)
        self.add_dynamic_items(*DYNAMIC_ITEMS)
        await departures.tidy(self._desk)
        self._scheduler = Scheduler(self)
        if not await commandlist.sync(self):
            self._scheduler.sync_later()
        self._scheduler.start()

    async def close(self) -> None:
        """Finish what is in hand, leave Discord, and close what was opened."""
        await self._finish()
        await super().close()
        await self._shut()

    def not_ready(self) -> str | None:
        """Return why no question is answered now, or None; may be asked from any thread."""
        if self._desk is None or self._desk.is_closing or not self.is_ready():
            return "The bot starts, or is about to stop."
        return None if self._connected else "The connection to Discord is lost, and is made again."

    def call_soon(self, act: Callable[[], None]) -> object:
        """Do something in the event loop, from any thread; raise RuntimeError where that has ended."""
        return self.loop.call_soon_threadsafe(act)

    async def on_disconnect(self) -> None:
        """Know that nothing comes in."""
        self._connected = False

    async def on_resumed(self) -> None:
        """Know that everything comes in again."""
        self._connected = True

    async def on_ready(self) -> None:
        """Log that the bot is there."""
        self._connected = True
        log.info("ready", servers=len(self.guilds), user=self.user.id if self.user else None)
        if self.settings.web_allow:
            log.info("links_into_private_networks", allowed=self.settings.web_allow)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cog that listens: there are no text commands."""

    async def _finish(self) -> None:
        if self._scheduler:
            await self._scheduler.stop()
            self._scheduler = None
        if self._desk:
            await self._desk.finish()

    async def _shut(self) -> None:
        await self._finish()
        if self._desk:
            desk, self._desk = self._desk, None
            await desk.close()
            log.info("stopped")
        if self._outside:
            outside, self._outside = self._outside, None
            # The server ends when it next looks whether it should.
            await asyncio.to_thread(outside.close)
