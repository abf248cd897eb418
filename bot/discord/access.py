"""Who may manage a server's articles: Discord hides the commands from others, and the bot asks again at every step."""

from __future__ import annotations

import discord

from bot.discord.base import bot_of
from bot.discord.conversation.places import server_of
from bot.errors import NotAllowed
from bot.records import ServerSettings


def may_manage(interaction: discord.Interaction, settings: ServerSettings) -> bool:
    """Tell whether a person may manage the articles of the server that an interaction comes from."""
    return may_set(interaction) or _is_editor(interaction.user, settings.editors)


def may_set(interaction: discord.Interaction) -> bool:
    """Tell whether a person may change the bot's settings in the server that an interaction comes from."""
    granted = interaction.permissions
    return server_of(interaction) is not None and (granted.manage_guild or granted.administrator)


def refuse_strangers(interaction: discord.Interaction) -> int:
    """Return the server whose articles a person manages; the first line of every command, button and modal.

    Raises:
        NotAllowed: they may not, or it is no server.

    """
    server = server_of(interaction)
    if server is None or not may_manage(interaction, bot_of(interaction).desk.server(server)):
        raise NotAllowed("This person has neither Manage Server nor the editors' role: give them one of them.")
    return server


def _is_editor(person: discord.User | discord.Member, role: int | None) -> bool:
    return role is not None and isinstance(person, discord.Member) and person.get_role(role) is not None
