"""Question and sentences -> readings: how well each answers, and where in it."""

from __future__ import annotations

from index.errors import ModelError
from index.reader.protocol import Excerpt, Reader, Reading

NONE, PACKAGED = "none", "packaged"

__all__ = ["NONE", "PACKAGED", "Excerpt", "Reader", "Reading", "load_reader"]


def load_reader(name: str) -> Reader | None:
    """Return the reader of a name, or None where the fused search is to decide alone.

    Raises:
        ModelError: there is no reader of that name.
        ModelMissing: its files are not there, or not the known ones.

    """
    if name == NONE:
        return None
    if name != PACKAGED:
        raise ModelError(
            f"There is no reader {name[:80]}. Set SUMMIT_READER to `{PACKAGED}` or `{NONE}`: others are not known yet."
        )
    from index.reader.compiled import CompiledReader

    return CompiledReader.open()
