"""A golden question and what was answered -> a judgement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.evaluation.golden import Golden
from index.evaluation.places import Spot
from index.records import Answer, Quote

_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_ARTICLES = {"a", "an", "the"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A golden question, and how it was answered."""

    golden: Golden
    answered: bool
    """False: "not in the articles"."""
    rank: int | None
    """The place of the first quote that holds the answer, among those shown or, where it was refused, the nearest."""
    score: float | None
    """The score of the first of them; None where there is none."""
    quoted: str | None
    """The first of them."""
    title: str | None
    """The title of the article it is from."""
    mark_f1: float | None
    """How well the marked words are the answer, 0 to 1; None where the first quote is wrong, or no words are known."""

    @property
    def answerable(self) -> bool:
        """Tell whether an article answers the question."""
        return bool(self.golden.places)

    @property
    def first(self) -> bool:
        """Tell whether the first quote holds the answer, shown or not."""
        return self.rank == 1

    @property
    def right(self) -> bool:
        """Tell whether it was answered with the right quote first, or rightly refused."""
        return self.first if self.answered else not self.answerable


def judge(golden: Golden, spots: Sequence[Spot], answer: Answer) -> Judged:
    """Return how good an answer is to a question whose answer stands at `spots`."""
    if answer.facts and not answer.quotes:
        return _judge_fact(golden, spots, answer)
    ranking = answer.quotes or answer.nearest
    rank = next((i for i, quote in enumerate(ranking, 1) if any(spot.held_by(quote) for spot in spots)), None)
    first = ranking[0] if ranking else None
    marked = mark_f1(first, golden.answers) if first and rank == 1 and answer.found and _tells_words(golden) else None
    score, quoted, title = (first.score, first.text, first.title) if first else (None, None, None)
    return Judged(golden, answer.found, rank, score, quoted, title, marked)


def mark_f1(quote: Quote, answers: Sequence[str]) -> float:
    """Return the token F1 of the marked words against the best of the answers (Rajpurkar et al., 2016)."""
    marked = " ".join(quote.text[start - quote.start : end - quote.start] for start, end in quote.mark or ())
    return max((_f1(_tokens(marked), _tokens(answer)) for answer in answers), default=0.0)


def _tells_words(golden: Golden) -> bool:
    """Tell whether the answering words are known; beside whole sentences stand answers in somebody's own words."""
    return bool(golden.answers) and any(place.starts for place in golden.places)


def _f1(found: Counter[str], wanted: Counter[str]) -> float:
    shared = (found & wanted).total()
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def _tokens(text: str) -> Counter[str]:
    """Count words without articles, and in unspaced script characters."""
    return Counter(token for token in _TOKEN.findall(text.casefold()) if token not in _ARTICLES)


def _judge_fact(golden: Golden, spots: Sequence[Spot], answer: Answer) -> Judged:
    homes = {(spot.source, spot.article) for spot in spots}
    wanted = [_tokens(text) for text in golden.answers]
    held = any((fact.source, fact.article) in homes and _tokens(fact.value) in wanted for fact in answer.facts)
    fact = answer.facts[0]
    return Judged(golden, True, 1 if held else None, None, f"{fact.field}: {fact.value}", fact.title, None)
