"""SQLite of the bot's own: answers behind buttons, votes, unanswered questions, threads, settings."""

from __future__ import annotations

from bot.store.store import Store
from bot.store.unanswered import Unanswered

__all__ = ["Store", "Unanswered"]
