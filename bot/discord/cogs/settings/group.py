"""The commands of /settings: each shows all settings, and what it has changed where it was given something."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.cogs.channels import AskedChannel, ToldChannel
from bot.discord.cogs.settings.options import (
    ACTIONS,
    ARCHIVES,
    FREQUENCIES,
    LANGUAGE_CHOICES,
    STATES,
    complete_scope,
    complete_zone,
    here,
)
from bot.discord.commandtexts import command_of, local
from bot.discord.conversation.attending import attend, defer
from bot.discord.views.settings import changes
from bot.discord.views.settings.acts import show_channel, show_digest, show_server
from bot.discord.views.settings.digests import set_digest
from bot.discord.views.settings.panel import ARCHIVED, AS_DISCORD
from bot.errors import Rejected
from bot.texts import Phrases

Change = Callable[[Phrases], Awaitable[str]]
Page = Callable[[discord.Interaction, Phrases, str | None], Awaitable[None]]
Switch = Callable[[discord.Interaction, int, bool, Phrases], Awaitable[str]]


# Not guild_only(): that adds servers to where every command of this bot may be given, and takes nothing away.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Settings(
    commands.GroupCog,
    # The command's own name: discord.py takes the group out of its list by the cog's name when the bot stops.
    name="settings",
    group_name=local("command.settings.name"),
    group_description=local("command.settings.description"),
):
    """What only people with Manage Server may do."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of("settings_channel", "channel", "state")
    @app_commands.choices(state=STATES)
    async def channel(
        self,
        interaction: discord.Interaction,
        channel: Transform[int, AskedChannel] | None = None,
        state: str | None = None,
    ) -> None:
        """Choose whether questions are answered in a channel."""
        await _switch(interaction, channel, state, changes.set_answers)

    @command_of("settings_auto", "channel", "state")
    @app_commands.choices(state=STATES)
    async def auto(
        self,
        interaction: discord.Interaction,
        channel: Transform[int, AskedChannel] | None = None,
        state: str | None = None,
    ) -> None:
        """Choose whether every question in a channel is answered."""
        await _switch(interaction, channel, state, changes.set_auto)

    @command_of("settings_scope", "channel", "article", "action")
    @app_commands.choices(action=ACTIONS)
    @app_commands.autocomplete(article=complete_scope)
    async def scope(
        self,
        interaction: discord.Interaction,
        article: str | None = None,
        action: str = "add",
        channel: Transform[int, AskedChannel] | None = None,
    ) -> None:
        """Choose the articles that a channel's questions are asked of."""
        place, wanted = channel or here(interaction), article or ""
        acts: dict[str, Change] = {
            "add": lambda say: changes.add_to_scope(interaction, place, wanted, say),
            "remove": lambda say: changes.remove_from_scope(interaction, place, wanted, say),
            "clear": lambda say: changes.clear_scope(interaction, place, say),
        }
        change = _given(article or (action == "clear") or None, acts[action])
        if action == "remove" and not article:
            change = _refuse("settings.scope_which")
        await _show_channel(interaction, place, change)

    @command_of("settings_thread", "channel", "state", "archive")
    @app_commands.choices(state=STATES)
    @app_commands.choices(archive=ARCHIVES)
    async def thread(
        self,
        interaction: discord.Interaction,
        channel: Transform[int, AskedChannel] | None = None,
        state: str | None = None,
        archive: int = ARCHIVED,
    ) -> None:
        """Choose whether answers in a channel open a thread."""
        place, minutes = channel or here(interaction), archive if state == "on" else 0
        change = _given(state, lambda say: changes.set_thread(interaction, place, minutes, say))
        await _show_channel(interaction, place, change)

    @command_of("settings_digest", "channel", "every", "hour", "zone")
    @app_commands.choices(every=FREQUENCIES)
    @app_commands.autocomplete(zone=complete_zone)
    async def digest(
        self,
        interaction: discord.Interaction,
        channel: Transform[int, ToldChannel] | None = None,
        every: str | None = None,
        hour: app_commands.Range[int, 0, 23] | None = None,
        zone: str | None = None,
    ) -> None:
        """Choose where and when what is new is posted."""
        given = channel or every or zone or (None if hour is None else True)

        async def change(say: Phrases) -> str:
            return await set_digest(interaction, say, channel=channel, every=every, hour=hour, zone=zone)

        await _show(interaction, show_digest, _given(given, change))

    @command_of("settings_language", "language")
    @app_commands.choices(language=LANGUAGE_CHOICES)
    async def language(self, interaction: discord.Interaction, language: str | None = None) -> None:
        """Choose the language of this server."""
        chosen = None if language == AS_DISCORD else language
        await _show_server(interaction, _given(language, lambda say: changes.set_language(interaction, chosen, say)))

    @command_of("settings_shared", "state")
    @app_commands.choices(state=STATES)
    async def shared(self, interaction: discord.Interaction, state: str | None = None) -> None:
        """Choose whether the shared articles are asked too."""
        change = _given(state, lambda say: changes.set_shared(interaction, state == "on", say))
        await _show_server(interaction, change)

    @command_of("settings_editors", "role", "none")
    async def editors(
        self, interaction: discord.Interaction, role: discord.Role | None = None, none: bool = False
    ) -> None:
        """Choose the role that may manage articles."""
        chosen = role.id if role and not none else None
        change = _given(role or none or None, lambda say: changes.set_editors(interaction, chosen, say))
        await _show_server(interaction, change)

    @command_of("settings_admin", "channel", "none")
    async def admin(
        self,
        interaction: discord.Interaction,
        channel: Transform[int, ToldChannel] | None = None,
        none: bool = False,
    ) -> None:
        """Choose the channel for notices."""
        chosen = None if none else channel
        change = _given(channel or none or None, lambda say: changes.set_admin(interaction, chosen, say))
        await _show_server(interaction, change)


async def _switch(interaction: discord.Interaction, channel: int | None, state: str | None, switch: Switch) -> None:
    """Switch something in a channel on or off where that is wanted, and show the channel."""
    place = channel or here(interaction)
    change = _given(state, lambda say: switch(interaction, place, state == "on", say))
    await _show_channel(interaction, place, change)


def _given(option: object | None, change: Change) -> Change | None:
    """Return the change where there is an option for it; without one, there is only something to show."""
    return None if option is None else change


def _refuse(key: str) -> Change:
    async def refuse(_say: Phrases) -> str:
        raise Rejected(key)

    return refuse


async def _show_server(interaction: discord.Interaction, change: Change | None) -> None:
    await _show(interaction, show_server, change)


async def _show_channel(interaction: discord.Interaction, channel: int, change: Change | None) -> None:
    async def show(interaction: discord.Interaction, say: Phrases, words: str | None) -> None:
        await show_channel(interaction, channel, say, words)

    await _show(interaction, show, change)


async def _show(interaction: discord.Interaction, page: Page, change: Change | None) -> None:
    """Change something where that is wanted, and show the page of the panel that it stands on."""

    async def act(say: Phrases) -> None:
        changes.refuse_others(interaction)
        await defer(interaction, private=True)
        await page(interaction, say, await change(say) if change else None)

    await attend(interaction, act)
