"""What the machine gives: room, time, a port, and the packages that were tested."""

from __future__ import annotations

import platform
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from bot.backup.occupancy import BOT_LOCK
from bot.sizes import in_units
from bot.terminal.checks.finding import Case, Finding
from bot.terminal.checks.stored import stored
from index import Busy, hold

ROOM = 200_000_000
"""Bytes that must be free: what a reindex of a server's library writes beside it."""
BEHIND = 60.0
"""Seconds by which a file may be newer than the clock: file systems and machines round."""
_PACKAGE = "summit-bot"


def disk(case: Case) -> Iterator[Finding]:
    """Tell whether there is room for what is added, and for a reindex, which writes a library a second time."""
    data = case.settings.data.absolute()
    there = next(path for path in (data, *data.parents) if path.exists())
    free = shutil.disk_usage(there).free
    needed = max([ROOM, *(2 * path.stat().st_size for path in stored(data))])
    if free < needed:
        words = f"only {in_units(free)} are free for {data}, and a reindex may need {in_units(needed)}"
        yield Finding("disk", False, f"{words}: free some space.")
    else:
        yield Finding("disk", True, f"{in_units(free)} are free for {data}")


def clock(case: Case) -> Iterator[Finding]:
    """Tell whether the clock is behind what was written by it."""
    newest = max((Path(__file__), *stored(case.settings.data)), key=lambda path: path.stat().st_mtime)
    now = datetime.now(UTC)
    if newest.stat().st_mtime > time.time() + BEHIND:
        words = f"it says {now:%Y-%m-%d %H:%M} UTC, and {newest} was written later: set it, by NTP for example."
        yield Finding("clock", False, words)
    else:
        yield Finding("clock", True, f"{now:%Y-%m-%d %H:%M} UTC")


def ports(case: Case) -> Iterator[Finding]:
    """Tell whether the port for the numbers is free, where no bot runs that has it."""
    address = case.settings.metrics_address
    if address is None:
        yield Finding("ports", True, "none is listened at")
    elif _has_bot(case.settings.data):
        yield Finding("ports", True, f"{case.settings.metrics} is the running bot's")
    else:
        yield _port(case.settings.metrics, address)


def versions(_case: Case) -> Iterator[Finding]:
    """Tell which packages are not those that were tested."""
    other = [one for name in requires(_PACKAGE) or () if (one := _other(Requirement(name)))]
    if other:
        words = f"other packages than were tested ({', '.join(other)})"
        yield Finding("versions", False, f"{words}: install Summit anew, in an environment of its own.")
    else:
        words = f"Summit {version(_PACKAGE)}, Python {platform.python_version()}, {sys.platform} {platform.machine()}"
        yield Finding("versions", True, words)


def _port(name: str, address: tuple[str, int]) -> Finding:
    try:
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        socket.create_server(address, family=family).close()
    except OSError as error:
        words = f"SUMMIT_METRICS: {name} cannot be listened at ({error.strerror}): name another port, or none."
        return Finding("ports", False, words)
    return Finding("ports", True, f"{name} is free")


def _has_bot(data: Path) -> bool:
    """Tell whether a bot is at work in a data folder."""
    if not (data / BOT_LOCK).exists():
        return False
    try:
        with hold(data / BOT_LOCK, alone=False):
            return False
    except Busy:
        return True


def _other(wanted: Requirement) -> str | None:
    """Return how an installed package differs from what is wanted; None where it does not, or is not for here."""
    if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
        return None
    with suppress(PackageNotFoundError):
        found = version(wanted.name)
        return None if wanted.specifier.contains(found, prereleases=True) else f"{wanted.name} {found}"
    return f"{wanted.name} is missing"
