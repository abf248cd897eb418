"""SQLite: the truth. Articles, and everything that indexing made of them."""

from __future__ import annotations

from index.store.database import Database, check_integrity, check_library_file
from index.store.feeds import first_due
from index.store.rows import PLACES, Head, IndexedArticle, PassageRow
from index.store.store import Edition, Sizes, Snapshot, State, Store, Turn

__all__ = [
    "PLACES",
    "Database",
    "Edition",
    "Head",
    "IndexedArticle",
    "PassageRow",
    "Sizes",
    "Snapshot",
    "State",
    "Store",
    "Turn",
    "check_integrity",
    "check_library_file",
    "first_due",
]
