"""ZIP archives of strangers: what is packed in them, within limits, and the XML in it without its dangers."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.errors import TooLarge, Unreadable
from index.ingest.limits import MAX_BYTES, megabytes

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100_000_000
MOST_MEMBER = 3 * MAX_BYTES
_STEEP = 200
"""How often smaller than itself a text may be packed: real ones reach a tenth of that."""
_SMALL = 1_000_000


class Archive:
    """The members of one archive."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._left = MOST_UNPACKED
        self.members = {info.filename: info for info in packed.infolist() if not info.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes:
        """Return a member's bytes.

        Raises:
            Unreadable, TooLarge: it is not there, is encrypted or damaged, or holds more than may be.

        """
        info = self.members.get(name)
        if info is None:
            raise Unreadable(f"This document lacks a part ({name[:60]}): save it again.")
        check_member(info)
        most = min(MOST_MEMBER, self._left)
        try:
            with self._packed.open(info) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Unreadable("This archive is damaged or packed in an unusual way: pack it again.") from error
        if len(data) > most:
            raise _too_much()
        self._left -= len(data)
        return data


@contextmanager
def opened(data: bytes) -> Iterator[Archive]:
    """Lend the archive that bytes are.

    Raises:
        Unreadable, TooLarge: it is damaged, or has too many members.

    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable("This archive breaks off or is damaged: pack it again.") from error
    with packed:
        if len(packed.infolist()) > MOST_MEMBERS:
            raise TooLarge(f"This archive has over {MOST_MEMBERS:,} members: split it into several.")
        yield Archive(packed)


def check_member(info: zipfile.ZipInfo) -> None:
    """Raise IngestError for a member that must not be unpacked."""
    if info.flag_bits & 1:
        raise Unreadable("This is locked with a password: take the password off and add it again.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unreadable("This is a link to another file and not a file: pack the file itself.")
    if info.file_size > MOST_MEMBER:
        raise _too_much()
    if info.file_size > _SMALL and info.file_size > _STEEP * max(info.compress_size, 1):
        raise TooLarge("This unpacks to much more than any text would: it is not unpacked.")


def parse_xml(data: bytes) -> Any:
    """Return the root of an XML document, which may neither define entities nor reach out.

    Raises:
        Unreadable: it is no sound XML, or defines entities.

    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("A part of this document is no sound XML: save it again.") from error
    described = root.getroottree().docinfo.internalDTD
    if described is not None and next(described.iterentities(), None) is not None:
        raise Unreadable("This document defines entities of its own, which are never read: save it as plain text.")
    return root


def _too_much() -> TooLarge:
    return TooLarge(
        f"This archive unpacks to over {megabytes(MOST_UNPACKED)}, or a file in it to over {megabytes(MOST_MEMBER)}: "
        "split it into several."
    )
