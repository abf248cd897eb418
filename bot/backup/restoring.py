"""`summit restore`: a file from anywhere is unpacked aside and checked, and only then takes the place of the data."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from bot.backup.contents import (
    MANIFEST,
    MOST_FILES,
    STORE,
    BackupError,
    Manifest,
    Saved,
    is_ours,
    stored,
    unpacked,
)
from bot.backup.moving import MOVED, NEW, move_in, prepared
from bot.backup.places import is_replaced
from bot.records import Change
from bot.store import Store, check_store_file
from index import StoreError, check_library_file, close_off, make_folder

_CHUNK = 1 << 20
_LARGEST_MANIFEST = 32_000_000
_NO_BACKUP = "{path} is no backup of Summit ({why}): name a file that `summit backup` has written."

Members = dict[str, tarfile.TarInfo]


def restore(archive: Path, data: Path, *, force: bool = False) -> Manifest:
    """Replace everything in a data folder by what a backup holds; nobody else may be at work there.

    Raises:
        BackupError, StoreError: the data is as it was.

    """
    if not force and _is_used(data):
        raise BackupError(
            f"There is data in {data} already: name an empty folder with --data, or replace all of it with --force."
        )
    look(archive, data)
    with prepared(data) as aside:
        manifest = _unpack(archive, aside / NEW)
        _note(aside / NEW, manifest)
        move_in(data)
    return manifest


def look(archive: Path, data: Path) -> None:
    """Look at a backup before anything is touched.

    Raises:
        BackupError: it is none, as far as can be told without unpacking it, or a restore would take it away.

    """
    with _opened(archive) as tar:
        _held(archive, tar)
    if is_replaced(archive, data):
        raise BackupError(f"{archive} lies where a restore replaces everything: move it out of there, then restore it.")


def _is_used(data: Path) -> bool:
    """Tell whether a data folder holds anything that a restore would take away."""
    files = (path for name in MOVED for path in (data / name, *(data / name).rglob("*")))
    return any(True for _ in stored(data)) or any(path.is_file() for path in files)


def _unpack(archive: Path, folder: Path) -> Manifest:
    """Write the files of a backup into a folder, and check each."""
    with _opened(archive) as tar:
        members, manifest = _held(archive, tar)
        _check_room(folder, manifest)
        for saved in manifest.files:
            _extract(cast(BinaryIO, tar.extractfile(members[saved.name])), folder / saved.name, saved)
    for saved in manifest.files:
        _check(archive, folder / saved.name, saved)
    return manifest


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    """Open a tar file as it is: a packed one might have no end."""
    try:
        with tarfile.open(archive, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError) as error:
        raise BackupError(_NO_BACKUP.format(path=archive, why=str(error)[:100])) from error
    except FileNotFoundError as error:
        if error.filename != str(archive):
            raise
        raise BackupError(f"There is no file {archive}: name a backup.") from error


def _held(archive: Path, tar: tarfile.TarFile) -> tuple[Members, Manifest]:
    """Return the files of a backup, and the manifest that names them."""
    members = _members(archive, tar)
    manifest = unpacked(_read(tar, members.pop(MANIFEST)))
    _compare(archive, members, manifest)
    return members, manifest


def _members(archive: Path, tar: tarfile.TarFile) -> Members:
    """Return what the file holds; links, devices, sparse files, and names that lead elsewhere end it at once."""
    members: Members = {}
    reached = -1
    for member in tar:
        why = _why_not(member, members)
        # A header whose offset leads back would be read for ever.
        if why is None and (member.offset <= reached or len(members) > MOST_FILES):
            why = "it has no end"
        if why:
            raise BackupError(_NO_BACKUP.format(path=archive, why=why))
        reached = member.offset
        members[member.name] = member
    if MANIFEST not in members:
        raise BackupError(_NO_BACKUP.format(path=archive, why="it breaks off, or has no manifest"))
    return members


def _why_not(member: tarfile.TarInfo, members: Members) -> str | None:
    shown = ascii(member.name[:60])
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.issparse():
        return f"{shown} is not a plain file"
    if member.name != MANIFEST and not is_ours(member.name):
        return f"it holds {shown}"
    if member.name in members:
        return f"it holds {shown} twice"
    if member.size < 0 or (member.name == MANIFEST and member.size > _LARGEST_MANIFEST):
        return f"{shown} has the size {member.size}"
    return None


def _read(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    return cast(BinaryIO, tar.extractfile(member)).read(_LARGEST_MANIFEST)


def _compare(archive: Path, members: Members, manifest: Manifest) -> None:
    held = {name: member.size for name, member in members.items()}
    if held != {saved.name: saved.bytes for saved in manifest.files} or len(held) != len(manifest.files):
        raise BackupError(_NO_BACKUP.format(path=archive, why="it holds other files than its manifest says"))


def _check_room(folder: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(folder).free
    if manifest.size > free:
        raise BackupError(
            f"The backup takes {manifest.size:,} bytes and {folder.parent.parent} has {free:,} left: free some space."
        )


def _extract(content: BinaryIO, target: Path, saved: Saved) -> None:
    make_folder(target.parent)
    found = hashlib.sha256()
    with target.open("xb") as file:
        close_off(target)
        while chunk := content.read(_CHUNK):
            found.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if found.hexdigest() != saved.sha256:
        raise BackupError(f"{saved.name} in this backup is not what was saved (another hash): restore another backup.")


def _check(archive: Path, path: Path, saved: Saved) -> None:
    try:
        (check_store_file if saved.name == STORE else check_library_file)(path)
    except StoreError as error:
        raise BackupError(f"{saved.name} in {archive} cannot be restored. {error}") from error


def _note(folder: Path, manifest: Manifest) -> None:
    """Add a line to the audit log of each server, before anything can be seen of it."""
    # Not the file's name: it is the owner's, and all servers' admins would read it.
    detail = manifest.made.isoformat(" ", "minutes")
    store = Store.open(folder / STORE)
    try:
        for server in manifest.servers:
            store.note(Change(datetime.now(UTC), server, None, "restore", detail))
    finally:
        store.close()
