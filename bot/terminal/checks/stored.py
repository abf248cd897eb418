"""What is stored: the databases, and who may read and write them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.backup.contents import LIBRARY, STORE
from bot.backup.occupancy import refuse_others
from bot.store.database import check_store_file
from bot.terminal.checks.finding import Case, Finding
from index import SummitError, check_library_file

_OTHERS = 0o077
_ENV = Path(".env")


def databases(case: Case) -> Iterator[Finding]:
    """Tell which databases are damaged, or a newer Summit's."""
    files, wrong = stored(case.settings.data), 0
    for path in files:
        try:
            (check_store_file if path.name == STORE else check_library_file)(path, live=True)
        except SummitError as error:
            wrong += 1
            yield Finding("database", False, f"{path}: {error}")
    if not wrong:
        words = f"{len(files)} are sound" if files else "there is none yet"
        yield Finding("database", True, f"{words} in {case.settings.data}")


def permissions(case: Case) -> Iterator[Finding]:
    """Tell whether the data can be written by this user, and read by no other."""
    data = case.settings.data
    refuse_others(data)
    there = next(path for path in (data.absolute(), *data.absolute().parents) if path.exists())
    wrong = [f"{path} can be read by other users: run `chmod go= {path}`." for path in _open_to_others(data)]
    if not _can_write(there):
        wrong.append(f"{there} cannot be written by this user: give it rights, or name another folder in SUMMIT_DATA.")
    yield from (Finding("permissions", False, sentence) for sentence in wrong)
    if not wrong:
        yield Finding("permissions", True, f"{there} can be written, and no other user reads what is stored")


def stored(data: Path) -> list[Path]:
    """Return the databases in a data folder."""
    return [path for pattern in (STORE, f"*/{LIBRARY}", f"servers/*/{LIBRARY}") for path in sorted(data.glob(pattern))]


def _open_to_others(data: Path) -> Iterator[Path]:
    if not hasattr(os, "geteuid"):
        return
    secret = [_ENV] if _ENV.is_file() and "DISCORD_TOKEN" in _ENV.read_text("utf-8", errors="replace") else []
    for path in (*stored(data), *secret):
        if path.stat().st_mode & _OTHERS:
            yield path


def _can_write(folder: Path) -> bool:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return folder.is_dir()
