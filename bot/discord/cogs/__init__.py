"""The commands and what the bot listens to, one file a door."""

from __future__ import annotations

from bot.cogs.about import About
from bot.cogs.articles import Articles
from bot.cogs.asking import Asking
from bot.cogs.departing import Departing
from bot.cogs.library import Library
from bot.cogs.listening import Listening
from bot.cogs.overhearing import Overhearing
from bot.cogs.privacy import Privacy
from bot.cogs.settings import Settings
from bot.cogs.summary import Summary

COGS = (Asking, Summary, Library, About, Articles, Settings, Privacy, Listening, Overhearing, Departing)

__all__ = ["COGS"]
