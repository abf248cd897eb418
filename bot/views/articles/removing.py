"""Confirm and Cancel under an article that is about to be removed."""

from __future__ import annotations

import discord

from bot.base import bot_of
from bot.conversation.attending import attend, conclude
from bot.curating.access import refuse_strangers
from bot.texts import Phrases


async def press(interaction: discord.Interaction, act: str, article: int) -> None:
    """Remove the article, or leave it."""
    await attend(interaction, lambda say: _press(interaction, act, article, say))


async def _press(interaction: discord.Interaction, act: str, article: int, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await interaction.response.defer()
    words = await _remove(interaction, server, article, say) if act == "confirm" else say("removing.cancelled")
    await conclude(interaction, content=words, embed=None, view=None)


async def _remove(interaction: discord.Interaction, server: int, article: int, say: Phrases) -> str:
    was_there = await bot_of(interaction).desk.curator.remove(server, article, interaction.user.id)
    return say("removing.done" if was_there else "removing.gone")
