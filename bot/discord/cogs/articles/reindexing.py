"""/articles reindex: everything made anew from the stored texts, as after a change of model."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend
from bot.discord.reindexing import way
from bot.log import log
from index import SummitError


class Reindexing(ArticlesBase):
    """The index made anew."""

    @command_of("articles_reindex", "public")
    async def reindex(self, interaction: discord.Interaction, public: bool = False) -> None:
        """Begin, and show how far it is: to this person alone, or to everybody here."""
        await attend(interaction, lambda say: way.begin(interaction, say, public=public))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Go on with what the last run of the bot has left."""
        try:
            await way.resume(self._bot)
        except SummitError as error:
            log.error("reindex_not_resumed", reason=str(error))
