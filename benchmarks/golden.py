"""Questions whose answers are known, and when a sentence holds one.

A sentence holds an answer when it stands in the right article and the answer's first character is in it, or, where a
set marks whole sentences, when it covers most of one, or lies mostly in one that is cut otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.sets import Question, QuestionSet

QUESTIONS = Path(__file__).with_name("questions")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and where its answer stands, by article; nowhere where nothing answers it."""

    text: str
    places: Mapping[str, Sequence[Span]]
    kind: str = ""

    def held_by(self, article: str, start: int, end: int) -> bool:
        """Tell whether the sentence at these offsets holds the answer."""
        spans = self.places.get(article, ())
        return any(covers(start, end, left, right) for left, right in spans)


def covers(start: int, end: int, left: int, right: int) -> bool:
    """Tell whether a sentence and a marked part of the text are mostly the same: more than half of the shorter one."""
    return min(end, right) - max(start, left) > min(right - left, end - start) / 2


def golden_of_set(data: QuestionSet) -> list[Golden]:
    """Return the questions of a set whose answers can be placed in its articles, and those without an answer."""
    texts = {document.name: document.text for document in data.documents}
    found = [golden_of(question, texts) for question in data.questions]
    return [golden for golden in found if golden is not None]


def golden_of_file(name: str) -> list[Golden]:
    """Return the questions of a file of our own."""
    rows = [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines()]
    return [Golden(row["question"], _places(row), row.get("kind", "")) for row in rows]


def golden_of(question: Question, texts: Mapping[str, str]) -> Golden | None:
    """Return a question of a set, or None where its answer cannot be placed in the articles' texts."""
    if question.doc is None:
        return Golden(question.text, {})
    spans = spans_of(question, texts[question.doc])
    return Golden(question.text, {question.doc: spans}) if spans else None


def spans_of(question: Question, text: str) -> list[Span]:
    """Return where the answer begins, and every sentence that the set marks."""
    begins = [] if question.start is None else [(question.start, question.start + 1)]
    return [*begins, *(span for gold in question.gold if (span := _find(gold, text)))]


def _find(gold: str, text: str) -> Span | None:
    """Return where a marked sentence stands; sets change white space and punctuation when they take one out."""
    if (at := text.find(gold)) >= 0:
        return at, at + len(gold)
    words = re.findall(r"\w+", gold)
    loose = re.search(r"\W+".join(map(re.escape, words)), text) if words else None
    return loose.span() if loose else None


def _places(row: dict[str, Any]) -> dict[str, list[Span]]:
    if row["doc"] is None:
        return {}
    places: dict[str, list[Span]] = {row["doc"]: [(at, at + 1) for at in row.get("also_starts", [])]}
    for place in [row, *row.get("also", [])]:
        places.setdefault(place["doc"], []).append((place["answer_start"], place["answer_start"] + 1))
    return places
