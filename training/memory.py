"""A library in memory: the engine's own candidates and features, without a database, over any part of a set."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.caches import Manifest
from index.config import Config, encoder_of
from index.encode import Encoder
from index.indexing import index_article
from index.ingest import read_text
from index.question import prepare, tidy
from index.rank.pool import Query
from index.search import View, term_names
from index.store import Edition, Head, PassageRow
from index.vectors import VectorIndex
from index.words import WordIndex
from training.sets import Document, QuestionSet

EDITION = Edition(1, "memory", "memory", 384, "memory")


@dataclass(frozen=True, slots=True)
class Indexed:
    """A set's documents, indexed once; `rows[i]` and `heads[i]` belong to document i."""

    rows: tuple[tuple[PassageRow, ...], ...]
    heads: tuple[Head, ...]
    queries: tuple[Query, ...]


class MemoryStore:
    """Answer what search asks of a store."""

    def __init__(self, rows: Iterable[PassageRow], heads: Iterable[Head]) -> None:
        self._rows = {row.id: row for row in rows}
        self._heads = {head.article: head for head in heads}

    def passages(self, ids: Iterable[int], _edition: Edition, _only: object = None) -> list[PassageRow]:
        return [self._rows[i] for i in sorted(ids) if i in self._rows]

    def heads(self, articles: Iterable[int], _edition: Edition) -> dict[int, Head]:
        return {article: self._heads[article] for article in articles}


def index_set(questions: QuestionSet, config: Config = Config()) -> Indexed:  # noqa: B008 - frozen
    """Index all documents of a set, and prepare its questions, with the model of a configuration."""
    encoder = encoder_of(config)
    rows, heads, after = [], [], 1
    for number, document in enumerate(questions.documents):
        made, head = _indexed(document, number, questions.language, encoder)
        rows.append(tuple(replace(row, id=after + i, article=number) for i, row in enumerate(made)))
        heads.append(head)
        after += len(made)
    queries = tuple(prepare(tidy(question.text), encoder) for question in questions.questions)
    return Indexed(tuple(rows), tuple(heads), queries)


def _indexed(document: Document, number: int, language: str, encoder: Encoder) -> tuple[Sequence[PassageRow], Head]:
    article = replace(read_text(document.text, title=document.title), language=language)
    made = index_article(article, encoder)
    head = Head(number, document.title, None, None, None, None, language, "", made.title_vector[0], made.title_terms)
    return made.passages, head


def memory_view(indexed: Indexed, documents: Sequence[int]) -> View:
    """Return a library of some of a set's documents."""
    rows = [row for number in sorted(documents) for row in indexed.rows[number]]
    heads = [indexed.heads[number] for number in documents]
    ids, vectors = np.concatenate([row.sentence_ids for row in rows]), np.concatenate([row.vectors for row in rows])
    folder = Path(tempfile.mkdtemp(prefix="summit-training-"))
    words = WordIndex.create(folder / "words", Manifest("memory", "memory", 384, "memory", 0, 0, ""))
    words.add(_documents(rows, indexed.heads))
    store: Any = MemoryStore(rows, heads)
    return View(store, EDITION, VectorIndex.build(384, iter([(ids, vectors)]), len(ids), rows[-1].id), words)


def _documents(rows: Sequence[PassageRow], heads: Sequence[Head]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        yield row.id, term_names(np.concatenate([row.terms, heads[row.article].title_terms]))
