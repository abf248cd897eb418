"""No answer: said kindly to everyone, and the nearest passages to the one who asked."""

from __future__ import annotations

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import NEUTRAL, asked, asked_of
from bot.discord.embeds.quotes import stacked
from bot.records import Kept
from bot.texts import Phrases

_NEAREST = 3


def refusal_embed(kept: Kept, say: Phrases, *, empty: bool = False) -> discord.Embed:
    """Return "Not in the articles"; `empty` where there are none to ask."""
    embed = discord.Embed(
        title=say("refusal.title"),
        description="\n\n".join(filter(None, (asked(kept), _reason(kept, say, empty=empty)))),
        colour=NEUTRAL,
    )
    if footer := asked_of(kept, say):
        embed.set_footer(text=footer)
    return fit(embed)


def nearest_embed(kept: Kept, say: Phrases) -> discord.Embed:
    """Return the nearest passages, which are no answer and are not said to support one."""
    nearest = kept.answer.nearest[:_NEAREST]
    note = say("refusal.nearest_note") if nearest else say("refusal.nothing_near")
    description = stacked(nearest, say, note, strengths=False)
    return fit(discord.Embed(title=say("refusal.nearest"), description=description, colour=NEUTRAL))


def _reason(kept: Kept, say: Phrases, *, empty: bool) -> str:
    if empty:
        return say("refusal.articles_gone" if kept.asking.scope.articles else "refusal.empty_library")
    if kept.answer.obstacle:
        return say(f"refusal.{kept.answer.obstacle}")
    return f"{say('refusal.body')}\n{say('refusal.hint')}"
