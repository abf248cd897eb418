"""Why nothing can be asked now: it is switched off here, or it comes too soon."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.base import bot_of
from bot.discord.conversation.places import place_of
from bot.discord.embeds.parts import escaped
from bot.texts import Phrases

_MOST = 8
"""Questions of a burst that are named, the last ones; together they fit in a message."""
_QUESTION = 150


def objection(interaction: discord.Interaction, say: Phrases, question: str = "") -> str | None:
    """Return why a question cannot be taken now, or None."""
    bot = bot_of(interaction)
    if not bot.desk.channel(place_of(interaction)).enabled:
        bot.meter.refused("off")
        return say("hint.off")
    seconds = bot.cooldown.take(interaction.user.id)
    return too_soon(seconds, [question], say) if seconds else None


def too_soon(seconds: int, questions: Sequence[str], say: Phrases) -> str:
    """Return when a person may ask again, and which of their questions were not taken."""
    named = [f"“{escaped(question, _QUESTION)}”" for question in questions if question.strip()]
    lines = [say("wait.cooldown", n=seconds)]
    if named:
        dots = ["…"] if len(named) > _MOST else []
        lines.append(say("wait.not_taken", questions=", ".join(dots + named[-_MOST:])))
    return "\n".join(lines)
