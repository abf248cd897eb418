"""What the bot is, how it is asked, and what it may do in a channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.links import web
from bot.discord.embeds.parts import LIBRARY, escaped, plain
from bot.texts import Phrases

MEASURED = {"strong": (25, 25), "likely": (105, 145), "weak": (27, 59)}
"""Of the first quotes, how many were right of how many that were called so: the figures of docs/measured.md."""
QUESTIONS = 291
"""How many questions that was measured with."""
_CONTACT = 300
_VERSION = 60


@dataclass(frozen=True, slots=True)
class About:
    """What `/about` tells of one channel."""

    articles: int
    missing: Sequence[str]
    """Permissions by discord.py's names, such as "embed_links"."""
    days: int
    """How long answers are kept."""
    contact: str | None
    version: str
    allowed: str = ""
    """Private hosts that links may lead to."""
    for_threads: Sequence[str] = ()
    """Permissions that only forums and threads need."""


def about_embed(about: About, say: Phrases) -> discord.Embed:
    """Return who the bot is; each permission that it lacks is named."""
    embed = discord.Embed(title=say("about.title"), description=say("about.what"), colour=LIBRARY)
    for name, value in _fields(about, say):
        embed.add_field(name=say(f"about.{name}_title"), value=value, inline=False)
    return fit(embed.set_footer(text=plain(say("about.version", version=about.version), _VERSION)))


def _fields(about: About, say: Phrases) -> list[tuple[str, str]]:
    commands = {name: f"**/{say(f'command.{name}.name')}**" for name in ("ask", "summary", "library")}
    fields = [
        ("how", say("about.how", find=say("command.find.name"), **commands)),
        ("sure", _sure(say)),
        ("library", say("library.count", n=about.articles)),
        ("permissions", _permissions(about, say)),
        ("privacy", say("about.privacy", n=about.days)),
    ]
    if about.allowed:
        fields.append(("allowed", say("about.allowed", hosts=escaped(about.allowed, _CONTACT))))
    return [*fields, ("contact", web(about.contact) or escaped(about.contact, _CONTACT))] if about.contact else fields


def _sure(say: Phrases) -> str:
    """Return what is certain and what is judged, and how well that was measured."""
    lines = [
        say("about.right", strength=say(f"strength.{strength}"), right=right, of=of)
        for strength, (right, of) in MEASURED.items()
    ]
    return "\n".join((say("about.sure", n=QUESTIONS), *lines))


def _permissions(about: About, say: Phrases) -> str:
    lines = [
        say("about.permissions_missing", names=_names(about.missing, say))
        if about.missing
        else say("about.permissions_fine")
    ]
    if about.for_threads:
        lines.append(say("about.permissions_threads", names=_names(about.for_threads, say)))
    return "\n".join(lines)


def _names(missing: Sequence[str], say: Phrases) -> str:
    return ", ".join(f"**{_permission(name, say)}**" for name in missing)


def _permission(name: str, say: Phrases) -> str:
    try:
        return say(f"permission.{name}")
    except KeyError:
        return escaped(name.replace("_", " "), _VERSION)
