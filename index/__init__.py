"""Articles in, word-for-word answers out: the public face of the engine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.config import Config, prepare
from index.errors import (
    Busy,
    Damaged,
    IngestError,
    ModelError,
    ModelMismatch,
    ModelMissing,
    NoAccess,
    NothingToQuote,
    StoreError,
    SummitError,
    TooLarge,
    TooNew,
    UnknownArticle,
    Unreadable,
)
from index.library import Library, ask, summarise
from index.records import (
    Added,
    Answer,
    Article,
    Elsewhere,
    Entry,
    Fact,
    Part,
    Quote,
    Reindexed,
    Source,
    Status,
    Summary,
    SummaryLine,
)
from index.shelf import Shelf
from index.sqlite import explained, make_folder, migrate, transaction

if TYPE_CHECKING:
    from index.ingest import read_bytes, read_paths, read_text

__all__ = [
    "Added",
    "Answer",
    "Article",
    "Busy",
    "Config",
    "Damaged",
    "Elsewhere",
    "Entry",
    "Fact",
    "IngestError",
    "Library",
    "ModelError",
    "ModelMismatch",
    "ModelMissing",
    "NoAccess",
    "NothingToQuote",
    "Part",
    "Quote",
    "Reindexed",
    "Shelf",
    "Source",
    "Status",
    "StoreError",
    "Summary",
    "SummaryLine",
    "SummitError",
    "TooLarge",
    "TooNew",
    "UnknownArticle",
    "Unreadable",
    "ask",
    "explained",
    "make_folder",
    "migrate",
    "prepare",
    "read_bytes",
    "read_paths",
    "read_text",
    "summarise",
    "transaction",
]


def __getattr__(name: str) -> Any:
    """Load the readers when they are asked for: they take longer to load than a question to answer."""
    if name in {"read_bytes", "read_paths", "read_text"}:
        return getattr(import_module("index.ingest"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
