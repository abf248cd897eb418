"""ZIP archives -> the articles of the files in them, each read by its own reader."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from index.errors import IngestError, NothingToQuote, Unreadable
from index.ingest.archive import SIGNATURES, opened
from index.ingest.reading import Origin
from index.records import Source

Read = Callable[[bytes, Origin], Iterator[Source]]


def read_zip(data: bytes, origin: Origin, read: Read, is_known: Callable[[str], bool]) -> Iterator[Source]:
    """Yield what the files of known endings hold, in the order of their paths; nothing is written anywhere."""
    found = False
    try:
        with opened(data) as archive:
            for name in sorted(archive.members):
                if _is_hidden(name) or not is_known(name):
                    continue
                found = True
                inner = _inside(origin, name)
                try:
                    content = archive.read(_checked(name))
                except IngestError as error:
                    yield Source(inner.name, refusal=error)
                else:
                    yield from _read(content, inner, read)
        if not found:
            raise NothingToQuote("This archive holds no file that is read: docs/formats.md names the kinds.")
    except IngestError as error:
        yield Source(origin.name, refusal=error)


def _read(content: bytes, inner: Origin, read: Read) -> Iterator[Source]:
    if content.startswith(SIGNATURES) and inner.name.lower().endswith(".zip"):
        yield Source(inner.name, refusal=Unreadable("An archive in an archive is not opened: unpack it first."))
    else:
        yield from read(content, inner)


def _inside(origin: Origin, name: str) -> Origin:
    shown = "".join(letter if letter.isprintable() else " " for letter in name[-200:])
    return origin.inside(f"{origin.name}/{shown}", name)


def _checked(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise Unreadable("The path of this file leads out of its archive: pack it again under its plain name.")
    return name


def _is_hidden(name: str) -> bool:
    """Tell what a system packs beside the files."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in posixpath.normpath(name).split("/"))
