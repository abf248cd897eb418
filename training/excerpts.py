"""Mine what the reader learns from: `python -m training.excerpts QA_FOLDER --out FOLDER`.

Each question of a set is asked of the whole set as one library, and gives the fused search's best sentences, as the
engine would hand them to the reader, and all that hold the answer. QA_FOLDER is that of `training.fusion`; each of its
sets becomes `NAME.jsonl.gz`.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.rank.features import features
from index.rank.fusion import load_fusion
from index.rank.pool import Pool
from index.search import gather
from index.store import PassageRow
from training.groups import holding, unclear
from training.memory import Indexed, index_set, memory_view
from training.sets import Question, QuestionSet, load_set

BEST = 24
LEARNT = (
    "squad20",
    "squad-part",
    "qed",
    "squadshifts-wiki",
    "selqa",
    "tydiqa-en",
    "mlqa-en",
    "hotpot-part",
    "fairytaleqa",
    "covidqa",
)
REPORTED = ("squad20-dev", "clapnq-dev")
"""Sets for choosing and reporting, never for learning."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence in its context, with the log-odds that the fused search gives it."""

    title: str
    before: str
    text: str
    holds: bool
    unclear: bool
    """It holds the answer's words elsewhere: it may answer too."""
    span: tuple[int, int] | None
    """Where in it the answer stands, where the set says so."""
    logit: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A question and its candidates, best first."""

    question: str
    answerable: bool
    candidates: tuple[Candidate, ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("data/excerpts"))
    arguments.add_argument("--sets", nargs="+", choices=LEARNT + REPORTED, default=LEARNT + REPORTED)
    arguments.add_argument("--seed", type=int, default=0)
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.sets:
        data = load_set(options.folder / name if name in REPORTED else options.folder / "train" / name)
        count = write_excerpts(options.out / f"{name}.jsonl.gz", mine(data, options.seed))
        print(f"{name}: {count} questions", flush=True)


def mine(data: QuestionSet, seed: int) -> Iterator[Excerpt]:
    """Yield the excerpts of a set's questions, in an order that the seed decides."""
    indexed = index_set(data)
    view = memory_view(indexed, range(len(data.documents)))
    network, neighbours = load_fusion(), Neighbours(indexed)
    for i in np.random.default_rng(seed).permutation(len(data.questions)):
        question, query = data.questions[i], indexed.queries[i]
        pool, statistics = gather([view], query)
        holds = holding(pool, data, question) if len(pool) else np.zeros(0, bool)
        if not len(pool) or (question.doc is not None and not holds.any()):
            continue
        logits = network.logits(features(query, pool, statistics))
        yield _excerpt(data, question, pool, holds, logits, neighbours)


def _excerpt(
    data: QuestionSet,
    question: Question,
    pool: Pool,
    holds: NDArray[np.bool_],
    logits: NDArray[np.float32],
    neighbours: Neighbours,
) -> Excerpt:
    order = np.argsort(-logits)
    kept = [*order[:BEST], *(i for i in order[BEST:] if holds[i])]
    doubtful = unclear(pool, question) & ~holds
    candidates = tuple(
        Candidate(
            pool.heads[pool.passage_of[i]].title,
            neighbours.before(pool, i),
            pool.sentence(i),
            bool(holds[i]),
            bool(doubtful[i]),
            _span(data, question, pool, i) if holds[i] else None,
            float(logits[i]),
        )
        for i in kept
    )
    return Excerpt(question.text, question.doc is not None, candidates)


def _span(data: QuestionSet, question: Question, pool: Pool, i: int) -> tuple[int, int] | None:
    if question.start is None:
        return None
    text = data.documents[pool.heads[pool.passage_of[i]].article].text
    said = next((answer for answer in question.answers if text.startswith(answer, question.start)), None)
    start, end = pool.span(i)
    return (question.start - start, min(question.start + len(said), end) - start) if said else None


class Neighbours:
    """The sentence before each one, also across the border of two passages."""

    def __init__(self, indexed: Indexed) -> None:
        self._rows = {(row.article, row.ordinal): row for rows in indexed.rows for row in rows}

    def before(self, pool: Pool, i: int) -> str:
        """Return the text of the sentence before a candidate, or nothing at an article's start."""
        row, place = pool.passages[pool.passage_of[i]], int(pool.place[i])
        if place:
            return _sentence(row, place - 1)
        previous = self._rows.get((row.article, row.ordinal - 1))
        return _sentence(previous, -1) if previous is not None and len(previous.spans) else ""


def _sentence(row: PassageRow, place: int) -> str:
    start, end = row.spans[place]
    return row.text[start:end]


def write_excerpts(path: Path, excerpts: Iterable[Excerpt]) -> int:
    """Write excerpts as JSON lines and return how many they were."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for count, excerpt in enumerate(excerpts, 1):  # noqa: B007 - the last number is the count
            file.write(json.dumps(asdict(excerpt), ensure_ascii=False) + "\n")
    return count


def read_excerpts(path: Path, most: int | None = None) -> list[Excerpt]:
    """Return the excerpts of a file, or its first ones."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_read(json.loads(line)) for line, _ in zip(file, range(most or 10**9), strict=False)]


def _read(row: dict[str, object]) -> Excerpt:
    found = row["candidates"]
    assert isinstance(found, list)
    candidates = (Candidate(**one | {"span": tuple(one["span"]) if one["span"] else None}) for one in found)
    return Excerpt(str(row["question"]), bool(row["answerable"]), tuple(candidates))
