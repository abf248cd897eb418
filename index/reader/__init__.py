"""Question and passages -> readings: how well each sentence answers, and where in it."""

from __future__ import annotations

from index.reader.protocol import Passage, Reader, Reading

NONE, PACKAGED = "none", "packaged"

__all__ = ["NONE", "PACKAGED", "Passage", "Reader", "Reading", "load_reader"]


def load_reader(name: str) -> Reader | None:
    """Return the reader of a name, or None where the fused search is to decide alone.

    Raises:
        ModelMissing: there is none of that name, or its files are not the known ones.
        NoAccess: the user's cache folder cannot be written.

    """
    if name == NONE:
        return None
    if name != PACKAGED:
        from index.reader.named import load_cross_encoder

        return load_cross_encoder(name)
    from index.reader.compiled import CompiledReader

    return CompiledReader.open()
