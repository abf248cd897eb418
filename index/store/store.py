"""The questions that the house asks of its database, and the changes that it makes."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import numpy as np

from index.encode import Matrix
from index.records import Article, Entry, Part
from index.store.rows import (
    Head,
    IndexedArticle,
    PassageRow,
    pack_passage,
    pack_vectors,
    unpack_passage,
    unpack_vectors,
)
from index.terms import Terms

EDITION = "id, token, model, dimension, recipe"
PASSAGE = "id, article, ordinal, start, text, spans, vectors, terms, counts, traits"
ENTRY = "a.id, a.title, a.author, a.publisher, a.published, a.url, a.language, coalesce(i.sentences, 0), a.added"


HEAD = """SELECT a.id, a.title, a.author, a.publisher, a.published, a.url, a.language, a.added,
    i.title_vector, i.title_terms
    FROM article a JOIN indexed i ON i.article = a.id AND i.edition = ?"""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which model and recipe made the derived rows."""

    id: int
    token: str
    """A random name: no two editions of any library share it."""
    model: str
    dimension: int
    recipe: str


@dataclass(frozen=True, slots=True)
class State:
    """What a derived index compares itself with."""

    newest: int
    """The highest passage id of an edition."""
    highest: int
    """The highest passage id ever given out."""
    passages: int
    sentences: int
    """How many of an edition are alive."""


