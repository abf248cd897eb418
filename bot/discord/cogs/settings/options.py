"""What the options of /settings take and offer."""

from __future__ import annotations

import discord
from discord.app_commands import Choice

from bot.desk.arranging.digests import zones
from bot.desk.titles import matching
from bot.discord.access import may_set
from bot.discord.base import bot_of
from bot.discord.commandtexts import local, local_language
from bot.discord.conversation.choosing import MOST, managed, offered, offers
from bot.discord.conversation.places import place_of
from bot.discord.embeds.settings import ARCHIVING
from bot.discord.views.settings.panel import AS_DISCORD, EVERY
from bot.texts import LANGUAGES

STATES = [Choice(name=local(f"command.settings.{state}"), value=state) for state in ("on", "off")]
ACTIONS = [Choice(name=local(f"command.settings.{action}"), value=action) for action in ("add", "remove", "clear")]
ARCHIVES: list[Choice[int]] = [
    Choice(name=local(f"command.settings_thread.after_{name}"), value=minutes) for minutes, name in ARCHIVING.items()
]
FREQUENCIES: list[Choice[str]] = [Choice(name=local(f"settings.digest_every_{one}"), value=one) for one in EVERY]
LANGUAGE_CHOICES = [
    Choice(name=local("command.settings.as_discord"), value=AS_DISCORD),
    *(Choice(name=local_language(language), value=language) for language in LANGUAGES),
]


def here(interaction: discord.Interaction) -> int:
    """Return the channel that a command was given in; of a thread, the one that it belongs to."""
    place = place_of(interaction)
    return place.parent or place.channel or 0


async def complete_scope(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the articles that can be added to a channel's, or taken out where that is wanted."""
    if not may_set(interaction):
        return []
    # Where the titles are not known yet, this looks.
    everything = await offers(interaction, typed, managed(interaction))
    if interaction.namespace.action != "remove":
        return everything
    desk = bot_of(interaction).desk
    chosen = desk.server(interaction.guild_id).channel(_channel_of(interaction)).articles
    known = tuple(one for one in desk.titles.known(managed(interaction)) if one.ref in chosen)
    return offered(interaction, matching(typed, known)[:MOST])


async def complete_zone(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the time zones whose name holds what was typed."""
    if not may_set(interaction):
        return []
    words = typed.strip().replace(" ", "_").casefold()
    return [Choice(name=name, value=name) for name in zones() if words in name.casefold()][:MOST]


def _channel_of(interaction: discord.Interaction) -> int:
    """Return the channel that is filled in already, while somebody types elsewhere."""
    channel = interaction.namespace.channel
    return channel.id if channel is not None else here(interaction)
