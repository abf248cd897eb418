"""/about: what this is, how to ask it, and what it may do here."""

from __future__ import annotations

from importlib.metadata import version

import discord
from discord.ext import commands

from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.choosing import reach_of
from bot.discord.conversation.permissions import missing, missing_for_threads
from bot.discord.embeds.about import About as Facts
from bot.discord.embeds.about import about_embed
from bot.texts import Phrases


class About(commands.Cog):
    """What the bot says of itself."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of("about")
    async def about(self, interaction: discord.Interaction) -> None:
        """Explain the bot to this person alone."""
        await attend(interaction, lambda say: _explain(interaction, say))


async def _explain(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    bot = bot_of(interaction)
    shelved = await bot.desk.titles.all(reach_of(interaction))
    facts = Facts(
        articles=len(shelved),
        missing=missing(interaction),
        for_threads=missing_for_threads(interaction),
        days=bot.settings.retention_days,
        contact=bot.settings.owner_contact,
        version=version("summit-bot"),
        allowed=bot.settings.web_allow,
    )
    await interaction.edit_original_response(embed=about_embed(facts, say))
