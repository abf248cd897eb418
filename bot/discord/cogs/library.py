"""/library: the articles that can be asked, for everyone."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.views.library import show_page
from bot.texts import Phrases


class Library(commands.Cog):
    """The list of articles."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of("library", "page")
    async def library(self, interaction: discord.Interaction, page: app_commands.Range[int, 1] = 1) -> None:
        """Show a page of the articles to this person alone."""

        async def act(say: Phrases) -> None:
            await defer(interaction, private=True)
            await show_page(interaction, page, say)

        await attend(interaction, act)
