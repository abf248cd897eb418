"""Passages: what indexing made of articles, as search reads it."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from index.store.connected import Connected, listed
from index.store.editions import Edition
from index.store.rows import (
    Head,
    IndexedArticle,
    PassageRow,
    pack_passage,
    pack_vectors,
    unpack_passage,
    unpack_vectors,
)

PASSAGE = "id, article, ordinal, start, text, spans, vectors, terms, counts, traits"
HEAD = """SELECT a.id, a.title, a.author, a.publisher, a.published, a.url, a.language, a.added,
    i.title_vector, i.title_terms
    FROM article a JOIN indexed i ON i.article = a.id AND i.edition = ?1"""


class Passages(Connected):
    """Write and read passages, and the heads of their articles."""

    def put_indexed(self, article: int, edition: Edition, made: IndexedArticle) -> None:
        """Write what indexing made of an article.

        Ids of passages go on from the clock's milliseconds: those given out after a backup was made must not be given
        again when it is put back, or the saved indexes would take the new sentences for the old.
        """
        self._sql.execute(
            "INSERT OR REPLACE INTO indexed VALUES (?, ?, ?, ?, ?, ?)",
            (
                article,
                edition.id,
                made.sentences,
                len(made.passages),
                pack_vectors(made.title_vector),
                np.ascontiguousarray(made.title_terms, "<u4").tobytes(),
            ),
        )
        first = max(self._highest_passage(), time.time_ns() // 1_000_000) + 1
        self._sql.executemany(
            """INSERT INTO passage (id, article, edition, ordinal, start, text, spans, vectors, terms, counts, traits)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            ((first + i, article, edition.id, *pack_passage(passage)) for i, passage in enumerate(made.passages)),
        )

    def passages_after(self, newest: int, edition: Edition) -> Iterator[PassageRow]:
        """Yield the passages of an edition with a higher id, in the order of their ids."""
        rows = self._sql.execute(
            f"SELECT {PASSAGE} FROM passage WHERE id > ? AND edition = ? ORDER BY id",
            (newest, edition.id),
        )
        return (unpack_passage(row, edition.dimension) for row in rows)

    def passages(self, ids: Iterable[int], edition: Edition, only: Collection[int] | None = None) -> list[PassageRow]:
        """Return those passages of an edition that are still there, by id; `only` of some articles."""
        rows = self._sql.execute(
            f"""SELECT {PASSAGE} FROM passage WHERE id IN (SELECT value FROM json_each(?1)) AND edition = ?2
                AND (?3 IS NULL OR article IN (SELECT value FROM json_each(?3))) ORDER BY id""",
            (listed(ids), edition.id, listed(only)),
        )
        return [unpack_passage(row, edition.dimension) for row in rows]

    def count_passages(self, articles: Collection[int], edition: Edition) -> int:
        """Return how many passages an edition has of some articles."""
        row = self._sql.execute(
            """SELECT coalesce(sum(passages), 0) FROM indexed
               WHERE article IN (SELECT value FROM json_each(?)) AND edition = ?""",
            (listed(articles), edition.id),
        ).fetchone()
        return int(row[0])

    def passages_of(self, articles: Iterable[int], edition: Edition) -> Iterator[PassageRow]:
        """Yield the passages of articles in their order."""
        rows = self._sql.execute(
            f"""SELECT {PASSAGE} FROM passage WHERE article IN (SELECT value FROM json_each(?)) AND edition = ?
                ORDER BY article, ordinal""",
            (listed(articles), edition.id),
        )
        return (unpack_passage(row, edition.dimension) for row in rows)

    def bounds(self, article: int, edition: Edition) -> list[tuple[int, int]]:
        """Return where an edition has each sentence of an article start and end in its text."""
        rows = self._sql.execute(
            "SELECT start, spans FROM passage WHERE article = ? AND edition = ? ORDER BY ordinal",
            (article, edition.id),
        )
        spans = [start + np.frombuffer(packed, "<i4").reshape(-1, 2) for start, packed in rows]
        return [(int(start), int(end)) for passage in spans for start, end in passage]

    def neighbour(self, article: int, edition: Edition, ordinal: int) -> PassageRow | None:
        """Return the passage of an article at a place."""
        row = self._sql.execute(
            f"SELECT {PASSAGE} FROM passage WHERE article = ? AND edition = ? AND ordinal = ?",
            (article, edition.id, ordinal),
        ).fetchone()
        return unpack_passage(row, edition.dimension) if row else None

    def heads(self, articles: Iterable[int], edition: Edition) -> dict[int, Head]:
        """Return what search needs of articles beside their passages, by id."""
        rows = self._sql.execute(
            f"{HEAD} WHERE a.id IN (SELECT value FROM json_each(?2))",
            (edition.id, listed(articles)),
        )
        return {row[0]: _head(row, edition) for row in rows}

    def newest_heads(self, most: int, edition: Edition, only: Collection[int] | None = None) -> list[Head]:
        """Return the articles published last, newest first; of `only` some, where they are given."""
        where, given = (
            ("", ()) if only is None else ("WHERE a.id IN (SELECT value FROM json_each(?3))", (listed(only),))
        )
        rows = self._sql.execute(
            f"{HEAD} {where} ORDER BY coalesce(a.published, '') DESC, a.id DESC LIMIT ?2", (edition.id, most, *given)
        )
        return [_head(row, edition) for row in rows]


def _head(row: Sequence[Any], edition: Edition) -> Head:
    identity, title, author, publisher, published, url, language, added, vector, terms = row
    title_vector = unpack_vectors(vector, edition.dimension)[0]
    title_terms = np.frombuffer(terms, "<u4")
    return Head(identity, title, author, publisher, published, url, language, added, title_vector, title_terms)
