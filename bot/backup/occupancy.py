"""Who is at work in a data folder: one bot and commands side by side, a restore alone."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from bot.backup.contents import LIBRARY, STORE
from bot.backup.moving import ASIDE, undo
from index import Busy, NoAccess, close_off, hold, make_folder

LOCK = "summit.lock"
BOT_LOCK = "bot.lock"
PATIENCE_S = 5.0
"""How long to wait for a restore that is being undone; a whole one takes longer."""


class Strangers(NoAccess):
    """Refuse to work in a data folder that is somebody else's."""


class Occupied(Busy):
    """Refuse to work in a data folder beside somebody who must be alone, or alone beside somebody."""


def occupy(data: Path) -> AbstractContextManager[object]:
    """Work in a data folder until what is returned is closed; what an interrupted restore has moved is put back first.

    Raises:
        Occupied: a restore is under way there.
        StoreError: the folder cannot be used.

    """
    refuse_others(data)
    make_folder(data)
    close_off_folders(data)
    if (data / ASIDE).exists():
        recover(data)
    try:
        return hold(data / LOCK, alone=False, patience=PATIENCE_S)
    except Busy as error:
        raise Occupied(f"A restore is under way in {data}. Wait for it to end, then try again.") from error


def occupy_as_bot(data: Path) -> ExitStack:
    """Work in a data folder as its one bot, beside commands: two would tell people twice, and undo each other's acts.

    Raises:
        Occupied: another bot or a restore is at work there.
        StoreError: the folder cannot be used.

    """
    with ExitStack() as held:
        held.enter_context(occupy(data))
        try:
            held.enter_context(hold(data / BOT_LOCK, alone=True, patience=PATIENCE_S))
        except Busy as error:
            raise Occupied(
                f"Another bot is running in {data}. Stop that one, or name another folder with --data or SUMMIT_DATA."
            ) from error
        return held.pop_all()


def alone(data: Path) -> AbstractContextManager[object]:
    """Keep everybody else out of a data folder until what is returned is closed.

    Raises:
        Occupied: somebody is at work there.

    """
    refuse_others(data)
    make_folder(data)
    try:
        return hold(data / LOCK, alone=True)
    except Busy as error:
        raise Occupied(
            f"The bot or another command is at work in {data}. Stop it, then restore the backup again."
        ) from error


def refuse_others(data: Path) -> None:
    """Raise Strangers where the files in a data folder are another user's, whom this one would keep from them."""
    owner = _owner(data)
    if owner is not None and owner != os.geteuid():
        raise Strangers(
            f"The data in {data} belongs to the user {_name(owner)}, and this is {_name(os.geteuid())}: run it as that "
            f"user, or give all of it to this one with `chown -R {_name(os.geteuid())} {data}`."
        )


def close_off_folders(data: Path) -> None:
    """Keep others from what an older version has left open to them; of a folder that is not ours alone, its content."""
    for path in (data / name for name in (STORE, "shared", "servers", "drafts", "preview", LOCK)):
        close_off(path)


def _owner(data: Path) -> int | None:
    """Return whose the files in a data folder are; None where there are none, or the system knows no owners."""
    if not hasattr(os, "geteuid"):
        return None
    try:
        there = [path for path in (data / STORE, data / "shared" / LIBRARY, data / LOCK) if path.exists()]
        return (there[0] if there else next(data.glob(f"servers/*/{LIBRARY}"))).stat().st_uid
    except StopIteration:
        return None
    except PermissionError:
        # Who may not look into it does not own it.
        return data.stat().st_uid


def _name(user: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def recover(data: Path) -> None:
    """Undo a restore that was interrupted; one that goes on is left alone."""
    try:
        with hold(data / LOCK, alone=True):
            undo(data)
    except Busy as error:
        raise Occupied(f"A restore is under way in {data}. Wait for it to end, then try again.") from error
