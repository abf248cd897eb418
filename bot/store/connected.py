"""What the parts of the store share: the database that lends them its transactions."""

from __future__ import annotations

from bot.store.database import Database


class Connected:
    """Read and change the database; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
