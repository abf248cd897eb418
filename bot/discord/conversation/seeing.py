"""What a person can see of a server now: what comes from another channel is not for them, whatever else they may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import discord

from bot.desk.arranging.chosen import Standing
from bot.discord.base import UNREACHABLE, DeskBot, bot_of
from bot.records import Change, ServerSettings

Channel = discord.abc.GuildChannel | discord.Thread

MOST_ASKED = 20
"""Channels that Discord is asked for at a time: threads that were archived, and what was deleted."""
_NAMED = re.compile(r"(?:channel|auto|scope|admin:) #(.+?)(?:: |\Z)")
"""How older lines of the audit log begin to tell of a channel, by its name alone."""


async def seen(interaction: discord.Interaction, channels: Iterable[int | None]) -> frozenset[int]:
    """Return those channels and threads that the person of an interaction can see now."""
    guild, person, bot = interaction.guild, interaction.user, bot_of(interaction)
    if guild is None or not isinstance(person, discord.Member):
        return frozenset()
    known: dict[int, Channel | None] = {
        channel: guild.get_channel_or_thread(channel) for channel in {*channels} if channel is not None
    }
    unknown = sorted((channel for channel, place in known.items() if place is None), reverse=True)
    for channel in unknown[:MOST_ASKED]:
        known[channel] = await _asked_for(bot, guild, channel)
    return frozenset([channel for channel, place in known.items() if place and await _can_see(person, place)])


async def for_them(interaction: discord.Interaction, changes: Sequence[Change]) -> list[Change]:
    """Return the changes without those of channels that the person of an interaction cannot see."""
    there = {channel.id: channel.name for channel in (interaction.guild.channels if interaction.guild else ())}
    visible = await seen(interaction, {*there, *(change.channel for change in changes)})
    names = {name for channel, name in there.items() if channel in visible}
    return [change for change in changes if _is_for_them(change, visible, names)]


async def chosen_for_them(
    interaction: discord.Interaction, settings: ServerSettings, there: Standing
) -> ServerSettings:
    """Return settings without the channels that the person of an interaction cannot see; deleted ones stay."""
    visible = await seen(interaction, [channel for channel in settings.channels if not there.lacks_channel(channel)])
    chosen = settings.channels.items()
    return replace(settings, channels={one: of for one, of in chosen if one in visible or there.lacks_channel(one)})


def _is_for_them(change: Change, visible: frozenset[int], names: set[str]) -> bool:
    if change.channel is not None:
        return change.channel in visible
    named = _NAMED.match(change.detail) if change.what == "settings" else None
    return named is None or named[1] in names


async def _asked_for(bot: DeskBot, guild: discord.Guild, channel: int) -> Channel | None:
    """Return a channel as Discord knows it; None where it is none of this server, or is gone."""
    if channel in bot.absent:
        return None
    try:
        found = await bot.fetch_channel(channel)
    except UNREACHABLE:
        bot.absent.add(channel)
        return None
    except (discord.HTTPException, discord.InvalidData):
        return None
    return found if isinstance(found, Channel) and found.guild.id == guild.id else None


async def _can_see(person: discord.Member, place: Channel) -> bool:
    if not isinstance(place, discord.Thread):
        return place.permissions_for(person).view_channel
    if place.parent is None or not place.permissions_for(person).view_channel:
        return False
    return not place.is_private() or await _is_in(person, place)


async def _is_in(person: discord.Member, thread: discord.Thread) -> bool:
    """Tell whether a person is let into a private thread."""
    if thread.permissions_for(person).manage_threads:
        return True
    try:
        await thread.fetch_member(person.id)
    except discord.HTTPException:
        return False
    return True
