"""Articles in, word-for-word answers out: the public face of the engine."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.audience import KEEPER, OPEN, PUBLIC, Audience, Restriction
from index.config import Config, prepare
from index.edits import EDITABLE, Edits
from index.encode.folders import write_aside, write_file_aside
from index.errors import (
    BadDay,
    BadQuestion,
    Busy,
    Damaged,
    IngestError,
    ModelError,
    ModelMismatch,
    ModelMissing,
    NoAccess,
    NotFetched,
    NothingToQuote,
    StoreError,
    SummitError,
    TooLarge,
    TooNew,
    UnknownArticle,
    Unreadable,
)
from index.feeds.records import Arrived, Feed, Followed, Known, Refreshed
from index.feeds.rules import Rules
from index.following import Before, before_of
from index.history import KEPT, Act, Deed, Obstacle, Past, Titled, Undone
from index.library import Library, ask, summarise
from index.machine import allow_files
from index.machine import cores as machine_cores
from index.machine import memory as machine_memory
from index.narrowing import Narrowing, first_day
from index.private import close_off, make_file, make_folder
from index.records import (
    Added,
    Answer,
    Article,
    Elsewhere,
    Entry,
    Fact,
    Fetched,
    Hint,
    Item,
    Part,
    Pick,
    Problem,
    Quote,
    Reindexed,
    Size,
    Source,
    Status,
    Summary,
    SummaryLine,
    Unknown,
    Validators,
)
from index.shelf import Shelf
from index.sqlite import (
    check_database,
    cleanse,
    copy_database,
    explained,
    hold,
    migrate,
    soil,
    transaction,
    write_ahead,
)
from index.store import check_library_file, first_due
from index.stories import compare, story
from index.story import Beside, Dated
from index.when import When

if TYPE_CHECKING:
    from index.adding import NO_SENTENCE
    from index.apart import Readers
    from index.drafting import Blocks, Draft, first_sentence
    from index.evaluation import Bin, Evaluation, Figures, Golden, Group, Judged, LeftOut, evaluate, read_golden
    from index.feeds.following import Feeds, Offer, follow, sample
    from index.feeds.looking import Fetch, Tools
    from index.ingest import read_attachment, read_bytes, read_fetched, read_paths, read_text
    from index.ingest.dates import to_date
    from index.ingest.fields import web_address
    from index.likeness import alike
    from index.linking import read_links
    from index.readiness import check_models
    from index.sharing import shared_words
    from index.web import Manners, Web, is_link

__all__ = [
    "EDITABLE",
    "KEEPER",
    "KEPT",
    "NO_SENTENCE",
    "OPEN",
    "PUBLIC",
    "Act",
    "Added",
    "Answer",
    "Arrived",
    "Article",
    "Audience",
    "BadDay",
    "BadQuestion",
    "Before",
    "Beside",
    "Bin",
    "Blocks",
    "Busy",
    "Config",
    "Damaged",
    "Dated",
    "Deed",
    "Draft",
    "Edits",
    "Elsewhere",
    "Entry",
    "Evaluation",
    "Fact",
    "Feed",
    "Feeds",
    "Fetch",
    "Fetched",
    "Figures",
    "Followed",
    "Golden",
    "Group",
    "Hint",
    "IngestError",
    "Item",
    "Judged",
    "Known",
    "LeftOut",
    "Library",
    "Manners",
    "ModelError",
    "ModelMismatch",
    "ModelMissing",
    "Narrowing",
    "NoAccess",
    "NotFetched",
    "NothingToQuote",
    "Obstacle",
    "Offer",
    "Part",
    "Past",
    "Pick",
    "Problem",
    "Quote",
    "Readers",
    "Refreshed",
    "Reindexed",
    "Restriction",
    "Rules",
    "Shelf",
    "Size",
    "Source",
    "Status",
    "StoreError",
    "Summary",
    "SummaryLine",
    "SummitError",
    "Titled",
    "TooLarge",
    "TooNew",
    "Tools",
    "Undone",
    "Unknown",
    "UnknownArticle",
    "Unreadable",
    "Validators",
    "Web",
    "When",
    "alike",
    "allow_files",
    "ask",
    "before_of",
    "check_database",
    "check_library_file",
    "check_models",
    "cleanse",
    "close_off",
    "compare",
    "copy_database",
    "evaluate",
    "explained",
    "first_day",
    "first_due",
    "first_sentence",
    "follow",
    "hold",
    "is_link",
    "machine_cores",
    "machine_memory",
    "make_file",
    "make_folder",
    "migrate",
    "prepare",
    "read_attachment",
    "read_bytes",
    "read_fetched",
    "read_golden",
    "read_links",
    "read_paths",
    "read_text",
    "sample",
    "shared_words",
    "soil",
    "story",
    "summarise",
    "to_date",
    "transaction",
    "web_address",
    "write_ahead",
    "write_aside",
    "write_file_aside",
]
_LATER = {
    "index.adding": ("NO_SENTENCE",),
    "index.apart": ("Readers",),
    "index.drafting": ("Blocks", "Draft", "first_sentence"),
    "index.evaluation": (
        *("Bin", "Evaluation", "Figures", "Golden", "Group", "Judged", "LeftOut"),
        *("evaluate", "read_golden"),
    ),
    "index.feeds.following": ("Feeds", "Offer", "follow", "sample"),
    "index.feeds.looking": ("Fetch", "Tools"),
    "index.ingest": ("read_attachment", "read_bytes", "read_fetched", "read_paths", "read_text"),
    "index.ingest.dates": ("to_date",),
    "index.ingest.fields": ("web_address",),
    "index.likeness": ("alike",),
    "index.linking": ("read_links",),
    "index.readiness": ("check_models",),
    "index.web": ("Manners", "Web", "is_link"),
    "index.sharing": ("shared_words",),
}
"""What takes longer to load than a question to answer, or is for few commands: loaded when it is asked for."""


def __getattr__(name: str) -> Any:
    """Load what is loaded only when it is asked for."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
