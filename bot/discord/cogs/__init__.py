"""The commands and what the bot listens to, one file a door."""

from __future__ import annotations

from bot.discord.cogs.about import About
from bot.discord.cogs.articles import Articles
from bot.discord.cogs.asking import Asking
from bot.discord.cogs.checking import Checking
from bot.discord.cogs.departing import Departing
from bot.discord.cogs.help import Help
from bot.discord.cogs.joining import Joining
from bot.discord.cogs.library import Library
from bot.discord.cogs.listening import Listening
from bot.discord.cogs.overhearing import Overhearing
from bot.discord.cogs.privacy import Privacy
from bot.discord.cogs.settings import Settings
from bot.discord.cogs.sources import Sources
from bot.discord.cogs.story import Story
from bot.discord.cogs.summary import Summary

COGS = (
    *(Asking, Checking, Summary, Story, Library, About, Help, Articles, Sources, Settings, Privacy),
    *(Listening, Overhearing, Joining, Departing),
)

__all__ = ["COGS"]
