"""What became of the sources of one `add`, laid out for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index import Added

if TYPE_CHECKING:
    from rich.console import Console

_SHOWN = 20
_STYLE = {"added": "green", "replaced": "yellow", "unchanged": "dim", "refused": "red"}


@dataclass(slots=True)
class Outcome:
    """Counts by state, and the first of each state; the rest of ten thousand articles would scroll them away."""

    counts: dict[str, int] = field(default_factory=dict)
    first: list[Added] = field(default_factory=list)

    def note(self, added: Added) -> None:
        """Take one more."""
        self.counts[added.state] = count = self.counts.get(added.state, 0) + 1
        if count <= _SHOWN:
            self.first.append(added)

    @property
    def total(self) -> int:
        """Return how many sources there were."""
        return sum(self.counts.values())

    @property
    def stored(self) -> int:
        """Return how many articles were written."""
        return self.counts.get("added", 0) + self.counts.get("replaced", 0)

    @property
    def sentence(self) -> str:
        """Return the counts in words."""
        return ", ".join(f"{self.counts[state]} {state}" for state in _STYLE if state in self.counts) or "nothing found"


def show_outcome(console: Console, outcome: Outcome) -> None:
    """Print what became of the first sources of each state, with the reasons, and the counts."""
    from rich.table import Table

    from bot.terminal.console import plain

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for added in outcome.first:
        words = [plain(added.title or added.path)]
        if added.reason:
            words.append(plain(f"\n{added.path}: {added.reason}" if added.title else f": {added.reason}", "dim"))
        table.add_row(plain(added.state, _STYLE[added.state]), str(added.id or ""), plain("").join(words))
    console.print(table)
    console.print(plain(outcome.sentence[:1].upper() + outcome.sentence[1:] + "."))
