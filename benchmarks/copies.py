"""A few thousand real sentences -> a library of any size: noised copies of their vectors, their texts shuffled.

Everything is written through the store, so the library is one like any other; only the encoder is spared.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import Article, Config, Library, Part
from index.config import model_of
from index.encode import Matrix
from index.indexing import RECIPE
from index.store import Database, Head, IndexedArticle, PassageRow, Store

NOISE = 0.5
"""Length of the noise beside a unit vector: a copy's cosine to its original is about 0.89, and no two are the same."""
PASSAGES = 8
"""Passages an article."""
BATCH = 250
"""Articles a transaction."""


@dataclass(frozen=True, slots=True)
class Material:
    """Real sentences: texts, vectors (n, dimension), terms, traits; the sizes of their passages, and their titles."""

    texts: list[str]
    vectors: Matrix
    terms: list[NDArray[np.uint32]]
    traits: NDArray[np.uint16]
    sizes: NDArray[np.int64]
    heads: list[Head]


def material(library: Library) -> Material:
    """Return the sentences of a library."""
    with library.reading() as view:
        assert view
        rows = list(view.store.passages_after(0, view.edition))
        heads = list(view.store.heads({row.article for row in rows}, view.edition).values())
    texts = [row.text[start:end] for row in rows for start, end in row.spans]
    terms = [part for row in rows for part in np.split(row.terms, np.cumsum(row.counts)[:-1].astype(int))]
    vectors, traits = np.concatenate([row.vectors for row in rows]), np.concatenate([row.traits for row in rows])
    return Material(texts, vectors, terms, traits, np.array([len(row.counts) for row in rows]), heads)


def write_copies(
    folder: Path, made_of: Material, sentences: int, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Write a library of at least so many sentences into a folder that has none."""
    chooser = np.random.default_rng(0)
    database, done, number = Database.open(folder / "library.db"), 0, 0
    with database.writing() as connection:
        store = Store(connection)
        edition = store.begin_edition(model_of(Config()).identity, made_of.vectors.shape[1], RECIPE, current=True)
        store.promote(edition)
    while done < sentences:
        with database.writing() as connection:
            store = Store(connection)
            for _ in range(BATCH):
                number += 1
                article, indexed = _article(number, made_of, chooser)
                store.put_indexed(store.put_article(article), edition, indexed)
                done += indexed.sentences
                if done >= sentences:
                    break
        progress(done)
    database.close()


def _article(number: int, made_of: Material, chooser: np.random.Generator) -> tuple[Article, IndexedArticle]:
    head = made_of.heads[chooser.integers(len(made_of.heads))]
    sizes = chooser.choice(made_of.sizes, PASSAGES)
    chosen = np.split(chooser.integers(len(made_of.texts), size=sizes.sum()), np.cumsum(sizes)[:-1])
    rows: list[PassageRow] = []
    for ordinal, places in enumerate(chosen):
        start = rows[-1].start + len(rows[-1].text) + 2 if rows else 0
        rows.append(_passage(made_of, chooser, places, ordinal, start))
    text = "\n\n".join(row.text for row in rows)
    parts = tuple(Part(row.start, row.start + len(row.text), "body") for row in rows)
    article = Article(f"copy-{number}", head.title, text, parts, language=head.language)
    return article, IndexedArticle(head.title_vector[None, :], head.title_terms, rows)


def _passage(
    made_of: Material, chooser: np.random.Generator, places: NDArray[np.int64], ordinal: int, start: int
) -> PassageRow:
    texts = [made_of.texts[place] for place in places]
    ends = np.cumsum([len(text) + 1 for text in texts]) - 1
    spans = np.stack([ends - [len(text) for text in texts], ends], axis=1)
    terms = [made_of.terms[place] for place in places]
    counts = np.array([len(some) for some in terms])
    vectors = _noised(made_of.vectors[places], chooser)
    text = " ".join(texts)
    return PassageRow(0, 0, ordinal, start, text, spans, vectors, np.concatenate(terms), counts, made_of.traits[places])


def _noised(vectors: Matrix, chooser: np.random.Generator) -> Matrix:
    noise = chooser.standard_normal(vectors.shape, np.float32) * np.float32(NOISE / vectors.shape[1] ** 0.5)
    moved = vectors + noise
    result: Matrix = moved / np.linalg.norm(moved, axis=1, keepdims=True)
    return result
