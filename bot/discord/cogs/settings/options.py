"""What the options of /settings take and offer."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice

from bot.desk.titles import matching
from bot.discord.access import may_set
from bot.discord.base import bot_of
from bot.discord.commandtexts import local, local_language
from bot.discord.conversation.choosing import MOST, complete, offered
from bot.discord.conversation.places import place_of
from bot.discord.views.settings.panel import AS_DISCORD, ASKED, TOLD
from bot.texts import LANGUAGES

STATES = [Choice(name=local(f"command.settings.{state}"), value=state) for state in ("on", "off")]
ACTIONS = [Choice(name=local(f"command.settings.{action}"), value=action) for action in ("add", "remove", "clear")]
LANGUAGE_CHOICES = [
    Choice(name=local("command.settings.as_discord"), value=AS_DISCORD),
    *(Choice(name=local_language(language), value=language) for language in LANGUAGES),
]


class AskedChannel(app_commands.Transformer):
    """A channel in which people can ask, by its id."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return that Discord offers channels."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels Discord offers."""
        return ASKED

    async def transform(self, _interaction: discord.Interaction, value: AppCommandChannel | AppCommandThread, /) -> int:
        """Return the channel's id, without asking whether discord.py remembers the channel."""
        return value.id


class ToldChannel(AskedChannel):
    """A channel in which admins can be told something, by its id."""

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return which channels Discord offers."""
        return TOLD


def here(interaction: discord.Interaction) -> int:
    """Return the channel that a command was given in; of a thread, the one that it belongs to."""
    place = place_of(interaction)
    return place.parent or place.channel or 0


async def complete_scope(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the articles that can be added to a channel's, or taken out where that is wanted."""
    if not may_set(interaction):
        return []
    # Where the titles are not known yet, this looks.
    everything = await complete(interaction, typed)
    if interaction.namespace.action != "remove":
        return everything
    desk = bot_of(interaction).desk
    chosen = desk.server(interaction.guild_id).channel(_channel_of(interaction)).articles
    known = tuple(one for one in desk.titles.known(desk.reach(interaction.guild_id)) if one.ref in chosen)
    return offered(interaction, matching(typed, known)[:MOST])


def _channel_of(interaction: discord.Interaction) -> int:
    """Return the channel that is filled in already, while somebody types elsewhere."""
    channel = interaction.namespace.channel
    return channel.id if channel is not None else here(interaction)
