"""/articles history: what was done to the articles, and undoing it."""

from __future__ import annotations

import discord

from bot.discord.access import refuse_strangers
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.views.articles.history import show_page
from bot.texts import Phrases


class History(ArticlesBase):
    """What was done."""

    @command_of("articles_history")
    async def history(self, interaction: discord.Interaction) -> None:
        """Show the newest entries to this person alone."""
        await attend(interaction, lambda say: _show(interaction, say))


async def _show(interaction: discord.Interaction, say: Phrases) -> None:
    refuse_strangers(interaction)
    await defer(interaction, private=True)
    await show_page(interaction, 1, say)
