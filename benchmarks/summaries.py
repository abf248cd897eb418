"""How near is a summary of three sentences to a person's? The plain way is the first three sentences of the article."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import fmean

from benchmarks.libraries import Filled, corpus, filled
from benchmarks.options import Options
from benchmarks.report import Goal, Row
from benchmarks.rouge import f1, grams, rouge

SETS = ("summaries",)
WANTED = 3
SIZES = (1, 2)
Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An article's sentences, what people wrote as its summary, and what Summit chose."""

    name: str
    sentences: Sentences
    references: Sequence[str]
    chosen: Sentences

    @property
    def lead(self) -> Sentences:
        return self.sentences[:WANTED]

    def score(self, chosen: Sentences, size: int) -> float:
        return rouge(" ".join(chosen), self.references, size)

    def best(self, size: int) -> float:
        """Return the highest score that as many sentences can reach, n-grams across two of them left out."""
        pieces = [grams(sentence, size) for sentence in self.sentences]
        wanted = [grams(reference, size) for reference in self.references]
        sums = (sum(some[1:], some[0]) for some in combinations(pieces, min(WANTED, len(pieces))))
        return max(f1(own, other) for own in sums for other in wanted)


def run(options: Options) -> list[Row]:
    """Return ROUGE-1 and ROUGE-2 of the lead, of Summit's summaries and of the best that there are."""
    return [row for folder in options.sets(SETS) for row in _set_rows(folder, options)]


def _set_rows(folder: Path, options: Options) -> Iterator[Row]:
    with filled(corpus(folder)) as library:
        cases = list(_cases(library, _references(folder)))
    if options.show:
        _show_below(cases)
    for size in SIZES:
        what = f"{folder.name}, {len(cases)} articles: ROUGE-{size} F1 of {WANTED} sentences"
        lead, summit = (_mean(cases, way, size) for way in (lambda one: one.lead, lambda one: one.chosen))
        yield Row(what, lead, summit, goal=Goal(1.0, "ratio"))
        yield Row("    the best by hindsight", lead, fmean(case.best(size) for case in cases))


def _mean(cases: Sequence[Case], way: Callable[[Case], Sentences], size: int) -> float:
    return fmean(case.score(way(case), size) for case in cases)


def _cases(library: Filled, references: Mapping[str, Sequence[str]]) -> Iterator[Case]:
    sentences: dict[str, list[str]] = {}
    for one in library.sentences():
        sentences.setdefault(one.article, []).append(one.text)
    for number, name in library.names.items():
        chosen = library.library.summarise(number, sentences=WANTED).sentences
        yield Case(name, tuple(sentences[name]), references[name], tuple(line.text for line in chosen))


def _references(folder: Path) -> dict[str, Sequence[str]]:
    path = next(folder.glob("corpus.jsonl*"))
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = (json.loads(line) for line in data.decode().split("\n") if line)
    return {row["doc"]: row["summaries"] for row in rows}


def _show_below(cases: Sequence[Case]) -> None:
    for case in cases:
        lead, chosen = (case.score(some, SIZES[-1]) for some in (case.lead, case.chosen))
        if chosen < lead:
            print(f"{case.name}: ROUGE-{SIZES[-1]} {chosen:.3f}, the lead {lead:.3f}", *case.chosen, sep="\n    ")
