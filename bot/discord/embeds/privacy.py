"""What is stored, for how long, and what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.links import web
from bot.discord.embeds.parts import LIBRARY, escaped
from bot.texts import Phrases
from index import KEPT

_CONTACT = 300


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the owner of the bot has chosen of it."""

    days: int
    """How long questions and answers are kept."""
    kept: int
    """Days for which the data of a server is kept that has removed the bot."""
    questions_logged: bool
    """Whether the text of questions stands in the log."""
    contact: str | None


def privacy_embed(privacy: Privacy, say: Phrases) -> discord.Embed:
    """Return what is stored; `Export mine` and `Delete mine` stand under it."""
    embed = discord.Embed(title=say("privacy.title"), description=say("privacy.intro"), colour=LIBRARY)
    fields = [
        ("asked", say("privacy.asked", n=privacy.days)),
        ("pressed", say("privacy.pressed", n=privacy.days)),
        ("changes", say("privacy.changes")),
        ("server", f"{say('privacy.server', n=privacy.kept)}\n{say('privacy.kept', n=KEPT.days)}"),
        ("log", say("privacy.log_questions" if privacy.questions_logged else "privacy.log")),
        ("never", say("privacy.never")),
    ]
    if privacy.contact:
        fields.append(("contact", web(privacy.contact) or escaped(privacy.contact, _CONTACT)))
    for name, value in fields:
        embed.add_field(name=say(f"privacy.{name}_title"), value=value, inline=False)
    return fit(embed)
