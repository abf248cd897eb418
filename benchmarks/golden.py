"""Questions whose answers are known, and when a sentence holds one.

A sentence holds an answer when it stands in the right article and the answer's first character is in it, or, where a
set marks whole sentences, when it covers most of one: the rule of `summit eval`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.evaluation.places import Text, covers
from index.records import Span
from training.sets import Question, QuestionSet

QUESTIONS = Path(__file__).with_name("questions")


@dataclass(frozen=True, slots=True)
class Golden:
    """A question and where its answer stands, by article; nowhere where nothing answers it."""

    text: str
    places: Mapping[str, Sequence[Span]]
    kind: str = ""

    def held_by(self, article: str, start: int, end: int) -> bool:
        """Tell whether the sentence at these offsets holds the answer."""
        spans = self.places.get(article, ())
        return any(covers((start, end), span) for span in spans)


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
    return [*begins, *(span for gold in question.gold if (span := _text(text).find(gold)))]


@lru_cache(64)
def _text(text: str) -> Text:
    """Return a text as sentences are found in it; questions about one article mostly follow each other."""
    return Text.of(text)


def _places(row: dict[str, Any]) -> dict[str, list[Span]]:
    if row["doc"] is None:
        return {}
    places: dict[str, list[Span]] = {row["doc"]: [(at, at + 1) for at in row.get("also_starts", [])]}
    for place in [row, *row.get("also", [])]:
        places.setdefault(place["doc"], []).append((place["answer_start"], place["answer_start"] + 1))
    return places
