"""Words: BM25 over passages in tantivy, a cache of the database that can be rebuilt from it at any time."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from index.caches import Manifest, read_manifest
from index.errors import Busy
from index.private import FILE, close_off, make_folders

HEAP_BYTES = 32_000_000
"""What a writer may collect before it must write a segment; tantivy's least is 15 MB a thread."""
PATIENCE_S = 30.0
Row = tuple[int, Sequence[str]]
MANIFEST = "summit.json"


class Unusable(Exception):
    """Say that the files of a word index are broken or not ours."""


class WordIndex:
    """Find passages by their terms; one folder serves every process, and whoever is first brings it up to date."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self.folder = folder
        self._index = index
        self._lock = threading.Lock()
        self._refresh()

    @classmethod
    def open(cls, folder: Path, expected: Manifest) -> WordIndex:
        """Open the index in a folder, or make an empty one where there is none or a broken one."""
        with _locked(folder):
            found = read_manifest(folder / MANIFEST)
            if found == expected:
                try:
                    return cls(folder, _guarded(lambda: _registered(tantivy.Index.open(str(folder)))))
                except Unusable:
                    pass
            return cls._make(folder, expected)

    @classmethod
    def create(cls, folder: Path, manifest: Manifest) -> WordIndex:
        """Make an empty index, whatever was in the folder."""
        with _locked(folder):
            return cls._make(folder, manifest)

    @classmethod
    def _make(cls, folder: Path, manifest: Manifest) -> WordIndex:
        shutil.rmtree(folder, ignore_errors=True)
        make_folders(folder)
        index = _guarded(lambda: _registered(tantivy.Index(_schema(), path=str(folder))))
        manifest.write(folder / MANIFEST)
        _close_off(folder)
        return cls(folder, index)

    def __len__(self) -> int:
        """Return how many passages there are, removed ones included."""
        return int(self._searcher.num_docs)

    def add(self, rows: Iterable[Row]) -> None:
        """Add passages by id, in rising order; those that another process has added in the meantime are passed over."""
        self.level(lambda newest: (row for row in rows if row[0] > newest))

    def level(self, newer: Callable[[int], Iterable[Row]]) -> None:
        """Add what `newer` yields above the highest id in here: asked under the lock, for others add and begin anew."""
        with self._lock, _locked(self.folder):
            self._refresh()
            _guarded(lambda: self._write(newer(self.newest)))
            _close_off(self.folder)
            self._refresh()

    def _write(self, rows: Iterable[Row]) -> None:
        writer: Any = self._index.writer(heap_size=HEAP_BYTES, num_threads=1)
        for passage, words in rows:
            writer.add_document(tantivy.Document(id=passage, words=" ".join(words)))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, words: Iterable[str], k: int) -> NDArray[np.int64]:
        """Return the ids of the k best passages that hold any of these terms, best first."""
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(_SCHEMA, "words", word, "freq")) for word in words]
        )
        searcher = self._searcher
        hits = _guarded(lambda: searcher.search(query, k, count=False).hits)
        addresses = [address for _, address in hits]
        return np.array(_guarded(lambda: searcher.fast_field_values("id", addresses)), np.int64)

    def document_frequency(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return in how many passages each term stands."""
        searcher = self._searcher
        return np.array(_guarded(lambda: [searcher.doc_freq("words", word) for word in words]), np.float32)

    def _refresh(self) -> None:
        _guarded(self._index.reload)
        searcher = self._index.searcher()
        last = _guarded(
            lambda: searcher.search(_EVERYTHING, 1, count=False, order_by_field="id", order=tantivy.Order.Desc).hits
        )
        self._searcher = searcher
        self.newest = int(last[0][0]) if last else 0


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=False, indexed=False, fast=True)
    builder.add_text_field("words", stored=False, tokenizer_name="terms", index_option="freq")
    return builder.build()


_SCHEMA = _schema()
_EVERYTHING = tantivy.Query.all_query()


def _registered(index: tantivy.Index) -> tantivy.Index:
    # The terms come ready-made, apart by a space: one analyser for the index and for the features.
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _locked(folder: Path) -> FileLock:
    make_folders(folder.parent)
    return _PatientLock(folder.with_suffix(".lock"), timeout=PATIENCE_S, mode=FILE)


def _close_off(folder: Path) -> None:
    """Keep others from files that tantivy makes as anybody's."""
    # Another process may just begin it anew.
    with suppress(OSError):
        for path in folder.iterdir():
            close_off(path)


class _PatientLock(FileLock):
    def __enter__(self) -> Any:
        try:
            return super().__enter__()
        except Timeout:
            raise Busy(f"Another process holds {self.lock_file} for too long. Try again in a moment.") from None


def _guarded(call: Any) -> Any:
    """Return what a call into tantivy returns; its errors, panics included, mean that the files are broken."""
    try:
        return call()
    except (ValueError, OSError, RuntimeError, KeyError) as error:
        raise Unusable(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Unusable(str(error)) from error
        raise
