"""Question sets on disk: `corpus.jsonl[.gz]` and `questions.jsonl[.gz]` in a folder each."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """An article of a set."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and where its answer stands; `doc` is None where no article answers it."""

    id: str
    text: str
    doc: str | None
    answers: tuple[str, ...]
    start: int | None
    gold: tuple[str, ...]
    asked_of: str | None
    """The article that it was written about."""
    local: bool = False
    """It makes sense of that article alone."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A corpus with its questions."""

    name: str
    language: str
    documents: tuple[Document, ...]
    questions: tuple[Question, ...]


LANGUAGES = {
    "jsquad-dev": "ja",
    "jaquad-dev": "ja",
    "jaquad": "ja",
    "news-ja": "ja",
    "news-ja-dev": "ja",
    "tydiqa-ko": "ko",
    "news-ko": "ko",
    "news-ko-dev": "ko",
    "cmrc-dev": "zh",
}
"""Of the articles; all others are in English."""


def load_set(folder: Path, most_documents: int | None = None) -> QuestionSet:
    """Read a set, or the part of it about its first articles."""
    corpus = _lines(folder, "corpus")[:most_documents]
    documents = tuple(Document(row["doc"], row.get("title") or "", row["text"]) for row in corpus)
    names = {document.name for document in documents}
    questions = [_question(row) for row in _lines(folder, "questions")]
    kept = tuple(q for q in questions if q.asked_of in names or (q.asked_of is None and most_documents is None))
    return QuestionSet(folder.name, LANGUAGES.get(folder.name, "en"), documents, kept)


def _question(row: dict[str, Any]) -> Question:
    source = row["doc"] or (row.get("unanswerable_from") or {}).get("doc")
    answers = tuple(answer for answer in row.get("answers") or [] if answer)
    return Question(
        str(row["id"]),
        row["question"],
        row["doc"],
        answers,
        row["answer_start"],
        tuple(row.get("gold") or ()),
        source,
        row.get("kind") == "local",
    )


def _lines(folder: Path, stem: str) -> list[dict[str, Any]]:
    path = next(path for path in (folder / f"{stem}.jsonl", folder / f"{stem}.jsonl.gz") if path.exists())
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line]


def even(document: str) -> bool:
    """Tell whether a document of a development set serves to fit, and not to report."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % 2 == 0
