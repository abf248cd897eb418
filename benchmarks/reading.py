"""What reading the best passages adds to the fused search, by how many are read, and how far scores can be believed.

The plain way is the fused search alone (`SUMMIT_READER=none`). Calibration is told for documents to which it was not
fitted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np

from benchmarks.figures import auroc, first_share, rank_of, reciprocal_rank, top_score
from benchmarks.golden import Golden, golden_of
from benchmarks.libraries import Filled, Hit, corpus, filled
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from index import Answer, Config, Library, ask
from index.evaluation.judging import mark_f1
from training.sets import even, load_set
from training.verdict import calibration_error

SETS = ("squad20-dev", "clapnq-dev")
MOST = 1200
"""Questions of a set with an answer, and half as many without: more change no figure by a hundredth."""
USUAL = 4
COUNTS = (1, 2, USUAL)
SEED = 4
FIRST = {"squad20-dev": Goal(0.88), "clapnq-dev": Goal(0.78)}
APART = {"squad20-dev": Goal(0.85)}


@dataclass(frozen=True, slots=True)
class Known:
    """A question, where its answer stands, its words, and the document that it was written about."""

    golden: Golden
    answers: tuple[str, ...]
    document: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions, and what a library said."""

    questions: Sequence[Known]
    library: Filled
    answers: Sequence[Answer]

    @classmethod
    def of(cls, library: Filled, questions: Sequence[Known], read: int = USUAL) -> Asked:
        """Ask a library, which reads so many passages for each question at most."""
        return cls(
            questions, library, [ask([library.library], one.golden.text, top=10, read=read) for one in questions]
        )

    @property
    def rankings(self) -> list[list[Hit]]:
        return [self.library.ranking(answer) for answer in self.answers]

    def first(self) -> float:
        return first_share([one.golden for one in self.questions], self.rankings)

    def reciprocal_rank(self) -> float:
        return reciprocal_rank([one.golden for one in self.questions], self.rankings)

    def milliseconds(self) -> float:
        return median(answer.ms for answer in self.answers)

    def scores(self) -> list[float]:
        return [top_score(ranking) for ranking in self.rankings]

    def right(self) -> list[bool]:
        return [rank_of(one.golden, ranking) == 1 for one, ranking in zip(self.questions, self.rankings, strict=True)]

    def mark(self) -> float:
        """Return the mean token F1 of the marked words where the first sentence is right."""
        shown = [(*answer.quotes, *answer.nearest) for answer in self.answers]
        rights = zip(self.questions, shown, self.right(), strict=True)
        return fmean(mark_f1(quotes[0], one.answers) for one, quotes, right in rights if right)


def run(options: Options) -> list[Row]:
    """Return what is right first with and without the reader, and what that costs."""
    folders = list(options.sets(SETS))
    sampled = {folder.name: sample(folder) for folder in folders}
    return [row for folder in folders for row in _set_rows(folder, sampled)]


def sample(folder: Path) -> tuple[list[Known], list[Known]]:
    """Return some of a set's questions with an answer, and some without."""
    data = load_set(folder)
    texts = {document.name: document.text for document in data.documents}
    found = [(question, golden_of(question, texts)) for question in data.questions]
    known = [Known(golden, one.answers, one.asked_of or "") for one, golden in found if golden]
    random.Random(SEED).shuffle(known)
    with_answer = [one for one in known if one.golden.places][:MOST]
    return with_answer, [one for one in known if not one.golden.places][: MOST // 2]


def _set_rows(folder: Path, sampled: dict[str, tuple[list[Known], list[Known]]]) -> Iterator[Row]:
    known, unknown = sampled[folder.name]
    with filled(corpus(folder)) as library, Library.open(library.library.folder, Config(reader="none")) as plain:
        fused = Asked.of(Filled(plain, library.names), known)
        for count in COUNTS:
            read = Asked.of(library, known, count)
            goal = FIRST[folder.name] if count == USUAL else None
            what = f"{folder.name}, {len(known)} questions: first sentence right, {count} passages read"
            yield Row(what, fused.first(), read.first(), "%", goal)
            yield Row("    median time", fused.milliseconds(), read.milliseconds(), "ms")
        yield Row("    mean reciprocal rank to 10", fused.reciprocal_rank(), read.reciprocal_rank())
        if folder.name == SETS[0]:
            yield Row("    token F1 of the marked words in a right sentence", fused.mark(), read.mark(), "%", Goal(0.8))
        yield from _refusal_rows(folder.name, fused, read, unknown, sampled)


def _refusal_rows(
    name: str, fused: Asked, read: Asked, unknown: Sequence[Known], sampled: dict[str, tuple[list[Known], list[Known]]]
) -> Iterator[Row]:
    """Yield how far the first score tells what has an answer, and how far it can be believed."""
    kinds = {f"{len(unknown)} without an answer": (unknown, APART.get(name))}
    if name == SETS[0] and SETS[1] in sampled:
        strangers = [*sampled[SETS[1]][0], *sampled[SETS[1]][1]]
        kinds[f"{len(strangers)} questions of {SETS[1]}"] = (strangers, Goal(0.99))
    for kind, (others, goal) in kinds.items():
        plain, ours = (auroc(one.scores(), Asked.of(one.library, others).scores()) for one in (fused, read))
        yield Row(f"    AUROC of the first score against {kind}", plain, ours, "", goal)
    yield Row(
        "    expected calibration error",
        _calibration(fused, Asked.of(fused.library, unknown)),
        _calibration(read, Asked.of(read.library, unknown)),
        "",
        Goal(0.05, "figure", "at most"),
    )


def _calibration(known: Asked, unknown: Asked) -> float:
    """Return the calibration error over documents that it was not fitted to, as many with an answer as without."""
    most = min(len(known.questions), len(unknown.questions))
    both = [
        (score, right)
        for some in (known, unknown)
        for one, score, right in list(zip(some.questions, some.scores(), some.right(), strict=True))[:most]
        if not even(one.document)
    ]
    return calibration_error(np.array([score for score, _ in both]), np.array([right for _, right in both]))
