"""/help: how the bot is used, by members and by admins."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.access import may_manage, may_set
from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import local
from bot.discord.conversation.attending import attend, defer
from bot.discord.embeds.help import help_embed
from bot.texts import Phrases


class Help(commands.Cog):
    """The way to everything else."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command(name=local("command.help.name"), description=local("command.help.description"))
    async def help(self, interaction: discord.Interaction) -> None:
        """Explain to this person alone what they can do here."""
        await attend(interaction, lambda say: _explain(interaction, say))


async def _explain(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    bot, server = bot_of(interaction), interaction.guild_id
    manages = server is not None and may_manage(interaction, bot.desk.server(server))
    embed = help_embed(bot.command_mention, say, manages=manages, sets=may_set(interaction))
    await interaction.edit_original_response(embed=embed)
