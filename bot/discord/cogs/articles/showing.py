"""/articles show: an article's text, with what is body and what is not."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.access import may_manage, refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.choosing import managed, narrow, offers
from bot.discord.views.articles.showing import show_page
from bot.texts import Phrases


async def complete_all(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the articles in reach whose title holds what was typed."""
    desk = bot_of(interaction).desk
    if not may_manage(interaction, desk.server(interaction.guild_id)):
        return []
    return await offers(interaction, typed, managed(interaction))


class Showing(ArticlesBase):
    """Articles as they are stored."""

    @command_of("articles_show", "article")
    @app_commands.autocomplete(article=complete_all)
    async def show(self, interaction: discord.Interaction, article: str) -> None:
        """Show an article to this person alone."""
        await attend(interaction, lambda say: _show(interaction, article, say))


async def _show(interaction: discord.Interaction, words: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    scope = await narrow(interaction, words, managed(interaction), alone=True)
    await show_page(interaction, server, scope.articles[0], 1, say)
