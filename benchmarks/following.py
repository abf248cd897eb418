"""Follow-ups on news: a question that leaves to the one before it what it is about, and one that begins anew.

The plain way asks each by itself. A follow-up hangs on what Summit has said to the first question, right or not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.figures import auroc, rank_of, top_score
from benchmarks.golden import QUESTIONS, Golden, golden_of
from benchmarks.libraries import Filled, corpus, filled
from benchmarks.options import Options
from benchmarks.report import Row
from index import Answer, Before, ask, before_of
from training.sets import even, load_set

SETS = ("news-dev",)
APART = 37
"""How far from its own place in the list the first question stands that another one is asked after."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and the one that follows it; `fitted` where the article served to choose the rules."""

    first: str
    golden: Golden
    fitted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What Summit said to a follow-up, alone and after the first question."""

    pair: Pair
    alone: Answer
    after: Answer


def run(options: Options) -> list[Row]:
    """Return the figures of each set that is there."""
    return [row for folder in options.sets(SETS) for row in _rows_of(folder, options.show)]


def _rows_of(folder: Path, show: bool) -> Iterator[Row]:
    with filled(corpus(folder)) as library:
        pairs = list(_pairs())
        before = {first: _before(library, first) for first in {one.first for one in pairs}}
        said = [_said(library, one, before[one.first]) for one in pairs]
        known = [one for one in said if one.pair.golden.places]
        yield from _rows(library, "that leave it to the last question", known, show)
        unseen = [one for one in known if not one.pair.fitted]
        yield _right(library, "    of articles that served to choose no rule", unseen)
        yield from _refusals(library, known, [one for one in said if not one.pair.golden.places])
        anew = [_said(library, one, before[one.first]) for one in _anew(folder, pairs)]
        yield from _rows(library, "that begin anew, after another article's", anew, show)


def _pairs() -> Iterator[Pair]:
    for line in (QUESTIONS / "follow-ups.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        places = {row["doc"]: [(row["answer_start"], row["answer_start"] + 1)]} if row["doc"] else {}
        yield Pair(row["first"], Golden(row["question"], places), bool(row["doc"]) and even(row["doc"]))


def _anew(folder: Path, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the set's own questions, each after a first question about another article."""
    data = load_set(folder)
    texts = {document.name: document.text for document in data.documents}
    own = [one for one in data.questions if one.doc and not one.local]
    for place, question in enumerate(own):
        golden, pair = golden_of(question, texts), pairs[place * APART % len(pairs)]
        if golden and not pair.golden.places.keys() & golden.places.keys():
            yield Pair(pair.first, golden, even(question.doc or ""))


def _before(library: Filled, first: str) -> Before:
    return before_of(ask([library.library], first))


def _said(library: Filled, pair: Pair, before: Before) -> Said:
    question = pair.golden.text
    return Said(pair, ask([library.library], question), ask([library.library], question, before=before))


def _rows(library: Filled, what: str, said: Sequence[Said], show: bool) -> Iterator[Row]:
    yield _right(library, f"{len(said)} questions {what}: first sentence right", said)
    yield _right(library, "    one of the first three", said, 3)
    useful = [fmean(one.found and _is_right(library, each.pair, one) for each, one in some) for some in _ways(said)]
    yield Row("    answered, and the first right", *useful, "%")
    if show:
        for one in said:
            if not _is_right(library, one.pair, one.after):
                print(f"missed: {one.pair.first} {one.pair.golden.text} (about {one.after.about})")


def _right(library: Filled, what: str, said: Sequence[Said], most: int = 1) -> Row:
    shares = [fmean(_is_right(library, each.pair, one, most) for each, one in some) for some in _ways(said)]
    return Row(what, *shares, "%")


def _ways(said: Sequence[Said]) -> tuple[list[tuple[Said, Answer]], list[tuple[Said, Answer]]]:
    return [(one, one.alone) for one in said], [(one, one.after) for one in said]


def _is_right(library: Filled, pair: Pair, answer: Answer, most: int = 1) -> bool:
    rank = rank_of(pair.golden, library.ranking(answer))
    return rank is not None and rank <= most


def _refusals(library: Filled, known: Sequence[Said], unknown: Sequence[Said]) -> Iterator[Row]:
    refused = [fmean(not one.found for _, one in some) for some in _ways(unknown)]
    yield Row(f"    refused of {len(unknown)} near misses", *refused, "%")
    scores = [
        auroc(*([top_score(library.ranking(one)) for _, one in some] for some in both))
        for both in zip(_ways(known), _ways(unknown), strict=True)
    ]
    yield Row("    AUROC of the first score", *scores)
