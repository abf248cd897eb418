"""Articles in, word-for-word answers out: the public face of the engine."""

from __future__ import annotations

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
from index.ingest import Source, read_bytes, read_paths, read_text
from index.library import Library, ask
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
    Status,
    Summary,
    SummaryLine,
)
from index.shelf import Shelf

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
    "prepare",
    "read_bytes",
    "read_paths",
    "read_text",
]
