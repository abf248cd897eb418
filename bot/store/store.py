"""The bot's memory, in one SQLite file."""

from __future__ import annotations

from pathlib import Path

from bot.store.answers import Answers
from bot.store.audit import Audit
from bot.store.database import Database
from bot.store.departures import Departures
from bot.store.exporting import Exporting
from bot.store.forgetting import Forgetting
from bot.store.news import News
from bot.store.reindexings import Reindexings
from bot.store.servers import Servers
from bot.store.sources import Sources
from bot.store.threads import Threads
from bot.store.unanswered import UnansweredQuestions
from bot.store.values import Values
from bot.store.votes import Votes
from bot.store.waiting import WaitingList


class Store(
    Answers,
    Votes,
    WaitingList,
    UnansweredQuestions,
    Threads,
    News,
    Servers,
    Values,
    Audit,
    Reindexings,
    Departures,
    Sources,
    Exporting,
    Forgetting,
):
    """Remember what the bot must not forget; used from one thread at a time.

    Every method is one transaction, waits for the disk, and raises StoreError where that cannot be used.
    """

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store, making its file and folders where they are not there.

        Raises:
            StoreError: NoAccess, Damaged, TooNew or Busy.

        """
        return cls(Database.open(path))

    def close(self) -> None:
        """Close the file."""
        self._database.close()
