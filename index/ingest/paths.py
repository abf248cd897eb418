"""Files, folders and standard input -> Sources, one file open at a time."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast

from index.errors import Unreadable
from index.ingest.formats import find_format, named_format, sniff
from index.ingest.jsonl import read_records, unzipped
from index.ingest.limits import MAX_BYTES, MAX_DOCUMENT, file_too_large
from index.ingest.read import read_bytes
from index.records import Source

_HEAD = 4096
"""Bytes that tell how a file is to be read; what an archive is tells only all of it."""


def read_paths(paths: Iterable[Path | Literal["-"]], stdin: BinaryIO | None = None) -> Iterator[Source]:
    """Yield what each path holds: a file, a folder's files of known suffixes in order, "-" for `stdin`."""
    for path in paths:
        if path == "-":
            yield from _read_stream(stdin or io.BytesIO())
        else:
            yield from _read_path(Path(path))


def _read_stream(stream: BinaryIO) -> Iterator[Source]:
    head = stream.read(MAX_DOCUMENT + 1)
    if sniff(head).name == "records":
        yield from read_records(
            cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, _Chained(head, stream)))), "-", None
        )
    else:
        yield from read_bytes(head, "-")


class _Chained(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _read_path(path: Path) -> Iterator[Source]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield _refused(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _read_folder(path)
    elif stat.S_ISREG(mode):
        yield from _read_file(path)
    else:
        yield Source(_shown(path), refusal=Unreadable("This is neither a file nor a folder: give one of these."))


def _read_folder(folder: Path) -> Iterator[Source]:
    """Walk with a stack of its own: folders may be nested deeper than Python may recurse."""
    waiting, seen = [folder], set[tuple[int, int]]()
    while waiting:
        path = waiting.pop()
        try:
            facts = path.stat()
            if not stat.S_ISDIR(facts.st_mode):
                yield from _read_path(path)
            elif (facts.st_dev, facts.st_ino) not in seen:
                seen.add((facts.st_dev, facts.st_ino))
                waiting.extend(reversed(_children(path)))
        except OSError as error:
            yield _refused(path, error)


def _children(folder: Path) -> list[Path]:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(path for path in visible if path.is_dir() or (named_format(path.name) and path.exists()))


def _read_file(path: Path) -> Iterator[Source]:
    identity = _shown(Path(os.path.abspath(path)))  # noqa: PTH100  (not resolve: a link keeps the name it was given)
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            kind = find_format(head, path.name)
            stream.seek(0)
            if kind and kind.name == "records":
                yield from read_records(stream, _shown(path), identity)
            elif kind and kind.name == "packed records":
                yield from read_records(unzipped(stream), _shown(path), identity)
            elif (size := os.fstat(stream.fileno()).st_size) > (most := kind.most if kind else MAX_BYTES):
                yield Source(_shown(path), refusal=file_too_large(size, most))
            else:
                yield from read_bytes(stream.read(most + 1), _shown(path), identity)
    except OSError as error:
        yield _refused(path, error)


def _refused(path: Path, error: OSError | ValueError) -> Source:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Source(
        _shown(path), refusal=Unreadable(f"This cannot be opened ({why}): check its name and your rights to it.")
    )


def _shown(path: Path) -> str:
    """Return a path as text that can be stored: names on disk need not be Unicode."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
