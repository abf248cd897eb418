"""The questions that the house asks of its database, and the changes that it makes."""

from __future__ import annotations

from index.store.articles import Articles, text_hash
from index.store.editions import Edition, Editions, Sizes, State
from index.store.feeds import Feeds
from index.store.history import History, Snapshot, Turn
from index.store.passages import Passages
from index.store.picks import Picks

__all__ = ["Edition", "Sizes", "Snapshot", "State", "Store", "Turn", "text_hash"]


class Store(Articles, Editions, Passages, History, Feeds, Picks):
    """Everything that one transaction can read and change."""
