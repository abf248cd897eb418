"""/privacy: what is stored, and the way to have or delete one's own."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.desk.departing.departures import KEPT
from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.embeds.privacy import Privacy as Facts
from bot.discord.embeds.privacy import privacy_embed
from bot.discord.views.privacy import privacy_view
from bot.texts import Phrases


class Privacy(commands.Cog):
    """What the bot keeps of people."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of("privacy")
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Tell this person alone what is stored."""
        await attend(interaction, lambda say: _tell(interaction, say))


async def _tell(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    settings = bot_of(interaction).settings
    facts = Facts(settings.retention_days, KEPT.days, settings.log_questions, settings.owner_contact)
    await interaction.edit_original_response(embed=privacy_embed(facts, say), view=privacy_view(say))
