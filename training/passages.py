"""Mine what the reader learns from: `python -m training.passages QA_FOLDER --out FOLDER`.

Each question of a set is asked of the whole set as one library, or of its article alone where it makes sense there
only. It gives the passages that the fused search finds best, as the engine would hand them to the reader, and all that
hold the answer. QA_FOLDER is that of `training.fusion`; each of its sets becomes `NAME.jsonl.gz`.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.config import Config, models_of
from index.encode.models import PACKAGED
from index.rank.features import features
from index.rank.pool import Pool
from index.search import View, gather
from index.store import PassageRow
from training.groups import holding, unclear
from training.memory import Indexed, index_set, memory_view
from training.sets import Question, QuestionSet, load_set

BEST = 6
LEARNT = (
    "newsroom",
    "wikinews",
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
    "jaquad",
    "tydiqa-ko",
    "cmrc-dev",
    "news-ja",
    "news-ko",
    "cross",
)
REPORTED = ("news-dev", "squad20-dev", "clapnq-dev")
ABROAD = ("news-ja-dev", "news-ko-dev", "cross-dev")
"""Sets for choosing and reporting, never for learning: in English, and in Japanese and Korean."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with the log-odds that the fused search gives it."""

    text: str
    holds: bool
    unclear: bool
    """It holds the answer's words elsewhere: it may answer too."""
    span: tuple[int, int] | None
    """Where in it the answer stands, where the set says so."""
    logit: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences, under their article's title, after the last sentence before them."""

    title: str
    before: str
    sentences: tuple[Sentence, ...]

    @property
    def holds(self) -> bool:
        """Tell whether one of the sentences answers."""
        return any(one.holds for one in self.sentences)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its passages, best first; `doc` is the article that it was written about."""

    question: str
    answerable: bool
    doc: str | None
    passages: tuple[Passage, ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, default=Path("data/passages"))
    arguments.add_argument("--sets", nargs="+", choices=LEARNT + REPORTED + ABROAD, default=LEARNT + REPORTED)
    arguments.add_argument("--articles", type=int, help="articles of a set at most")
    arguments.add_argument("--most", type=int, help="questions of a set at most")
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--model", default=PACKAGED, help="the encoder that searches")
    options = arguments.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.sets:
        folder = options.folder / name if name in REPORTED + ABROAD else options.folder / "train" / name
        data = load_set(folder, options.articles)
        count = write_passages(
            options.out / f"{name}.jsonl.gz", mine(data, options.seed, options.most, Config(options.model))
        )
        print(f"{name}: {count} questions", flush=True)


def mine(
    data: QuestionSet,
    seed: int,
    most: int | None = None,
    config: Config = Config(),  # noqa: B008 - frozen
) -> Iterator[Asked]:
    """Yield a set's questions with their passages, in an order that the seed decides."""
    indexed = index_set(data, config)
    libraries, network, neighbours = Libraries(data, indexed), models_of(config).fusion(), Neighbours(indexed)
    for i in np.random.default_rng(seed).permutation(len(data.questions))[:most]:
        question, query = data.questions[i], indexed.queries[i]
        pool, statistics = gather([libraries.asked(question)], query)
        holds = holding(pool, data, question) if len(pool) else np.zeros(0, bool)
        if not len(pool) or (question.doc is not None and not holds.any()):
            continue
        logits = network.logits(features(query, pool, statistics))
        yield _asked(data, question, pool, holds, logits, neighbours)


class Libraries:
    """What questions of a set are asked of: all its articles, or one alone."""

    def __init__(self, data: QuestionSet, indexed: Indexed) -> None:
        self._numbers = {document.name: number for number, document in enumerate(data.documents)}
        self._indexed = indexed
        self._all = memory_view(indexed, range(len(data.documents)))
        self._alone = lru_cache(None)(lambda number: memory_view(indexed, [number]))

    def asked(self, question: Question) -> View:
        """Return the library that a question is asked of."""
        if question.local and question.asked_of is not None:
            return self._alone(self._numbers[question.asked_of])
        return self._all


def _asked(
    data: QuestionSet,
    question: Question,
    pool: Pool,
    holds: NDArray[np.bool_],
    logits: NDArray[np.float32],
    neighbours: Neighbours,
) -> Asked:
    doubtful = unclear(pool, question) & ~holds

    def sentence(i: int) -> Sentence:
        span = _span(data, question, pool, i) if holds[i] else None
        return Sentence(pool.sentence(i), bool(holds[i]), bool(doubtful[i]), span, float(logits[i]))

    passages = []
    for at in range(len(pool.passages)):
        inside = pool.inside(at)
        before = neighbours.before(pool, inside[0])
        passages.append(Passage(pool.heads[at].title, before, tuple(sentence(i) for i in inside)))
    passages.sort(key=lambda one: -max(sentence.logit for sentence in one.sentences))
    kept = [*passages[:BEST], *(one for one in passages[BEST:] if one.holds)]
    return Asked(question.text, question.doc is not None, question.asked_of, tuple(kept))


def _span(data: QuestionSet, question: Question, pool: Pool, i: int) -> tuple[int, int] | None:
    if question.start is None:
        return None
    text = data.documents[pool.heads[pool.passage_of[i]].article].text
    said = next((answer for answer in question.answers if text.startswith(answer, question.start)), None)
    start, end = pool.span(i)
    if not said or not start <= question.start < end:
        return None
    return question.start - start, min(question.start + len(said), end) - start


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


def write_passages(path: Path, asked: Iterable[Asked]) -> int:
    """Write questions with their passages as JSON lines and return how many they were."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for count, one in enumerate(asked, 1):  # noqa: B007 - the last number is the count
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
    return count


def read_passages(path: Path, most: int | None = None) -> list[Asked]:
    """Return the questions of a file, or its first ones."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [_read(json.loads(line)) for line, _ in zip(file, range(most or 10**9), strict=False)]


def _read(row: dict[str, Any]) -> Asked:
    passages = tuple(
        Passage(one["title"], one["before"], tuple(_read_sentence(found) for found in one["sentences"]))
        for one in row["passages"]
    )
    return Asked(row["question"], row["answerable"], row["doc"], passages)


def _read_sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(**row | {"span": tuple(row["span"]) if row["span"] else None})


if __name__ == "__main__":
    main()
