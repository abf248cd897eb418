"""Source -> stored and indexed article, in one transaction an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from index.choices import with_choices
from index.config import Config
from index.current import edition_for, encoder_for
from index.cutting import passages_of, with_language
from index.edits import Edits, edit, with_edits
from index.errors import SummitError
from index.history import Act, Deed
from index.indexing import index_article, index_articles
from index.ingest.outcome import unforeseen
from index.records import Added, Article, Source, State
from index.store import Database, IndexedArticle, Store
from index.store.store import text_hash
from index.terms import term_ids, terms

CHUNK_CHARACTERS = 40_000
CHUNK_SOURCES = 64
NO_SENTENCE = "No sentence was found in it that could be quoted."
OTHER_PARTS = "the text is the same; blocks of it were taken in or left out"
FIELDS = ("title", "author", "publisher", "published", "url", "language", "licence")


@dataclass(frozen=True, slots=True)
class _Made:
    """An article whose language is known, and what indexing made of it."""

    article: Article
    indexed: IndexedArticle


class Adder:
    """Add articles to a library; encoding happens outside the write lock."""

    def __init__(self, database: Database, config: Config, act: Act) -> None:
        self._database = database
        self._config = config
        self._act = act

    def add(self, source: Source) -> Added:
        """Store and index one article, or say why not."""
        return self._store(source.path, self._index([source])[0])

    def add_all(self, sources: Iterable[Source]) -> Iterator[Added]:
        """Store articles in their order; while some are being stored, the next are read and indexed."""
        with ThreadPoolExecutor(1) as worker:
            before: tuple[list[Source], Future[list[_Made | Added]]] | None = None
            for chunk in _chunks(sources):
                now = chunk, worker.submit(self._index, chunk)
                if before:
                    yield from self._store_all(*before)
                before = now
            if before:
                yield from self._store_all(*before)

    def publish(self, source: Source, article: Article | None) -> Added:
        """Store a source's article with the parts that a person chose; where the library has its text, change them."""
        try:
            return self.add(source) if article is None else self._publish(source, self._with_edits(article))
        except (SummitError, OSError):
            raise
        except Exception as error:
            return _unforeseen(source, error)

    def _publish(self, source: Source, article: Article) -> Added:
        known = self._known(source.path, article)
        if known is None:
            return self._store(
                source.path,
                _Made(
                    article,
                    index_article(article, encoder_for(self._database, self._config), passages_of(article, source)),
                ),
            )
        if known.id is None or (stored := self._article(known.id)) is None or stored.parts == article.parts:
            return known
        changed = replace(stored, parts=article.parts, chosen=article.chosen)
        # Where another process has changed it in the meantime, all of it is looked at again.
        return self._put_parts(source, known.id, stored, changed) or self._publish(source, article)

    def edit(self, article: int, edits: Edits) -> bool:
        """Change the fields of a stored article, and tell whether it was there."""
        stored = self._article(article)
        if stored is None:
            return False
        changed = edit(stored, edits)
        if changed != stored:
            self._update_fields(article, changed, "edit")
        return True

    def _put_parts(self, source: Source, identity: int, stored: Article, changed: Article) -> Added | None:
        """Index a stored text by other parts, or return None where it is no longer what it was."""
        indexed = index_article(changed, encoder_for(self._database, self._config), passages_of(changed, source))
        if not indexed.sentences:
            return Added(source.path, None, changed.title, "refused", NO_SENTENCE)
        with self._database.writing() as connection:
            store = Store(connection)
            if store.article(identity) != stored:
                return None
            edition = edition_for(store, self._config, indexed.title_vector.shape[1])
            before = store.snapshot(identity)
            store.put_article(changed)
            store.put_indexed(identity, edition, indexed)
            store.note(self._act, "replace", identity, before)
        return self._told(source.path, identity, changed, "replaced", OTHER_PARTS)

    def _article(self, identity: int) -> Article | None:
        with self._database.reading() as connection:
            return Store(connection).article(identity)

    def _store_all(self, sources: Sequence[Source], made: Future[list[_Made | Added]]) -> Iterator[Added]:
        for source, one in zip(sources, made.result(), strict=True):
            yield self._store(source.path, one)

    def _index(self, sources: Sequence[Source]) -> list[_Made | Added]:
        """Return what indexing makes of each source, or what is to be said where there is nothing to index."""
        try:
            return self._index_together(sources)
        except (SummitError, OSError):
            raise
        except Exception as error:
            if len(sources) > 1:
                return [made for source in sources for made in self._index([source])]
            return [_unforeseen(sources[0], error)]

    def _index_together(self, sources: Sequence[Source]) -> list[_Made | Added]:
        looked_at = [self._looked_at(source) for source in sources]
        fresh = [one for one in looked_at if isinstance(one, Article)]
        indexed = iter(index_articles(fresh, encoder_for(self._database, self._config)) if fresh else ())
        return [_Made(one, next(indexed)) if isinstance(one, Article) else one for one in looked_at]

    def _looked_at(self, source: Source) -> Article | Added:
        if source.article is None:
            return Added(source.path, None, None, "refused", str(source.refusal))
        article = self._with_edits(with_language(source.article))
        return self._known(source.path, article) or self._with_choices(article)

    def _with_choices(self, article: Article) -> Article:
        """Return a new text of a known article with what was chosen for the blocks that it still has."""
        with self._database.reading() as connection:
            store = Store(connection)
            found = store.find_identity(article.identity)
            before = store.article(found[0]) if found else None
        return with_choices(article, before) if before else article

    def _with_edits(self, article: Article) -> Article:
        """Return an article with the fields that a person has edited where the library has it."""
        with self._database.reading() as connection:
            store = Store(connection)
            found = store.find_identity(article.identity)
            before = store.article(found[0]) if found else None
        return with_edits(article, before) if before else article

    def _store(self, path: str, made: _Made | Added) -> Added:
        if isinstance(made, Added):
            return made
        while True:
            # Another process may have stored it in the meantime, or taken it away again.
            told = self._write(path, made) or self._known(path, made.article)
            if told:
                return told

    def _known(self, path: str, article: Article) -> Added | None:
        """Return what is to be said of an article that the library has, or None."""
        digest = text_hash(article.text)
        with self._database.reading() as connection:
            store = Store(connection)
            same = store.find_identity(article.identity)
            twin = store.find_text(digest)
            before = store.article(same[0]) if same else None
        if same and before and same[1] == digest:
            changed = [name for name in FIELDS if getattr(before, name) != getattr(article, name)]
            if changed or before.edited != article.edited:
                self._update_fields(same[0], article, "replace")
            reason = f"the text is the same; updated: {', '.join(changed)}" if changed else None
            return self._told(path, same[0], article, "unchanged", reason)
        if twin and not same:
            return self._told(path, twin[0], article, "unchanged", f"article {twin[0]}, “{twin[1]}”, has the same text")
        return None

    def _write(self, path: str, made: _Made) -> Added | None:
        """Store an article, or return None where another process has stored it in the meantime."""
        article, indexed = made.article, made.indexed
        if not indexed.sentences:
            return Added(path, None, article.title, "refused", NO_SENTENCE)
        with self._database.writing() as connection:
            store = Store(connection)
            before, twin = store.find_identity(article.identity), store.find_text(text_hash(article.text))
            if twin and (before is None or before[1] == text_hash(article.text)):
                return None
            edition = edition_for(store, self._config, indexed.title_vector.shape[1])
            stored = store.snapshot(before[0]) if before else None
            # Somebody may have edited it while this was being indexed.
            identity = store.put_article(with_edits(article, stored.article) if stored else article)
            store.put_indexed(identity, edition, indexed)
            store.note(self._act, "replace" if before else "add", identity, stored)
        return self._told(path, identity, article, "replaced" if before else "added", None)

    def _update_fields(self, identity: int, article: Article, deed: Deed) -> None:
        vector = encoder_for(self._database, self._config).encode_passages([article.title])
        with self._database.writing() as connection:
            store = Store(connection)
            edition = edition_for(store, self._config, vector.shape[1])
            before = store.snapshot(identity)
            store.put_fields(identity, article)
            # Passages are found by their title too: they get new ids. An edition that is being built makes them anew.
            passages = list(store.passages_of([identity], edition))
            store.drop_indexed(identity)
            store.put_indexed(identity, edition, IndexedArticle(vector, term_ids(terms(article.title)), passages))
            store.note(self._act, deed, identity, before)

    def _told(self, path: str, identity: int, article: Article, state: State, reason: str | None) -> Added:
        with self._database.reading() as connection:
            entry = next(Store(connection).entries(identity), None)
        title, sentences = (entry.title, entry.sentences) if entry else (article.title, 0)
        left_out = sum(part.kind != "body" for part in article.parts)
        return Added(path, identity, title, state, reason, sentences, left_out)


def _chunks(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """Yield sources together until their texts are worth a call of the encoder."""
    chunk, size = [], 0
    for source in sources:
        chunk.append(source)
        size += len(source.article.text) if source.article else 0
        if size >= CHUNK_CHARACTERS or len(chunk) >= CHUNK_SOURCES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _unforeseen(source: Source, error: Exception) -> Added:
    title = source.article.title if source.article else None
    return Added(source.path, None, title, "refused", str(unforeseen(source.path, error)))
