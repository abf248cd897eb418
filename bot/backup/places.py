"""Where in a data folder no backup may lie: among what Summit writes there itself, or what a restore takes away."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bot.backup.contents import stored
from bot.backup.moving import ASIDE, MOVED
from bot.backup.occupancy import BOT_LOCK, LOCK

_REPLACED = (*MOVED, ASIDE)
_OWN = (*_REPLACED, LOCK, BOT_LOCK, "drafts", "preview")


def is_replaced(path: Path, data: Path) -> bool:
    """Tell whether a restore would take a file away."""
    return _is_among(path, (data / name for name in _REPLACED))


def is_own(path: Path, data: Path) -> bool:
    """Tell whether a file is one of Summit's own, or lies in a folder of these."""
    # The folder of a server, or its database, may be a link to another disk.
    linked = (*data.glob("servers/*"), *(data / name for name in stored(data)))
    return _is_among(path, (*(data / name for name in _OWN), *linked))


def _is_among(path: Path, places: Iterable[Path]) -> bool:
    where = _wheres(path)
    return any(one.is_relative_to(other) for place in places for other in _wheres(place) for one in where)


def _wheres(path: Path) -> set[Path]:
    """Return where a name stands, and where it leads to if it is a link."""
    return {Path(os.path.realpath(path.parent)) / path.name, Path(os.path.realpath(path))}
