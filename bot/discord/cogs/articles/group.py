"""The commands together: Discord shows them to those who manage the server, or whom its admins let in."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord.base import DeskBot
from bot.discord.cogs.articles.adding import Adding
from bot.discord.cogs.articles.editing import Editing
from bot.discord.cogs.articles.history import History
from bot.discord.cogs.articles.reindexing import Reindexing
from bot.discord.cogs.articles.removing import Removing
from bot.discord.cogs.articles.showing import Showing
from bot.discord.cogs.articles.status import Status
from bot.discord.cogs.articles.unanswered import Unanswered
from bot.discord.commandtexts import local


# Not guild_only(): that adds servers to where every command of this bot may be given, and takes nothing away.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Articles(
    Adding,
    Editing,
    Removing,
    Showing,
    Status,
    Reindexing,
    Unanswered,
    History,
    commands.GroupCog,
    # The command's own name: discord.py takes the group out of its list by the cog's name when the bot stops.
    name="articles",
    group_name=local("command.articles.name"),
    group_description=local("command.articles.description"),
):
    """The group of commands; each command comes from a class in a file of its own."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
