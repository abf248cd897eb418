"""An entry of the history -> the articles as they were before it, where nothing newer is lost by that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from index.config import Config
from index.current import edition_for, encoder_for
from index.history import KEPT, Act, Obstacle, Titled, Undone
from index.indexing import index_articles
from index.records import Article
from index.store import Database, IndexedArticle, Snapshot, Store, Turn
from index.store.store import text_hash

AT_ONCE = 64
Made = dict[int, IndexedArticle]
"""What indexing made of the articles that come back, by id."""


class _Refused(Exception):
    """End a transaction in which nothing may stay."""


@dataclass(slots=True)
class _Result:
    left: list[Titled]
    obstacle: Obstacle | None = None
    """The last one that kept an article as it is."""


def undo(database: Database, config: Config, deed: int, act: Act) -> Undone:
    """Take an entry back in one transaction; articles that were changed since stay as they are.

    Raises:
        StoreError, ModelError: nothing was changed.

    """
    with database.reading() as connection:
        store = Store(connection)
        if obstacle := _obstacle(store, deed, act.moment):
            return Undone(deed, obstacle)
        wanted = [turn.before for turn in _as_left(store, store.turns(deed)) if turn.before]
    made = _indexed(database, config, wanted)
    try:
        with database.writing() as connection:
            return _undo(Store(connection), config, deed, act, made)
    except _Refused as refused:
        return Undone(deed, refused.args[0])


def returning(store: Store, deed: int) -> list[Article]:
    """Return the articles that would come back, or get another text back, if an entry was undone now."""
    return [turn.before.article for turn in _as_left(store, store.turns(deed)) if turn.before]


def _obstacle(store: Store, deed: int, now: datetime) -> Obstacle | None:
    """Return what keeps an entry from being undone, whatever its articles are by now."""
    found = store.history(1, deed)
    if not found:
        return "unknown"
    if found[0].undone:
        return "undone"
    if not (found[0].came or found[0].went):
        return "nothing"
    return "late" if now - found[0].when >= KEPT else None


def _as_left(store: Store, turns: Sequence[Turn]) -> Iterator[Turn]:
    """Yield what can be taken back: its article is what the act has left, or was never there again."""
    for turn in turns:
        now = store.snapshot(turn.id)
        if turn.is_open and (now and now.hash) == turn.hash:
            yield turn


def _indexed(database: Database, config: Config, wanted: Sequence[Snapshot]) -> Made:
    made: Made = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        indexed = index_articles([one.article for one in some], encoder_for(database, config))
        made |= zip((one.id for one in some), indexed, strict=True)
    return made


def _undo(store: Store, config: Config, deed: int, act: Act, made: Made) -> Undone:
    # Somebody may have been faster.
    if obstacle := _obstacle(store, deed, act.moment):
        raise _Refused(obstacle)
    turns = [turn for turn in store.turns(deed) if turn.before or turn.hash or turn.is_erased]
    free = list(_as_left(store, turns))
    result = _Result([Titled(turn.id, turn.title) for turn in turns if turn not in free])
    # What came goes first: it may have the place of what went.
    for turn in sorted(free, key=lambda one: one.before is not None):
        _take_back(store, config, act, turn, made, result)
    if len(result.left) == len(turns):
        raise _Refused(result.obstacle or _why_left(turns))
    store.note_undo(act, deed)
    return Undone(deed, None, tuple(result.left))


def _why_left(turns: Sequence[Turn]) -> Obstacle:
    if not turns:
        return "nothing"
    return "erased" if all(turn.is_erased for turn in turns) else "changed"


def _take_back(store: Store, config: Config, act: Act, turn: Turn, made: Made, result: _Result) -> None:
    now = store.snapshot(turn.id)
    if turn.before is None:
        store.remove(turn.id)
    elif obstacle := _in_the_way(store, turn.before) or (None if turn.id in made else "changed"):
        result.obstacle = obstacle
        result.left.append(Titled(turn.id, turn.title))
        return
    else:
        store.restore(turn.before)
        indexed = made[turn.id]
        store.put_indexed(turn.id, edition_for(store, config, indexed.title_vector.shape[1]), indexed)
    store.note(act, "undo", turn.id, now)


def _in_the_way(store: Store, wanted: Snapshot) -> Obstacle | None:
    """Return what another article has by now that the one which is to come back had."""
    article = wanted.article
    held = store.find_identity(article.identity)
    if held and held[0] != wanted.id:
        return "taken"
    twin = store.find_text(text_hash(article.text))
    return "same" if twin and twin[0] != wanted.id else None
