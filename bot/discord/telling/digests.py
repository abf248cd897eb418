"""What is new, posted each day or week in the channel that a server's admins chose for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import discord

from bot.desk.arranging.digests import last_due, next_due
from bot.discord.base import UNREACHABLE, DeskBot
from bot.discord.conversation import audiences
from bot.discord.embeds.summary import summary_embed
from bot.discord.telling.admin_notices import admin_phrases
from bot.log import log
from bot.records import Digest, Place
from index import SummitError

SENTENCES = 6


class Digests:
    """Post what is due, once."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    async def post(self) -> float | None:
        """Post each that is due, and return in how many seconds the next one is; None where there is none."""
        servers = await self._bot.desk.record(lambda store: store.servers())
        waits = []
        for server, settings in servers.items():
            if settings.digest and self._bot.get_guild(server) is not None:
                now = discord.utils.utcnow()
                await self._post(server, settings.digest, settings.zone, now)
                waits.append((next_due(settings.digest, settings.zone, now) - now).total_seconds())
        return min(waits, default=None)

    async def _post(self, server: int, digest: Digest, zone: str, now: datetime) -> None:
        told = await self._bot.desk.record(lambda store: store.value(key(server)))
        since = datetime.fromisoformat(told) if told else now
        if told and last_due(digest, zone, now) <= since:
            return
        # Noted before it is sent: what is posted twice is worse than what is missed once.
        await self._bot.desk.record(lambda store: store.set_value(key(server), now.isoformat()))
        if not told:
            return
        try:
            with self._bot.desk.working():
                await self._tell(server, digest.channel, since)
        except UNREACHABLE as error:
            log.warning("digest_not_told", server=server, reason=str(error))
        except (SummitError, discord.HTTPException, OSError) as error:
            log.warning("digest_later", server=server, reason=repr(error))
            await self._bot.desk.record(lambda store: store.set_value(key(server), since.isoformat()))

    async def _tell(self, server: int, channel: int, since: datetime) -> None:
        """Post what is new, where something is."""
        desk, place = self._bot.desk, Place(server, channel)
        scope = replace(await desk.scope(place), audience=audiences.everybody(place))
        summary = await desk.summarise(scope, None, SENTENCES, since)
        if not summary.sentences:
            return
        say = admin_phrases(self._bot, server)
        embed = summary_embed(summary, say, since=since.date())
        await self._bot.get_partial_messageable(channel, guild_id=server).send(
            embed=embed, allowed_mentions=discord.AllowedMentions.none()
        )


def key(server: int) -> str:
    """Return under which name it is remembered when a server was last told."""
    return f"digest:{server}"
