"""SQLite of the bot's own: answers behind buttons, votes, unanswered questions, threads, settings."""

from __future__ import annotations

from bot.store.database import check_store_file
from bot.store.persons import begun
from bot.store.store import Store
from bot.store.unanswered import Unanswered
from bot.store.votes import REPORTED, Poor, Voted

__all__ = ["REPORTED", "Poor", "Store", "Unanswered", "Voted", "begun", "check_store_file"]
