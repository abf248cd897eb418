"""Golden questions and libraries -> an evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from index.errors import BadQuestion
from index.evaluation.curves import Bin, reliability, risk_by_coverage
from index.evaluation.figures import Figures, figures_of
from index.evaluation.golden import Golden
from index.evaluation.judging import Judged, judge
from index.evaluation.places import Places, UnknownDoc
from index.library import Library, ask

TOP = 10
"""How many quotes of each question's ranking are looked at."""
Why = Literal["bad", "incomplete", "unknown", "misplaced"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that no figure counts."""

    file: str
    line: int
    why: Why
    """No golden question, not yet completed, about an article that is not there, or not in it."""
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one file, or about one article."""

    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well golden questions were answered."""

    figures: Figures
    files: tuple[Group, ...]
    articles: tuple[Group, ...]
    """By the article that answers, under the name that the questions have for it."""
    judged: tuple[Judged, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def misses(self) -> tuple[Judged, ...]:
        """Return what was wrong, worst first: the surest wrong answers, then the most decided refusals."""
        return tuple(sorted((one for one in self.judged if not one.right), key=_harm))

    @property
    def bins(self) -> tuple[Bin, ...]:
        """Return what the scores promised and what was true, lowest scores first."""
        return reliability(self.judged)

    @property
    def risks(self) -> tuple[tuple[float, float], ...]:
        """Return (coverage, risk) points, were only the questions that score most answered."""
        return risk_by_coverage(self.judged)


def evaluate(
    libraries: Sequence[Library],
    questions: Sequence[Golden],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Evaluation:
    """Ask the questions of several libraries at once, and judge the answers.

    Raises:
        ModelMismatch: a library was indexed with another model.

    """
    places = Places(libraries)
    judged: list[Judged] = []
    left_out: list[LeftOut] = []
    for done, golden in enumerate(questions, 1):
        try:
            judged.append(_judge(libraries, places, golden))
        except BadQuestion as error:
            left_out.append(LeftOut(golden.file, golden.line, _why(golden, error), str(error)))
        progress(done, len(questions))
    by_article = [(one.golden.places[0].doc, one) for one in judged if one.answerable]
    files = _grouped((one.golden.file, one) for one in judged)
    return Evaluation(figures_of(judged), files, _grouped(by_article), tuple(judged), tuple(left_out))


def _judge(libraries: Sequence[Library], places: Places, golden: Golden) -> Judged:
    if not golden.complete:
        raise BadQuestion('it is not complete: say where its answer stands, or "doc": null that there is none.')
    return judge(golden, places.spots(golden), ask(libraries, golden.question, top=TOP))


def _why(golden: Golden, error: BadQuestion) -> Why:
    if not golden.complete:
        return "incomplete"
    return "unknown" if isinstance(error, UnknownDoc) else "misplaced"


def _grouped(named: Iterable[tuple[str, Judged]]) -> tuple[Group, ...]:
    groups: dict[str, list[Judged]] = {}
    for name, one in named:
        groups.setdefault(name, []).append(one)
    return tuple(Group(name, figures_of(group)) for name, group in groups.items())


def _harm(one: Judged) -> tuple[bool, float]:
    score = one.score if one.score is not None else float(one.answered)
    return (False, -score) if one.answered else (True, score)
