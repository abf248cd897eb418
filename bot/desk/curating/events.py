"""The history as people are told it: what was done to the articles, by whom, and what was set beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.records import FORGOTTEN, Change
from index import Past, Titled

if TYPE_CHECKING:
    from bot.store import Store

_MOST_CHANGES = 200


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the history."""

    id: int | None
    """As `undo` takes it; None: it is no change of articles, or an older version has noted it."""
    when: datetime
    who: int | str | None
    """A person's ID on Discord, or a name; None: nobody knows, FORGOTTEN: somebody who had their data deleted."""
    act: str
    came: tuple[Titled, ...] = ()
    went: tuple[Titled, ...] = ()
    undone: bool = False
    undoable: bool = False
    change: Change | None = None
    """The line of the audit log that it is, where it is no change of articles."""

    @property
    def articles(self) -> tuple[Titled, ...]:
        """Return what came or went, each article once."""
        return tuple({one.id: one for one in (*self.went, *self.came)}.values())

    @property
    def keeps_gone(self) -> bool:
        """Tell whether something that it took away can be brought back, and so be deleted for good."""
        return self.undoable and bool({one.id for one in self.went} - {one.id for one in self.came})


def events(store: Store, server: int, pasts: Sequence[Past], most: int) -> list[Event]:
    """Return the last entries of a server's history, newest first."""
    doers = store.doers(server, [past.mark for past in pasts])
    others = (
        _noted(change)
        for change in store.changes(server, most + _MOST_CHANGES)
        if change.mark is None or change.what == "reindex_stopped"
    )
    return sorted([*told(pasts, doers), *others], key=lambda event: event.when, reverse=True)[:most]


def told(pasts: Iterable[Past], doers: Mapping[str, int | None] | None = None) -> list[Event]:
    """Return entries with who is known to have done them."""
    now = datetime.now(UTC)
    return [
        Event(
            past.id,
            past.when,
            past.who or (doers or {}).get(past.mark),
            past.act,
            past.came,
            past.went,
            past.undone,
            past.undoable(now),
        )
        for past in pasts
    ]


def name_of(who: int | str | None) -> str | None:
    """Return who has done something as programs are told: a name or an ID; None where it is not known any more."""
    return None if who in {None, FORGOTTEN} else str(who)


def _noted(change: Change) -> Event:
    return Event(None, change.moment, change.who, change.what, change=change)
