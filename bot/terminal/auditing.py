"""What is changed in a server's library on the terminal has a line in the bot's audit log too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.records import Change, What
from bot.terminal.session import Session

Note = Callable[[What, str], None]
"""Takes what was done, and with what."""
LAST = 10


@contextmanager
def noting(session: Session) -> Iterator[Note | None]:
    """Lend what adds a line to the log of the server that is meant, or None where the shared library is.

    Opened before anything is changed: what cannot be noted is not to be done.
    """
    if session.server is None:
        yield None
        return
    from bot.store import Store

    server = int(session.server)
    store = Store.open(session.settings.data / "bot.db")
    try:
        yield lambda what, detail: store.note(Change(datetime.now(UTC), server, None, what, detail))
    finally:
        store.close()


def last_changes(session: Session) -> list[Change] | None:
    """Return the newest changes of the server that is meant, or None where the shared library is."""
    from bot.terminal.exporting import remembered

    if session.server is None:
        return None
    with remembered(session) as store:
        return store.changes(int(session.server), LAST) if store else []
