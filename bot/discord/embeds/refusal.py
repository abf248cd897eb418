"""No answer, under a heading of its own for each reason; and the nearest passages, to the one who asks for them."""

from __future__ import annotations

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import NEUTRAL, asked, asked_of, understood
from bot.discord.embeds.quotes import stacked
from bot.records import Kept
from bot.texts import Phrases

_NEAREST = 3


def refusal_embed(kept: Kept, say: Phrases, *, empty: bool = False) -> discord.Embed:
    """Return "Not in the articles" where they were searched, else what kept them from it; `empty`: there are none."""
    reason = _reason(kept, empty=empty)
    embed = discord.Embed(
        title=say(f"refusal.{reason}_title" if reason else "refusal.title"),
        description="\n\n".join(filter(None, (asked(kept), understood(kept, say), _way_on(reason, say)))),
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


def _reason(kept: Kept, *, empty: bool) -> str | None:
    """Return why nothing was searched, as the texts call it; None where it was."""
    if empty and kept.asking.scope.narrowing:
        return "none_fit"
    if empty:
        return "articles_gone" if kept.asking.scope.articles else "empty_library"
    return kept.answer.obstacle


def _way_on(reason: str | None, say: Phrases) -> str:
    return say(f"refusal.{reason}") if reason else f"{say('refusal.body')}\n{say('refusal.hint')}"
