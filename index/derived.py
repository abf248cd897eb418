"""The derived indexes of one edition: opened, brought up to date with the database, saved, built again."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path

import numpy as np

from index.caches import Manifest, read_manifest
from index.errors import NoAccess
from index.search import View, term_names
from index.store import PLACES, Edition, PassageRow, Sizes, State, Store
from index.vectors import Block, VectorIndex, load_vectors
from index.words import Unusable, WordIndex

SAVE_EVERY = 5000
"""New vectors that may be missing in the file: reading them from the database at the next start takes milliseconds."""
WORDS = 250_000
"""Bytes of memory that an open word index takes, as measured."""
BLOCK = 512
DEAD_SHARE = 0.25
DEAD_LEAST = 1000
"""Vectors of removed sentences, and a share of the living: more of them, and the index is built again."""


class Derived:
    """Keep a vector index and a word index level with an edition of the database."""

    def __init__(self, folder: Path, edition: Edition) -> None:
        self._folder = folder / edition.token
        self._edition = edition
        self._manifest = Manifest(edition.token, edition.model, edition.dimension, edition.recipe, 0, 0, "")
        self._vectors: VectorIndex | None = None
        self._words: WordIndex | None = None
        self._lock = threading.Lock()

    @property
    def edition(self) -> Edition:
        """Return the edition that these indexes belong to."""
        return self._edition

    @property
    def memory(self) -> int:
        """Return about how many bytes of memory they take; the files of words are mapped, and cost what is in use."""
        vectors = self._vectors
        return (vectors.memory if vectors else 0) + (WORDS if self._words else 0)

    def view(self, store: Store) -> View:
        """Return both indexes, holding at least what this snapshot of the database holds."""
        state = store.state(self._edition)
        vectors, words = self._vectors, self._words
        if vectors is None or words is None or min(vectors.newest, words.newest) < state.newest:
            # One thread brings them up to date; the others would only do the same work.
            with self._lock:
                # Words first: other processes write them too, and soon they would be newer than this snapshot.
                words, vectors = self._level_words(store, state), self._level_vectors(store, state)
        return View(store, self._edition, vectors, words)

    def save(self, store: Store) -> None:
        """Write the vectors to their file where enough are new, and drop removed ones where they are many."""
        view, sizes = self.view(store), store.sizes(self._edition)
        with self._lock:
            vectors = view.vectors
            if vectors.outgrown or len(vectors) > sizes.sentences * (1 + DEAD_SHARE) + DEAD_LEAST:
                vectors = self._vectors = self._build_vectors(store)
            if len(view.words) > sizes.passages * (1 + DEAD_SHARE) + DEAD_LEAST:
                self._words = self._build_words(store)
            if vectors.unsaved >= SAVE_EVERY:
                self._save(store, vectors, sizes)

    def purge(self, store: Store) -> None:
        """Take out of the files of both indexes what the database no longer holds."""
        if not self._folder.is_dir():
            return
        view, sizes = self.view(store), store.sizes(self._edition)
        saved = read_manifest(self._file.with_suffix(".json"))
        with self._lock:
            if saved and saved.count > store.count_sentences(self._edition, saved.newest):
                self._save(store, view.vectors, sizes)
            if len(view.words) > sizes.passages:
                self._words = self._build_words(store)

    def _save(self, store: Store, vectors: VectorIndex, sizes: Sizes) -> None:
        """Write the vectors to their file, those of removed sentences left out."""
        if len(vectors) > sizes.sentences:
            living = store.living(self._edition)
            vectors = self._vectors = vectors.those(lambda ids: np.isin(ids // PLACES, living))
        with _written(self._folder):
            vectors.save(self._file, self._manifest)

    def forget(self) -> None:
        """Drop both indexes, files included; the next question builds them again."""
        with self._lock:
            self._vectors = self._words = None
            shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _file(self) -> Path:
        return self._folder / "vectors.faiss"

    def _level_vectors(self, store: Store, state: State) -> VectorIndex:
        vectors = self._loaded(state) if self._vectors is None else self._vectors
        if vectors is not None and vectors.newest < state.newest:
            for ids, rows in _blocks(store.passages_after(vectors.newest, self._edition)):
                vectors.add(ids, rows, int(ids[-1]) // PLACES)
        if vectors is None or len(vectors) < store.sizes(self._edition).sentences:
            vectors = self._build_vectors(store)
        self._vectors = vectors
        return vectors

    def _loaded(self, state: State) -> VectorIndex | None:
        """Return the saved vectors, or None where there are none or they know more than the database."""
        vectors = load_vectors(self._file, self._manifest)
        return None if vectors is None or vectors.newest > state.highest else vectors

    def _build_vectors(self, store: Store) -> VectorIndex:
        state, count = store.state(self._edition), store.sizes(self._edition).sentences
        blocks = _blocks(store.passages_after(0, self._edition))
        return VectorIndex.build(self._edition.dimension, blocks, count, state.newest)

    def _level_words(self, store: Store, state: State) -> WordIndex:
        try:
            words = self._opened(state) if self._words is None else self._words
            if words.newest < state.newest:
                words.level(partial(self._documents, store))
            whole = len(words) >= store.sizes(self._edition).passages
        except Unusable:
            whole = False
        self._words = words if whole else self._build_words(store)
        return self._words

    def _opened(self, state: State) -> WordIndex:
        with _written(self._folder):
            words = WordIndex.open(self._folder / "words", self._manifest)
        if words.newest > state.highest:
            raise Unusable("it knows more than the database, which is an older one")
        return words

    def _build_words(self, store: Store) -> WordIndex:
        with _written(self._folder):
            words = WordIndex.create(self._folder / "words", self._manifest)
            words.level(partial(self._documents, store))
        return words

    def _documents(self, store: Store, newest: int) -> Iterator[tuple[int, list[str]]]:
        """Yield each passage's terms, its article's title among them: passages seldom say what they are about."""
        for rows in _batched(store.passages_after(newest, self._edition), BLOCK):
            heads = store.heads({row.article for row in rows}, self._edition)
            for row in rows:
                yield row.id, term_names(np.concatenate([row.terms, heads[row.article].title_terms]))


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """Say in our words that an index could not be written."""
    try:
        yield
    except (OSError, RuntimeError, Unusable) as error:
        raise NoAccess(f"{folder} cannot be written ({error}). Check the disk, its space and its rights.") from error


def _blocks(rows: Iterable[PassageRow]) -> Iterator[Block]:
    for batch in _batched(rows, BLOCK):
        yield np.concatenate([row.sentence_ids for row in batch]), np.concatenate([row.vectors for row in batch])


def _batched(rows: Iterable[PassageRow], size: int) -> Iterator[list[PassageRow]]:
    rest = iter(rows)
    for first in rest:
        yield list(chain([first], islice(rest, size - 1)))
