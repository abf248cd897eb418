"""Questions without an answer, like ones together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.records import Scope
from bot.store import Unanswered
from index import alike

MOST = 1000
"""Questions that are looked at, the newest: what is older is shown when these are dismissed."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask alike, of the same articles, newest first."""

    questions: tuple[Unanswered, ...]

    @property
    def newest(self) -> Unanswered:
        """Return the question that stands for all."""
        return self.questions[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return under which ids they are kept."""
        return tuple(one.answer for one in self.questions)


def grouped(questions: Sequence[Unanswered]) -> list[Group]:
    """Return questions in groups, the group that was asked last first; they come newest first."""
    apart: defaultdict[Scope, list[int]] = defaultdict(list)
    for place, one in enumerate(questions):
        # Whether the shared articles were in reach then is nothing that a question asks for.
        apart[replace(one.scope, shared=True)].append(place)
    groups = [
        [places[number] for number in members]
        for places in apart.values()
        for members in alike([questions[place].question for place in places])
    ]
    return [Group(tuple(questions[place] for place in group)) for group in sorted(groups)]
