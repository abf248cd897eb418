"""The questions that the house asks of its database, and the changes that it makes."""

from __future__ import annotations

from index.store.articles import Articles, text_hash
from index.store.editions import Edition, Editions, Sizes, State
from index.store.passages import Passages

__all__ = ["Edition", "Sizes", "State", "Store", "text_hash"]


class Store(Articles, Editions, Passages):
    """Everything that one transaction can read and change."""
