"""Whatever comes of reading one source -> a Source; the one place for what no reader has foreseen."""

from __future__ import annotations

import logging
from collections.abc import Callable

from index.errors import IngestError, Unreadable
from index.ingest.limits import too_much
from index.records import Article, Source

log = logging.getLogger(__name__)


def outcome(path: str, read: Callable[[], Article]) -> Source:
    """Return what `read` makes of a source, or its refusal; one that cannot be read never stops the others."""
    try:
        return Source(path, article=read())
    except IngestError as error:
        return Source(path, refusal=error)
    except MemoryError:
        return Source(path, refusal=too_much())
    except Exception as error:
        return Source(path, refusal=unforeseen(path, error))


def unforeseen(path: str, error: Exception) -> Unreadable:
    """Return the refusal of what a step did not foresee; the log has where it happened."""
    log.error("%r ended in what nothing foresees", path, exc_info=error)
    return Unreadable(
        f"This cannot be read, and the fault is Summit's ({type(error).__name__}): "
        "save it as plain text and add that, and please report it."
    )
