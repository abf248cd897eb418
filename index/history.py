"""The nouns of the history: what somebody does, what is told of it later, and what became of taking it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import uuid4

Deed = Literal["add", "replace", "remove", "edit", "reindex", "refresh", "undo"]
Obstacle = Literal["unknown", "undone", "late", "nothing", "erased", "changed", "taken", "same"]
KEPT = timedelta(days=30)
"""How long an act can be undone, and the text that it took away is kept."""
TOLD = timedelta(days=365)
"""How long the history tells of it."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does at one time: all that is changed in it is one entry of the history, and is undone together.

    The same act may go on in another process: it is known by its mark.
    """

    who: str = ""
    """As people are told: "terminal", or a source's name; nothing where somebody else knows who it was."""
    deed: Deed | None = None
    """None: whatever each change is by itself."""
    mark: str = field(default_factory=lambda: uuid4().hex)
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Titled:
    """An article as the history names it."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Past:
    """An entry of the history."""

    id: int
    when: datetime
    who: str
    act: Deed
    came: tuple[Titled, ...]
    went: tuple[Titled, ...]
    """Of an article that was replaced or edited, its title before."""
    undone: bool
    mark: str
    open: bool
    """Whether an article of it is as it has left it, and what that was before is kept."""

    @property
    def gone(self) -> frozenset[int]:
        """Return the articles that it took away."""
        return frozenset(one.id for one in self.went) - frozenset(one.id for one in self.came)

    @property
    def new(self) -> frozenset[int]:
        """Return the articles that it added, or brought back."""
        return frozenset(one.id for one in self.came) - frozenset(one.id for one in self.went)

    def undoable(self, now: datetime) -> bool:
        """Tell whether it can be undone at a moment."""
        return self.open and not self.undone and now - self.when < KEPT


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of taking an entry back."""

    id: int
    obstacle: Obstacle | None = None
    """Why nothing was undone; None: it was."""
    left: tuple[Titled, ...] = ()
    """Its articles that stay as they are, because of what was done to them since."""

    @property
    def state(self) -> Literal["undone", "refused"]:
        """Return what became of it in a word."""
        return "refused" if self.obstacle else "undone"

    @property
    def reason(self) -> str | None:
        """Return in a sentence why nothing was undone, or what stays as it is; None where all of it was undone."""
        if self.obstacle:
            return _OBSTACLES[self.obstacle].format(id=self.id, days=KEPT.days)
        return _LEFT.format(titles=", ".join(f"“{one.title}”" for one in self.left)) if self.left else None


_LEFT = "Changed since, and left as it is now: {titles}."
_OBSTACLES: dict[Obstacle, str] = {
    "unknown": "There is no entry {id}: `summit history` shows the IDs.",
    "undone": "Entry {id} was undone already: undo that entry to have it back.",
    "late": "Entry {id} is older than {days} days: its texts are no longer kept.",
    "nothing": "Entry {id} has changed no article: there is nothing to undo.",
    "erased": "What entry {id} took away was deleted for good: nobody can have it back.",
    "changed": "Its articles were changed since, and undoing it would lose that: undo what is newer first.",
    "taken": "Another article has taken its place since: remove that one first.",
    "same": "Another article has the same text by now: remove that one first.",
}
