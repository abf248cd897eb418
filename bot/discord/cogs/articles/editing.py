"""/articles edit: the title, author, date, publisher and link of one of the server's own articles."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.cogs.articles.removing import complete_own, own
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend
from bot.discord.views.articles.editing import is_submitted, submit
from bot.discord.views.articles.editing_modal import article_modal
from bot.records import Scope
from bot.texts import Phrases
from index import UnknownArticle


class Editing(ArticlesBase):
    """What is said of articles."""

    @command_of("articles_edit", "article")
    @app_commands.autocomplete(article=complete_own)
    async def edit(self, interaction: discord.Interaction, article: str) -> None:
        """Show an article's fields to be edited."""
        await attend(interaction, lambda say: _ask(interaction, article, say))

    @commands.Cog.listener("on_interaction")
    async def on_editing_modal(self, interaction: discord.Interaction) -> None:
        """Edit what a submitted modal holds, whichever run of the bot has shown it."""
        if is_submitted(interaction):
            await attend(interaction, lambda say: submit(interaction, say))


async def _ask(interaction: discord.Interaction, words: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    ref = await own(interaction, server, words)
    shelved = await bot_of(interaction).desk.titles.all(Scope(server, shared=False))
    entry = next((one.entry for one in shelved if one.ref == ref), None)
    if entry is None:
        raise UnknownArticle("The article is no longer there.")
    # A modal can only be the first answer: it cannot be announced before.
    await interaction.response.send_modal(article_modal(entry, say))
