"""A kept answer -> what a message shows of it: one embed, and the buttons under it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.discord.embeds.answer import answer_embed
from bot.discord.embeds.refusal import refusal_embed
from bot.discord.embeds.unknown import unknown_embed
from bot.discord.views.buttons import answer_view
from bot.records import Kept
from bot.texts import Phrases


@dataclass(frozen=True, slots=True)
class Shown:
    """An embed and its buttons, as discord.py's `send` and `edit` take them."""

    embed: discord.Embed
    view: discord.ui.View


def shown(kept: Kept, say: Phrases, *, empty: bool = False) -> Shown:
    """Return the message of an answer; `empty` where there are no articles to ask."""
    return Shown(_embed(kept, say, empty=empty), answer_view(kept, say, empty=empty))


def _embed(kept: Kept, say: Phrases, *, empty: bool) -> discord.Embed:
    if kept.answer.found:
        return answer_embed(kept, say)
    return unknown_embed(kept, say) if kept.answer.unknown else refusal_embed(kept, say, empty=empty)
