"""Everything derived made anew from the stored texts: built aside, then moved into place in one small transaction."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.config import Config, encoder_of, model_of
from index.derived import Derived
from index.encode import Encoder
from index.errors import Busy
from index.history import Act
from index.indexing import RECIPE, index_article
from index.private import FILE
from index.records import Reindexed
from index.store import Database, Edition, Store

AT_ONCE = 50
SWEEP = 500
"""Passages deleted a transaction: a write lock held for milliseconds."""


def reindex(
    database: Database, folder: Path, config: Config, progress: Callable[[int, int], None], act: Act
) -> Reindexed:
    """Build a new edition and let it answer; what a killed reindex has built is used again.

    Raises:
        Busy: another reindex is running.

    """
    try:
        with _alone(folder):
            return _reindex(database, folder, config, progress, act)
    except Timeout:
        raise Busy("Another reindex is running on this library. Wait for it to end.") from None


def sweep(database: Database, folder: Path) -> None:
    """Delete what a reindex left that was killed after its index had taken its place.

    Raises:
        Busy: a reindex is running.

    """
    try:
        with _alone(folder):
            _sweep_others(database, None)
            _drop_others(database, folder)
    except Timeout:
        raise Busy("Another reindex is running on this library. Wait for it to end.") from None


def drop_left(database: Database, folder: Path) -> None:
    """Delete the indexes that a killed reindex has left; one that is running ends with clean ones."""
    with suppress(Timeout), _alone(folder):
        _drop_others(database, folder)


def _alone(folder: Path) -> FileLock:
    return FileLock(folder / "reindex.lock", timeout=0, mode=FILE)


def _drop_others(database: Database, folder: Path) -> None:
    with database.reading() as connection:
        current = Store(connection).edition()
    if current:
        _drop_caches(folder / "cache", current)


def _reindex(
    database: Database, folder: Path, config: Config, progress: Callable[[int, int], None], act: Act
) -> Reindexed:
    encoder = encoder_of(config)
    edition = _begun(database, model_of(config).identity, encoder.dimension)
    _sweep_others(database, edition)
    with database.reading() as connection:
        old = Store(connection).edition()
    while True:
        _fill(database, edition, encoder, progress)
        derived = Derived(folder / "cache", edition)
        with database.reading() as connection:
            derived.save(Store(connection))
            changed = _changed(Store(connection), old, edition) if old else ()
        with database.writing() as connection:
            store = Store(connection)
            # An article that came in since then belongs to the new edition too.
            if not store.not_indexed(edition, 1):
                store.promote(edition)
                store.note_act(act, "reindex")
                break
    _sweep_others(database, None)
    _drop_caches(folder / "cache", edition)
    with database.reading() as connection:
        # What was removed after it was saved is in no place any more but there.
        derived.purge(Store(connection))
        return Reindexed(*Store(connection).counts(), edition.model, old.model if old else None, changed)


def _changed(store: Store, old: Edition, new: Edition) -> tuple[str, ...]:
    """Return the titles of the articles for everybody that two editions cut into other sentences."""
    restricted = store.restrictions()
    told = [one for one in store.names() if one.id not in restricted]
    return tuple(one.title for one in told if store.bounds(one.id, old) != store.bounds(one.id, new))


def _begun(database: Database, model: str, dimension: int) -> Edition:
    """Return the edition to build: the one that a killed reindex left, where it is of the same make."""
    with database.writing() as connection:
        store = Store(connection)
        left = store.building()
        if left and (left.model, left.dimension, left.recipe) == (model, dimension, RECIPE):
            return left
        return store.begin_edition(model, dimension, RECIPE, current=False)


def _fill(database: Database, edition: Edition, encoder: Encoder, progress: Callable[[int, int], None]) -> None:
    """Index every article that the edition does not have."""
    while True:
        with database.reading() as connection:
            store = Store(connection)
            waiting, total = store.not_indexed(edition, AT_ONCE), store.counts()[0]
            done = total - store.count_not_indexed(edition)
        if not waiting:
            progress(total, total)
            return
        for number, article in enumerate(waiting):
            progress(done + number, total)
            _index_one(database, edition, encoder, article)


def _index_one(database: Database, edition: Edition, encoder: Encoder, identity: int) -> None:
    with database.reading() as connection:
        article = Store(connection).article(identity)
    if article is None:
        return
    made = index_article(article, encoder)
    with database.writing() as connection:
        store = Store(connection)
        # While it was encoded it may have been removed or replaced, or got other fields or parts: its turn comes again.
        if store.article(identity) == article:
            store.put_indexed(identity, edition, made)


def _sweep_others(database: Database, building: Edition | None) -> None:
    """Delete what belongs to editions that neither answer nor are being built."""
    with database.reading() as connection:
        stale = [edition for edition in Store(connection).stale_editions() if not building or edition != building.id]
    for edition in stale:
        gone = SWEEP
        while gone:
            with database.writing() as connection:
                gone = Store(connection).sweep(edition, SWEEP)


def _drop_caches(folder: Path, keep: Edition) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and path.name != keep.token:
            shutil.rmtree(path, ignore_errors=True)
