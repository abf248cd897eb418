"""Questions -> groups of candidates with their features and labels, as the engine would see them.

Each set serves as one large library and as many small ones of a few articles, where the questions about other articles,
and those of another set, have no answer: a score must mean the same in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.golden import spans_of
from index.evaluation.places import covers
from index.rank.features import features
from index.rank.pool import Pool, Query
from index.search import View, gather
from training.memory import Indexed, memory_view
from training.sets import Question, QuestionSet

HARD, EASY = 40, 8
MOST_STRANGERS = 1000
SMALL_SIZES = (1, 2, 3, 6, 8, 10, 20)


@dataclass(frozen=True, slots=True)
class Group:
    """A question's candidates: features (n, f), which hold the answer (n,), which may and are not counted (n,)."""

    features: NDArray[np.float32]
    holds: NDArray[np.bool_]
    unclear: NDArray[np.bool_]


def large_groups(
    data: QuestionSet, indexed: Indexed, most: int, seed: int, strangers: Sequence[Query] = ()
) -> Iterator[Group]:
    """Yield groups of questions asked of the whole set as one library, and of strangers' questions."""
    chooser = np.random.default_rng(seed)
    view = memory_view(indexed, range(len(data.documents)))
    clear = [i for i in chooser.permutation(len(data.questions)) if not data.questions[i].local]
    for i in clear[:most]:
        yield from _group(view, indexed.queries[i], data, data.questions[i], chooser)
    for i in chooser.permutation(len(strangers))[:MOST_STRANGERS]:
        yield from _group(view, strangers[i], data, None, chooser)


def small_groups(
    data: QuestionSet, indexed: Indexed, strangers: Sequence[Query], libraries: int, seed: int
) -> Iterator[Group]:
    """Yield groups of questions asked of small libraries, some of them about other articles or of other sets."""
    chooser = np.random.default_rng(seed)
    by_document = defaultdict(list)
    for i, question in enumerate(data.questions):
        by_document[question.asked_of].append(i)
    names = [document.name for document in data.documents]
    for _ in range(libraries):
        size = max(1, min(int(chooser.choice(SMALL_SIZES)), len(names) - 1))
        held = chooser.choice(len(names), size, replace=False)
        view = memory_view(indexed, held)
        own = [i for number in held for i in by_document[names[number]] if size == 1 or not data.questions[i].local]
        for i in chooser.permutation(own)[:30]:
            yield from _group(view, indexed.queries[i], data, data.questions[i], chooser)
        others = [i for i in chooser.permutation(len(data.questions))[:60] if i not in set(own)]
        for i in others[:9]:
            yield from _group(view, indexed.queries[i], data, None, chooser)
        for i in chooser.permutation(len(strangers))[:6]:
            yield from _group(view, strangers[i], data, None, chooser)


def _group(
    view: View, query: Query, data: QuestionSet, question: Question | None, chooser: np.random.Generator
) -> Iterator[Group]:
    pool, statistics = gather([view], query)
    if not len(pool):
        return
    holds = holding(pool, data, question) if question else np.zeros(len(pool), bool)
    if question and question.doc is not None and not holds.any():
        return
    found = features(query, pool, statistics)
    doubtful = unclear(pool, question) & ~holds
    # Meaning plus words in the sentence and its passage: a plain sum that finds what is hard to tell apart.
    hard = np.argsort(-(found[:, 0] + 0.3 * found[:, 1] + 0.4 * found[:, 7] + 0.2 * found[:, 8]))[:HARD]
    easy = chooser.choice(len(pool), min(EASY, len(pool)), replace=False)
    kept = np.unique(np.concatenate([hard, easy, np.flatnonzero(holds)]))
    yield Group(found[kept], holds[kept], doubtful[kept])


def holding(pool: Pool, data: QuestionSet, question: Question) -> NDArray[np.bool_]:
    """Return which sentences hold the answer: its first character, or a sentence that the set marks."""
    holds = np.zeros(len(pool), bool)
    if question.doc is None:
        return holds
    numbers = {document.name: number for number, document in enumerate(data.documents)}
    number = numbers[question.doc]
    spans = spans_of(question, data.documents[number].text)
    for i in range(len(pool)):
        if pool.heads[pool.passage_of[i]].article == number:
            holds[i] = any(covers(pool.span(i), span) for span in spans)
    return holds


def unclear(pool: Pool, question: Question | None) -> NDArray[np.bool_]:
    """Return which sentences hold the answer's words elsewhere: they may well answer too."""
    answers = [answer for answer in question.answers if len(answer) > 2] if question and question.doc else []
    return np.array([any(answer in pool.sentence(i) for answer in answers) for i in range(len(pool))], bool)
