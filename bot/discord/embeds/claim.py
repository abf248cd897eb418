"""What the articles say that comes nearest to a claim, and plainly nothing where nothing does."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import LIBRARY, NEUTRAL, escaped
from bot.discord.embeds.quotes import stacked
from bot.texts import Phrases
from index import Answer, Quote

LEAST = 0.4
"""What a sentence must score to have to do with a claim: measured on claims borne out, denied, and left open."""
_CLAIM = 400


def claim_embed(claim: str, answer: Answer, say: Phrases) -> discord.Embed:
    """Return the nearest sentences; whether they bear the claim out is for people to judge."""
    near, asked = near_to(answer), f"> {escaped(claim, _CLAIM)}"
    if not near:
        description = f"{asked}\n\n{say('claim.nothing')}"
        return fit(discord.Embed(title=say("claim.title"), description=description, colour=NEUTRAL))
    description = stacked(near, say, f"{asked}\n\n{say('claim.near')}", strengths=False)
    embed = discord.Embed(title=say("claim.title"), description=description, colour=LIBRARY)
    return fit(embed.set_footer(text=say("claim.note")))


def near_to(answer: Answer) -> Sequence[Quote]:
    """Return the sentences that have to do with what was claimed."""
    return [one for one in (*answer.quotes, *answer.nearest) if one.score >= LEAST]
