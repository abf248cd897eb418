"""Articles: what a person stored, and nothing derived from it."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime

from index.audience import Audience, Restriction, packed, unpacked
from index.narrowing import Narrowing
from index.records import Article, Entry, Named, Part
from index.store.connected import Connected, listed

COLUMNS = (
    *("identity", "title", "text", "parts", "author", "publisher", "published", "url", "language", "licence"),
    *("chosen", "pages", "edited"),
)
"""What an article is made of, as `article_of` takes it."""
ENTRY = """a.id, a.title, a.author, a.publisher, a.published, a.url, a.language, coalesce(i.sentences, 0), a.added,
    a.restriction"""


class Articles(Connected):
    """Write, find and list articles."""

    def find_identity(self, identity: str) -> tuple[int, bytes] | None:
        """Return the id and the text's hash of the article with an identity."""
        row = self._sql.execute("SELECT id, hash FROM article WHERE identity = ?", (identity,)).fetchone()
        return (row[0], row[1]) if row else None

    def find_text(self, digest: bytes) -> tuple[int, str] | None:
        """Return the id and the title of the article with a text."""
        row = self._sql.execute("SELECT id, title FROM article WHERE hash = ? ORDER BY id", (digest,)).fetchone()
        return (row[0], row[1]) if row else None

    def find(self, article: Article) -> int | None:
        """Return the id of the article with the same identity, or else with the same text."""
        found = self.find_identity(article.identity) or self.find_text(text_hash(article.text))
        return found[0] if found else None

    def fingerprint(self, identity: str) -> str | None:
        """Return a hash of all that is stored of the article with an identity, or None."""
        row = self._sql.execute(
            """SELECT *, (SELECT group_concat(id) FROM pin WHERE article = article.id),
                      (SELECT group_concat(id) FROM hidden WHERE article = article.id)
               FROM article WHERE identity = ?""",
            (identity,),
        ).fetchone()
        return hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).hexdigest() if row else None

    def put_article(self, article: Article) -> int:
        """Write an article under its identity, and return its id; an older text and all made of it go."""
        found = self.find_identity(article.identity)
        added = datetime.now(UTC).isoformat(timespec="seconds")
        text = (text_hash(article.text), article.text, _packed(article.parts), _packed(article.chosen), added)
        values = (*_fields(article), json.dumps(article.edited), *text, json.dumps(article.pages))
        if found:
            self.drop_indexed(found[0])
            self._sql.execute(
                """UPDATE article SET title = ?, author = ?, publisher = ?, published = ?, url = ?, language = ?,
                   licence = ?, edited = ?, hash = ?, text = ?, parts = ?, chosen = ?, added = ?, pages = ?
                   WHERE id = ?""",
                (*values, found[0]),
            )
            return found[0]
        cursor = self._sql.execute(
            """INSERT INTO article (title, author, publisher, published, url, language, licence, edited, hash, text,
               parts, chosen, added, pages, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (*values, article.identity),
        )
        return cursor.lastrowid or 0

    def put_fields(self, found: int, article: Article) -> None:
        """Write what is known of an article, leaving its text as it is."""
        self._sql.execute(
            """UPDATE article SET title = ?, author = ?, publisher = ?, published = ?, url = ?, language = ?,
               licence = ?, edited = ? WHERE id = ?""",
            (*_fields(article), json.dumps(article.edited), found),
        )

    def restrict(self, article: int, restriction: Restriction) -> None:
        """Write for whom an article is."""
        self._sql.execute("UPDATE article SET restriction = ? WHERE id = ?", (packed(restriction), article))

    def restrictions(self) -> dict[int, Restriction]:
        """Return the articles that are not for everybody, and for whom each is."""
        rows = self._sql.execute("SELECT id, restriction FROM article WHERE restriction IS NOT NULL")
        return {article: unpacked(stored) for article, stored in rows}

    def barred(self, audience: Audience) -> frozenset[int]:
        """Return the articles that are not for those who will see the answer."""
        if audience.keeper:
            return frozenset()
        return frozenset(article for article, one in self.restrictions().items() if not one.lets(audience))

    def ids(self) -> frozenset[int]:
        """Return all articles."""
        return frozenset(row[0] for row in self._sql.execute("SELECT id FROM article"))

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
        for identity, title, author, publisher, published, url, language, sentences, added, stored in rows:
            day = date.fromisoformat(published) if published else None
            when = datetime.fromisoformat(added)
            yield Entry(identity, title, author, publisher, day, url, language, sentences, when, unpacked(stored))

    def names(self) -> Iterator[Named]:
        """Yield what the articles can be called, oldest first."""
        for row in self._sql.execute("SELECT id, identity, url, title FROM article ORDER BY id"):
            yield Named(*row)

    def article(self, article: int) -> Article | None:
        """Return an article with its text and parts."""
        row = self._sql.execute(f"SELECT {', '.join(COLUMNS)} FROM article WHERE id = ?", (article,)).fetchone()
        return article_of(*row) if row else None

    def pages(self, articles: Collection[int]) -> dict[int, list[int]]:
        """Return where the pages of articles begin, of those that have pages."""
        rows = self._sql.execute(
            "SELECT id, pages FROM article WHERE id IN (SELECT value FROM json_each(?)) AND pages != '[]'",
            (listed(articles),),
        )
        return {row[0]: json.loads(row[1]) for row in rows}

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

    def used(self) -> int:
        """Return how many bytes of the file hold something; what was removed leaves room that is used again."""
        pages, free, size = (
            self._sql.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def added_since(self, moment: datetime) -> frozenset[int]:
        """Return the articles that were added or replaced at or after a moment, to the second."""
        since = moment.astimezone(UTC).isoformat(timespec="seconds")
        rows = self._sql.execute("SELECT id FROM article WHERE added >= ?", (since,))
        return frozenset(row[0] for row in rows)

    def fitting(self, narrowing: Narrowing) -> frozenset[int]:
        """Return the articles that may answer."""
        rows = self._sql.execute("SELECT id, publisher, coalesce(published, substr(added, 1, 10)) FROM article")
        return frozenset(
            article for article, publisher, day in rows if narrowing.fits(publisher, date.fromisoformat(day))
        )

    def version(self) -> str:
        """Return what differs after any change of the articles, and of whom they are for.

        Storing one counts up, and removing one counts down.
        """
        stored, articles = self._sql.execute(
            "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'passage'), (SELECT count(*) FROM article)"
        ).fetchone()
        rows = self._sql.execute("SELECT id, restriction FROM article WHERE restriction IS NOT NULL ORDER BY id")
        restricted = "".join(f"{article}{stored}" for article, stored in rows)
        return f"{stored or 0}-{articles}" + (f"-{zlib.crc32(restricted.encode()):08x}" if restricted else "")

    def languages(self, only: Collection[int] | None = None) -> frozenset[str | None]:
        """Return the languages that articles are written in; None stands for those that could not be told."""
        if only is not None:
            rows = self._sql.execute(
                "SELECT DISTINCT language FROM article WHERE id IN (SELECT value FROM json_each(?))", (listed(only),)
            )
            return frozenset(row[0] for row in rows)
        # One step of the index a language: DISTINCT would walk through every article.
        rows = self._sql.execute(
            """WITH RECURSIVE step (language) AS (
                   SELECT min(language) FROM article
                   UNION ALL
                   SELECT (SELECT min(language) FROM article WHERE language > step.language)
                   FROM step WHERE step.language IS NOT NULL
               )
               SELECT language FROM step WHERE language IS NOT NULL
               UNION ALL SELECT NULL WHERE EXISTS (SELECT 1 FROM article WHERE language IS NULL)"""
        )
        return frozenset(row[0] for row in rows)


def text_hash(text: str) -> bytes:
    """Return what tells two texts apart."""
    return hashlib.sha256(text.encode()).digest()


def article_of(
    identity: str,
    title: str,
    text: str,
    parts: str,
    author: str | None,
    publisher: str | None,
    published: str | None,
    url: str | None,
    language: str | None,
    licence: str | None,
    chosen: str,
    pages: str,
    edited: str,
) -> Article:
    """Return the article of a row."""
    return Article(
        identity,
        title,
        text,
        _unpacked(parts),
        author,
        publisher,
        date.fromisoformat(published) if published else None,
        url,
        language,
        licence,
        _unpacked(chosen),
        tuple(json.loads(pages)),
        tuple(json.loads(edited)),
    )


def _fields(article: Article) -> tuple[str | None, ...]:
    """Return what is known of an article beside its text, in the order of the columns."""
    published = article.published.isoformat() if article.published else None
    known = (article.title, article.author, article.publisher, published)
    return (*known, article.url, article.language, article.licence)


def _packed(parts: Iterable[Part]) -> str:
    return json.dumps([(part.start, part.end, part.kind) for part in parts])


def _unpacked(parts: str) -> tuple[Part, ...]:
    return tuple(Part(*part) for part in json.loads(parts))