class Store:
    """Read and change the database through one connection, inside the transaction that lends it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    def edition(self) -> Edition | None:
        """Return the edition that answers, or None before the first article."""
        row = self._sql.execute(f"SELECT {EDITION} FROM edition WHERE current = 1").fetchone()
        return Edition(*row) if row else None

    def building(self) -> Edition | None:
        """Return the edition that a reindex is building, or had begun when it was killed."""
        row = self._sql.execute(
            f"""SELECT {EDITION} FROM edition WHERE id > coalesce((SELECT id FROM edition WHERE current = 1), 0)
                ORDER BY id DESC"""
        ).fetchone()
        return Edition(*row) if row else None

    def begin_edition(self, model: str, dimension: int, recipe: str, *, current: bool) -> Edition:
        """Start an edition."""
        token = uuid4().hex
        cursor = self._sql.execute(
            "INSERT INTO edition (token, model, dimension, recipe, current) VALUES (?, ?, ?, ?, ?)",
            (token, model, dimension, recipe, int(current)),
        )
        return Edition(cursor.lastrowid or 0, token, model, dimension, recipe)

    def promote(self, edition: Edition) -> None:
        """Let an edition answer from now on; the rows of others are swept away later."""
        self._sql.execute("UPDATE edition SET current = (id = ?)", (edition.id,))

    def sweep(self, edition: int, most: int) -> int:
        """Delete up to `most` passages of an edition that no longer answers, and return how many went."""
        gone = self._sql.execute(
            "DELETE FROM passage WHERE id IN (SELECT id FROM passage WHERE edition = ? LIMIT ?)", (edition, most)
        ).rowcount
        if gone == 0:
            self._sql.execute("DELETE FROM indexed WHERE edition = ?", (edition,))
            self._sql.execute("DELETE FROM edition WHERE id = ? AND current = 0", (edition,))
        return gone

    def stale_editions(self) -> list[int]:
        """Return the editions that do not answer."""
        return [row[0] for row in self._sql.execute("SELECT id FROM edition WHERE current = 0")]

    def state(self, edition: Edition) -> State:
        """Return what a derived index compares itself with."""
        newest = self._sql.execute("SELECT max(id) FROM passage WHERE edition = ?", (edition.id,)).fetchone()[0]
        passages, sentences = self._sql.execute(
            "SELECT coalesce(sum(passages), 0), coalesce(sum(sentences), 0) FROM indexed WHERE edition = ?",
            (edition.id,),
        ).fetchone()
        return State(newest or 0, self._highest_passage(), passages, sentences)

    def find_identity(self, identity: str) -> tuple[int, bytes] | None:
        """Return the id and the text's hash of the article with an identity."""
        row = self._sql.execute("SELECT id, hash FROM article WHERE identity = ?", (identity,)).fetchone()
        return (row[0], row[1]) if row else None

    def find_text(self, digest: bytes) -> tuple[int, str] | None:
        """Return the id and the title of the article with a text."""
        row = self._sql.execute("SELECT id, title FROM article WHERE hash = ? ORDER BY id", (digest,)).fetchone()
        return (row[0], row[1]) if row else None

    def put_article(self, article: Article) -> int:
        """Write an article under its identity, and return its id; an older text and all made of it go."""
        found = self.find_identity(article.identity)
        values = (
            text_hash(article.text),
            article.title,
            article.author,
            article.publisher,
            article.published.isoformat() if article.published else None,
            article.url,
            article.language,
            article.licence,
            article.text,
            json.dumps([(part.start, part.end, part.kind) for part in article.parts]),
            datetime.now(UTC).isoformat(timespec="seconds"),
        )
        if found:
            self.drop_indexed(found[0])
            self._sql.execute(
                """UPDATE article SET hash = ?, title = ?, author = ?, publisher = ?, published = ?, url = ?,
                   language = ?, licence = ?, text = ?, parts = ?, added = ? WHERE id = ?""",
                (*values, found[0]),
            )
            return found[0]
        cursor = self._sql.execute(
            """INSERT INTO article (hash, title, author, publisher, published, url, language, licence, text, parts,
               added, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (*values, article.identity),
        )
        return cursor.lastrowid or 0

    def put_fields(self, found: int, article: Article) -> None:
        """Write what is known of an article, leaving its text as it is."""
        self._sql.execute(
            """UPDATE article SET title = ?, author = ?, publisher = ?, published = ?, url = ?, language = ?,
               licence = ? WHERE id = ?""",
            (
                article.title,
                article.author,
                article.publisher,
                article.published.isoformat() if article.published else None,
                article.url,
                article.language,
                article.licence,
                found,
            ),
        )

    def put_title(self, article: int, edition: Edition, vector: Matrix, terms: Terms) -> None:
        """Write what indexing made of an article's title."""
        self._sql.execute(
            "UPDATE indexed SET title_vector = ?, title_terms = ? WHERE article = ? AND edition = ?",
            (pack_vectors(vector), np.ascontiguousarray(terms, "<u4").tobytes(), article, edition.id),
        )

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

    def _highest_passage(self) -> int:
        row = self._sql.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
        return int(row[0]) if row else 0

    def drop_indexed(self, article: int) -> None:
        """Delete everything derived from an article, in every edition."""
        self._sql.execute("DELETE FROM passage WHERE article = ?", (article,))
        self._sql.execute("DELETE FROM indexed WHERE article = ?", (article,))

    def remove(self, article: int) -> bool:
        """Delete an article, and tell whether it was there."""
        return self._sql.execute("DELETE FROM article WHERE id = ?", (article,)).rowcount > 0

    def entries(self, article: int | None = None) -> Iterator[Entry]:
        """Yield the articles as they are listed, oldest first."""
        rows = self._sql.execute(
            f"""SELECT {ENTRY} FROM article a LEFT JOIN edition e ON e.current = 1
                LEFT JOIN indexed i ON i.article = a.id AND i.edition = e.id
                WHERE ?1 IS NULL OR a.id = ?1 ORDER BY a.id""",
            (article,),
        )
        for identity, title, author, publisher, published, url, language, sentences, added in rows:
            day = date.fromisoformat(published) if published else None
            when = datetime.fromisoformat(added)
            yield Entry(identity, title, author, publisher, day, url, language, sentences, when)

    def article(self, article: int) -> Article | None:
        """Return an article with its text and parts."""
        row = self._sql.execute(
            """SELECT identity, title, text, parts, author, publisher, published, url, language, licence
               FROM article WHERE id = ?""",
            (article,),
        ).fetchone()
        if row is None:
            return None
        identity, title, text, parts, author, publisher, published, url, language, licence = row
        return Article(
            identity,
            title,
            text,
            tuple(Part(*part) for part in json.loads(parts)),
            author,
            publisher,
            date.fromisoformat(published) if published else None,
            url,
            language,
            licence,
        )

    def has(self, article: int) -> bool:
        """Tell whether an article is there."""
        return self._sql.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone() is not None

    def counts(self) -> tuple[int, int]:
        """Return how many articles there are, and how many sentences can be quoted."""
        articles = self._sql.execute("SELECT count(*) FROM article").fetchone()[0]
        sentences = self._sql.execute(
            "SELECT coalesce(sum(sentences), 0) FROM indexed WHERE edition = (SELECT id FROM edition WHERE current = 1)"
        ).fetchone()[0]
        return articles, sentences

    def languages(self) -> frozenset[str | None]:
        """Return the languages that articles are written in; None stands for those that could not be told."""
        return frozenset(row[0] for row in self._sql.execute("SELECT DISTINCT language FROM article"))

    def not_indexed(self, edition: Edition, most: int) -> list[int]:
        """Return articles of which an edition has nothing yet."""
        rows = self._sql.execute(
            """SELECT a.id FROM article a LEFT JOIN indexed i ON i.article = a.id AND i.edition = ?
               WHERE i.article IS NULL ORDER BY a.id LIMIT ?""",
            (edition.id, most),
        )
        return [row[0] for row in rows]

    def count_not_indexed(self, edition: Edition) -> int:
        """Return of how many articles an edition has nothing yet."""
        row = self._sql.execute(
            "SELECT (SELECT count(*) FROM article) - (SELECT count(*) FROM indexed WHERE edition = ?)", (edition.id,)
        ).fetchone()
        return int(row[0])

    def passages_after(self, newest: int, edition: Edition) -> Iterator[PassageRow]:
        """Yield the passages of an edition with a higher id, in the order of their ids."""
        rows = self._sql.execute(
            f"SELECT {PASSAGE} FROM passage WHERE id > ? AND edition = ? ORDER BY id",
            (newest, edition.id),
        )
        return (unpack_passage(row, edition.dimension) for row in rows)

    def passages(self, ids: Iterable[int], edition: Edition) -> list[PassageRow]:
        """Return those passages of an edition that are still there, in the order of their ids."""
        rows = self._sql.execute(
            f"""SELECT {PASSAGE} FROM passage WHERE id IN (SELECT value FROM json_each(?)) AND edition = ?
                ORDER BY id""",
            (json.dumps([int(i) for i in ids]), edition.id),
        )
        return [unpack_passage(row, edition.dimension) for row in rows]

    def passages_of(self, article: int, edition: Edition) -> list[PassageRow]:
        """Return the passages of an article in its order."""
        rows = self._sql.execute(
            f"SELECT {PASSAGE} FROM passage WHERE article = ? AND edition = ? ORDER BY ordinal",
            (article, edition.id),
        )
        return [unpack_passage(row, edition.dimension) for row in rows]

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
            f"{HEAD} WHERE a.id IN (SELECT value FROM json_each(?))",
            (edition.id, json.dumps([int(i) for i in articles])),
        )
        return {row[0]: _head(row, edition) for row in rows}

    def newest_heads(self, most: int, edition: Edition) -> list[Head]:
        """Return the articles published last, newest first."""
        rows = self._sql.execute(
            f"{HEAD} ORDER BY coalesce(a.published, '') DESC, a.id DESC LIMIT ?", (edition.id, most)
        )
        return [_head(row, edition) for row in rows]


def _head(row: Sequence[Any], edition: Edition) -> Head:
    identity, title, author, publisher, published, url, language, added, vector, terms = row
    title_vector = unpack_vectors(vector, edition.dimension)[0]
    title_terms = np.frombuffer(terms, "<u4")
    return Head(identity, title, author, publisher, published, url, language, added, title_vector, title_terms)


def text_hash(text: str) -> bytes:
    """Return what tells two texts apart."""
    return hashlib.sha256(text.encode()).digest()
