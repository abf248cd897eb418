"""The pages of /library."""

from __future__ import annotations

import discord

from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend
from bot.discord.conversation.choosing import reach_of
from bot.discord.embeds.library import PAGE, library_embed
from bot.discord.views.buttons import library_view
from bot.texts import Phrases


async def turn(interaction: discord.Interaction, page: int) -> None:
    """Show a page in the place of the one whose button was pressed."""

    async def act(say: Phrases) -> None:
        await interaction.response.defer()
        await show_page(interaction, page, say)

    await attend(interaction, act)


async def show_page(interaction: discord.Interaction, page: int, say: Phrases) -> None:
    """Edit the answer of an interaction to show a page, counted from 1; the last one where there are fewer by now."""
    shelved = await bot_of(interaction).desk.titles.all(reach_of(interaction))
    pages = max(-(-len(shelved) // PAGE), 1)
    page = min(max(page, 1), pages)
    embed = library_embed(shelved[(page - 1) * PAGE : page * PAGE], page, pages, len(shelved), say)
    view = library_view(page, pages, say) if pages > 1 else None
    await interaction.edit_original_response(embed=embed, view=view)
