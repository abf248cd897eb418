"""/articles edit: what is said of one of the server's own articles, and for whom it is."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.cogs.articles.removing import complete_own, own
from bot.discord.cogs.channels import AskedChannel
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.choosing import managed
from bot.discord.views.articles.editing import is_submitted, submit
from bot.discord.views.articles.editing_modal import article_modal
from bot.discord.views.articles.restricting import Change, restrict
from bot.texts import Phrases
from index import OPEN, Restriction, UnknownArticle


class Editing(ArticlesBase):
    """What is said of articles."""

    @command_of("articles_edit", "article", "channel", "role", "everybody")
    @app_commands.autocomplete(article=complete_own)
    async def edit(
        self,
        interaction: discord.Interaction,
        article: str,
        channel: Transform[int, AskedChannel] | None = None,
        role: discord.Role | None = None,
        everybody: bool = False,
    ) -> None:
        """Show an article's fields to be edited, or say for whom it is."""

        def change(old: Restriction) -> Restriction:
            kept = OPEN if everybody else old
            channels, roles = {channel} if channel else set(), {role.id} if role else set()
            return replace(kept, channels=kept.channels | channels, roles=kept.roles | roles)

        if channel or role or everybody:
            await attend(interaction, lambda say: _restrict(interaction, article, change, say))
        else:
            await attend(interaction, lambda say: _ask(interaction, article, say))

    @commands.Cog.listener("on_interaction")
    async def on_editing_modal(self, interaction: discord.Interaction) -> None:
        """Edit what a submitted modal holds, whichever run of the bot has shown it."""
        if is_submitted(interaction):
            await attend(interaction, lambda say: submit(interaction, say))


async def _ask(interaction: discord.Interaction, words: str, say: Phrases) -> None:
    refuse_strangers(interaction)
    ref = await own(interaction, words)
    shelved = await bot_of(interaction).desk.titles.all(managed(interaction))
    entry = next((one.entry for one in shelved if one.ref == ref), None)
    if entry is None:
        raise UnknownArticle("The article is no longer there.")
    # A modal can only be the first answer: it cannot be announced before.
    await interaction.response.send_modal(article_modal(entry, say))


async def _restrict(interaction: discord.Interaction, words: str, change: Change, say: Phrases) -> None:
    refuse_strangers(interaction)
    await defer(interaction, private=True)
    ref = await own(interaction, words)
    await restrict(interaction, ref.id, change, say)
