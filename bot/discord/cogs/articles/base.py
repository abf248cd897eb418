"""What the commands of /articles share."""

from __future__ import annotations

from discord.ext import commands

from bot.discord.base import DeskBot


class ArticlesBase(commands.Cog):
    """Know the bot; each command is a class of its own, and `Articles` is made of them."""

    _bot: DeskBot
