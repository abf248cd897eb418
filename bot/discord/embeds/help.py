"""How the bot is used: for everybody, and for those who look after a server."""

from __future__ import annotations

from collections.abc import Callable

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY
from bot.texts import Phrases

Mention = Callable[[str], str]
"""A command's whole name -> the command as people can press it."""
_MEMBERS = ("ask", "summary", "story", "library", "about", "privacy")
_ARTICLES = ("add", "edit", "remove", "show", "status", "history", "unanswered", "reindex")
_SETTINGS = ("channel", "auto", "scope", "language", "shared", "editors", "admin")


def help_embed(mention: Mention, say: Phrases, *, manages: bool, sets: bool) -> discord.Embed:
    """Return how to ask and how to read an answer; what admins and editors do, for those who may."""
    embed = discord.Embed(title=say("help.title"), description=say("about.what"), colour=LIBRARY)
    commands = {name: mention(name) for name in _MEMBERS}
    _add(embed, "ask", say("help.ask", find=say("command.find.name"), **commands), say)
    _add(embed, "read", say("help.read"), say)
    _add(embed, "press", say("help.press", context=say("button.context"), more=say("button.more")), say)
    if manages:
        _add(embed, "articles", say("help.articles", **_named("articles", _ARTICLES, mention)), say)
    if sets:
        _add(embed, "settings", say("help.settings", **_named("settings", _SETTINGS, mention)), say)
    return fit(embed)


def welcome_embed(mention: Mention, me: str, say: Phrases) -> discord.Embed:
    """Return what a server is told once when the bot joins it: how to begin, and what the bot can and cannot do."""
    embed = discord.Embed(title=say("welcome.title"), description=say("about.what"), colour=LIBRARY)
    embed.add_field(name=say("welcome.begin_title"), value=say("welcome.begin", add=mention("articles add")))
    embed.add_field(name=say("welcome.ask_title"), value=say("welcome.ask", ask=mention("ask"), me=me), inline=False)
    embed.add_field(name=say("welcome.can_title"), value=say("welcome.can"), inline=False)
    return fit(embed.set_footer(text=say("welcome.more", help=say("command.help.name"))))


def _add(embed: discord.Embed, name: str, value: str, say: Phrases) -> None:
    embed.add_field(name=say(f"help.{name}_title"), value=value, inline=False)


def _named(group: str, names: tuple[str, ...], mention: Mention) -> dict[str, str]:
    return {name: mention(f"{group} {name}") for name in names}
