"""`summit backup`: a copy of each database as it is at one moment, while the bot goes on writing."""

from __future__ import annotations

import io
import shutil
import tarfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from glob import escape
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.backup.contents import MANIFEST, STORE, BackupError, Manifest, Saved, digest, stored
from bot.backup.places import is_own
from bot.store import check_store_file
from index import NoAccess, check_library_file, copy_database, write_file_aside

_PRIVATE = 0o600
_COPIES = ".summit-backup."
_LONGEST = 24 * 3600.0
"""Seconds that no backup takes: files aside that are older were left by one that was killed."""

Progress = Callable[[int, int], None]
"""Takes how many databases are done, of how many."""


def back_up(data: Path, target: Path, *, force: bool = False, progress: Progress | None = None) -> Manifest:
    """Write everything in a data folder into one file, whole or not at all.

    Raises:
        BackupError, StoreError: nothing was written.

    """
    if is_own(target, data):
        raise BackupError(f"{target} is among the files of the data folder itself: name a file elsewhere.")
    names = list(stored(data))
    _check_any(names, data)
    if target.exists() and (target.is_dir() or not force):
        raise BackupError(f"{target} is there already: name a new file, or overwrite a file with --force.")
    if not target.absolute().parent.is_dir():
        raise BackupError(f"The folder {target.absolute().parent} is not there: make it, or name another file.")
    _sweep(target.absolute())
    made: list[Manifest] = []
    write_file_aside(target, lambda aside: made.append(_write(data, names, aside, progress)))
    return made[0]


def _sweep(target: Path) -> None:
    """Delete what a backup to the same file has left that was killed long ago; it is none."""
    for left in (*target.parent.glob(f".{escape(target.name)}.*"), *target.parent.glob(f"{_COPIES}*")):
        if time.time() - left.lstat().st_mtime > _LONGEST:
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink(missing_ok=True)


def _check_any(found: Sequence[object], data: Path) -> None:
    if not found:
        raise BackupError(f"There is nothing to back up in {data}: name the data folder with --data.")


def _write(data: Path, names: list[str], aside: Path, progress: Progress | None) -> Manifest:
    made, files = datetime.now(UTC), []
    with TemporaryDirectory(dir=aside.parent, prefix=_COPIES) as folder, _opened(aside) as archive:
        for done, name in enumerate(names):
            if progress:
                progress(done, len(names))
            copy = Path(folder) / "copy.db"
            if _copied(data / name, copy, is_store=name == STORE):
                files.append(Saved(name, copy.stat().st_size, digest(copy)))
                with copy.open("rb") as content:
                    archive.addfile(_member(name, files[-1].bytes, made), content)
            copy.unlink(missing_ok=True)
        _check_any(files, data)
        manifest = Manifest(made, version("summit-bot"), tuple(files))
        packed = manifest.packed()
        archive.addfile(_member(MANIFEST, len(packed), made), io.BytesIO(packed))
    return manifest


def _opened(path: Path) -> tarfile.TarFile:
    return tarfile.open(path, "w:", format=tarfile.GNU_FORMAT)


def _copied(source: Path, copy: Path, *, is_store: bool) -> bool:
    """Copy and check a database, and tell whether it was still there: a server that left may go at any moment."""
    check = check_store_file if is_store else check_library_file
    try:
        copy_database(source, copy)
        check(copy)
    except NoAccess:
        if source.exists():
            raise
        return False
    except Exception as error:
        raise BackupError(
            f"{source} cannot be backed up ({error}). Restore it from an older backup, or move it away."
        ) from error
    return True


def _member(name: str, size: int, made: datetime) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = size, _PRIVATE, int(made.timestamp())
    return member
