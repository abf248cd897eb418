"""Question and passages -> readings: how well each sentence answers, and where in it."""

from __future__ import annotations

from index.reader.choice import Several, Single
from index.reader.protocol import Passage, Reader, Readers, Reading, Weights

NONE, PACKAGED = "none", "packaged"

__all__ = ["NONE", "PACKAGED", "Passage", "Reader", "Readers", "Reading", "Weights", "load_reader", "load_readers"]


def load_readers(name: str, *, multilingual: bool = False) -> Readers | None:
    """Return who reads under a name, or None where the fused search is to decide alone.

    `multilingual`: the packaged ones are to read all languages that the multilingual encoder knows.

    Raises:
        ModelMissing: there is none of that name, or its files are not the known ones.
        NoAccess: the user's cache folder cannot be written.

    """
    reader = load_reader(name)
    if reader is None or not (multilingual and name == PACKAGED):
        return Single(reader) if reader else None
    from index.reader.compiled import open_multilingual

    return Several(reader, open_multilingual())


def load_reader(name: str) -> Reader | None:
    """Return the reader of a name, or None where there is to be none.

    Raises:
        ModelMissing: there is none of that name, or its files are not the known ones.
        NoAccess: the user's cache folder cannot be written.

    """
    if name == NONE:
        return None
    if name != PACKAGED:
        from index.reader.named import load_cross_encoder

        return load_cross_encoder(name)
    from index.reader.compiled import open_english

    return open_english()
