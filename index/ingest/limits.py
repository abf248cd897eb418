"""What one source may weigh, and the sentences that say so."""

from __future__ import annotations

from index.errors import TooLarge

MAX_BYTES = 10_000_000
"""Bytes of one file or of one record of a JSON Lines file."""
MAX_DOCUMENT = 5 * MAX_BYTES
"""Bytes of a document with pictures and fonts in it, or of an archive."""
MAX_LINES = 200_000
"""Lines with words in one article: each becomes a record in memory."""


def megabytes(size: int) -> str:
    """Return a size in bytes as people write it, "12.3 MB"."""
    return f"{size / 1e6:.1f} MB"


def file_too_large(size: int | None = None, most: int = MAX_BYTES) -> TooLarge:
    """Return the refusal of a file of `size` bytes, or of an unknown number over the limit."""
    weight = f"is {megabytes(size)}" if size else f"is over {megabytes(most)}"
    return TooLarge(
        f"This file {weight} and one article may have {megabytes(most)}: "
        "split it into one file an article, or into the lines of a .jsonl file, which may be any size."
    )


def record_too_large() -> TooLarge:
    """Return the refusal of a line of a JSON Lines file that is over the limit."""
    return TooLarge(
        f"This line is over {megabytes(MAX_BYTES)}, the limit for one article: split it into several records."
    )


def too_many_lines(lines: int) -> TooLarge:
    """Return the refusal of a text with more lines than an article has."""
    return TooLarge(
        f"This text has {lines:,} lines and one article may have {MAX_LINES:,}: split it into one file an article."
    )


def too_much() -> TooLarge:
    """Return the refusal of what was given up while it was read, whichever limit it met."""
    return TooLarge(
        "Reading this took more time or memory than one file may take, so it was given up: "
        "split it, or save its text as .txt and add that."
    )
