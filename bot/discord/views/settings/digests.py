"""Each change of the digest: where it is posted, how often, at which hour of which time zone."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.desk.arranging.digests import zones
from bot.discord.base import bot_of
from bot.discord.conversation.posting import check_channel
from bot.discord.embeds.settings import digest_words
from bot.discord.telling.digests import key
from bot.discord.views.settings.changes import refuse_others, save
from bot.discord.views.settings.panel import NEVER, WEEKLY
from bot.errors import Rejected
from bot.records import Digest, ServerSettings
from bot.texts import Phrases


async def set_digest(
    interaction: discord.Interaction,
    say: Phrases,
    *,
    channel: int | None = None,
    every: str | None = None,
    hour: int | None = None,
    zone: str | None = None,
) -> str:
    """Change what is given of the digest, and return in a sentence what it is now.

    Raises:
        Rejected: there is no such channel or time zone, the bot may not post there, or no channel is chosen yet.

    """
    server, bot = refuse_others(interaction), bot_of(interaction)
    if channel is not None:
        check_channel(interaction, channel, say)
    named = _zone(zone) if zone else None

    def choose(old: ServerSettings) -> ServerSettings:
        settings = replace(old, zone=named) if named else old
        if every == NEVER:
            return replace(settings, digest=None)
        before = old.digest or (Digest(channel) if channel else None)
        if before is None:
            if every or hour is not None:
                raise Rejected("settings.digest_where")
            return settings
        now = replace(before, channel=channel or before.channel, weekly=every == WEEKLY if every else before.weekly)
        return replace(settings, digest=replace(now, hour=before.hour if hour is None else hour))

    was = bot.desk.server(server).digest
    saved = await save(interaction, _detail(channel, every, hour, named), choose, channel)
    if saved.digest and saved.digest != was:
        # What was added before is not new to those who are told of it for the first time.
        now = discord.utils.utcnow().isoformat()
        await bot.desk.record(lambda store: store.set_value(key(server), store.value(key(server)) or now))
    if saved.digest is None:
        await bot.desk.record(lambda store: store.set_value(key(server), ""))
    bot.desk.digests()
    return digest_words(saved, say)


def _zone(words: str) -> str:
    found = [name for name in zones() if name.casefold() == words.strip().replace(" ", "_").casefold()]
    if not found:
        raise Rejected("settings.no_zone")
    return found[0]


def _detail(channel: int | None, every: str | None, hour: int | None, zone: str | None) -> str:
    place, time = f"<#{channel}>" if channel else None, None if hour is None else f"{hour}:00"
    return "digest: " + " ".join(one for one in (place, every, time, zone) if one)
