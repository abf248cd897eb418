"""Anything that goes wrong -> one sentence and an exit code."""

from __future__ import annotations

import contextlib
import logging
import os
import sys

from bot.errors import CannotStart
from bot.settings import SettingsError
from bot.terminal.output import say
from index import Damaged, ModelError, NoAccess, SummitError, TooNew

DONE = 0
REFUSED = 1
CANNOT_START = 2
INTERRUPTED = 130
PIPE_CLOSED = 141

_STARTING = (SettingsError, CannotStart, Damaged, ModelError, NoAccess, TooNew)
_log = logging.getLogger(__name__)


def report(error: BaseException) -> int:
    """Say what went wrong and return the exit code; an error of ours speaks for itself."""
    if isinstance(error, BrokenPipeError):
        _close_quietly()
        return PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        say("Stopped.")
        return INTERRUPTED
    if isinstance(error, SummitError):
        say(str(error))
        return CANNOT_START if isinstance(error, _STARTING) else REFUSED
    if isinstance(error, OSError):
        say(f"The system refuses it ({error}): check the disk and your rights to it.")
    else:
        say_unexpected(error)
    return REFUSED


def say_unexpected(error: BaseException) -> None:
    """Say in one sentence that the fault is ours; the traceback goes to the debug log."""
    _log.debug("unexpected", exc_info=error)
    what = describe(error)
    say(f"Something unexpected went wrong ({what}): run it again with --verbose to see where, and please report it.")


def describe(error: BaseException) -> str:
    """Return the kind of an error and the first line of what it says."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def _close_quietly() -> None:
    """Point standard output at nothing, or the interpreter complains when it flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
