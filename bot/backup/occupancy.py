"""Who is at work in a data folder: the bot and commands side by side, a restore alone."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from bot.backup.moving import ASIDE, undo
from index import Busy, hold, make_folder

LOCK = "summit.lock"
PATIENCE_S = 5.0
"""How long to wait for a restore that is being undone; a whole one takes longer."""


class Occupied(Busy):
    """Refuse to work in a data folder beside somebody who must be alone, or alone beside somebody."""


def occupy(data: Path) -> AbstractContextManager[object]:
    """Work in a data folder until what is returned is closed; what an interrupted restore has moved is put back first.

    Raises:
        Occupied: a restore is under way there.
        StoreError: the folder cannot be used.

    """
    make_folder(data)
    if (data / ASIDE).exists():
        recover(data)
    try:
        return hold(data / LOCK, alone=False, patience=PATIENCE_S)
    except Busy as error:
        raise Occupied(f"A restore is under way in {data}. Wait for it to end, then try again.") from error


def alone(data: Path) -> AbstractContextManager[object]:
    """Keep everybody else out of a data folder until what is returned is closed.

    Raises:
        Occupied: somebody is at work there.

    """
    make_folder(data)
    try:
        return hold(data / LOCK, alone=True)
    except Busy as error:
        raise Occupied(
            f"The bot or another command is at work in {data}. Stop it, then restore the backup again."
        ) from error


def recover(data: Path) -> None:
    """Undo a restore that was interrupted; one that goes on is left alone."""
    try:
        with hold(data / LOCK, alone=True):
            undo(data)
    except Busy as error:
        raise Occupied(f"A restore is under way in {data}. Wait for it to end, then try again.") from error
