"""The history: what was done to articles, each time in the transaction that does it, and what undoing it needs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from index.history import KEPT, TOLD, Act, Deed, Past, Titled
from index.records import Article, Pick
from index.store.articles import COLUMNS, article_of, text_hash
from index.store.connected import listed
from index.store.picks import Picks

_NAMES = (*COLUMNS, "added", "restriction")
_ROW = ", ".join(_NAMES)
_RESTORED = (*_NAMES, "id", "hash")
_INSERT = f"INSERT INTO article ({', '.join(_RESTORED)}) VALUES ({', '.join('?' * len(_RESTORED))})"
_OVER = "ON CONFLICT (id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _RESTORED)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An article as it is stored at one moment."""

    id: int
    packed: str
    picks: tuple[tuple[str | None, str], ...] = ()
    """What was pinned in it to a question, and hidden, which is pinned to none."""

    @classmethod
    def of(cls, article: int, kept: str) -> Snapshot:
        """Return what was kept of an article."""
        values = json.loads(kept)
        fields = [value for value in values if not isinstance(value, list)]
        picks = tuple((question, sentence) for question, sentence in values[len(fields) :])
        return cls(article, _packed(fields), picks)

    @property
    def kept(self) -> str:
        """Return all of it as one text."""
        return _packed([*json.loads(self.packed), *self.picks])

    @property
    def article(self) -> Article:
        """Return the article itself."""
        return article_of(*json.loads(self.packed)[: len(COLUMNS)])

    @property
    def hash(self) -> bytes:
        """Return what tells it from any other state of the article, whatever is pinned or hidden in it."""
        return hashlib.sha256(self.packed.encode()).digest()


@dataclass(frozen=True, slots=True)
class Turn:
    """What an act has made of one article, from its first change of it to its last."""

    id: int
    title: str
    before: Snapshot | None
    """None: it was not there."""
    is_erased: bool
    """Whether what it was before was deleted for good."""
    hash: bytes | None
    """Of what it was afterwards; None: it was gone."""

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to undo, and what that needs."""
        return not self.is_erased and (self.before is not None or self.hash is not None)


class History(Picks):
    """Note what is done, tell of it, and take it back."""

    def snapshot(self, article: int) -> Snapshot | None:
        """Return an article as it is now."""
        row = self._sql.execute(f"SELECT {_ROW} FROM article WHERE id = ?", (article,)).fetchone()
        picks = self._sql.execute(
            """SELECT question, sentence FROM pin WHERE article = ?1
               UNION ALL SELECT NULL, sentence FROM hidden WHERE article = ?1""",
            (article,),
        )
        return Snapshot(article, _packed(_told(row)), tuple(picks)) if row else None

    def restore(self, snapshot: Snapshot) -> None:
        """Write an article as it was, under its id; what was made of another text of it goes."""
        self.drop_indexed(snapshot.id)
        values = json.loads(snapshot.packed)
        values += [None] * (len(_NAMES) - len(values))
        digest = text_hash(values[COLUMNS.index("text")])
        self._sql.execute(f"{_INSERT} {_OVER}", (*values, snapshot.id, digest))
        for question, sentence in snapshot.picks:
            if question is None:
                self.hide(snapshot.id, sentence)
            else:
                self.pin(question, snapshot.id, sentence)

    def take_back(self, pick: Pick) -> bool:
        """Forget a pick, also of articles that an undo would bring back, and tell whether it was there."""
        kept = self._sql.execute("SELECT id, kept FROM change WHERE article = ? AND kept IS NOT NULL", (pick.article,))
        for change, packed in kept.fetchall():
            before = Snapshot.of(pick.article, packed)
            left = tuple(one for one in before.picks if one != (pick.question, pick.sentence))
            if left != before.picks:
                self._sql.execute("UPDATE change SET kept = ? WHERE id = ?", (replace(before, picks=left).kept, change))
        return super().take_back(pick)

    def note(self, act: Act, deed: Deed, article: int, before: Snapshot | None, *, keep: bool = True) -> None:
        """Note what an article is by now, and what it was; `keep` the old text until the act cannot be undone."""
        after = self.snapshot(article)
        if (before and before.hash) == (after and after.hash):
            return
        old, new = (one and one.article for one in (before, after))
        known = old or new
        self._sql.execute(
            "INSERT INTO change (deed, article, identity, went, came, hash, kept) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.note_act(act, deed), article, known.identity if known else ""),
                *(old and old.title, new and new.title),
                *(after and after.hash, before.kept if before and keep else None),
            ),
        )

    def note_act(self, act: Act, deed: Deed) -> int:
        """Return the entry of an act, which is made where it is the first time that something is noted in it."""
        row = self._sql.execute("SELECT id, act FROM deed WHERE mark = ?", (act.mark,)).fetchone()
        if row is None:
            cursor = self._sql.execute(
                "INSERT INTO deed (mark, moment, who, act) VALUES (?, ?, ?, ?)",
                (act.mark, act.moment.astimezone(UTC).isoformat(), act.who, act.deed or deed),
            )
            return cursor.lastrowid or 0
        if row[1] == "replace" and deed == "add":
            self._sql.execute("UPDATE deed SET act = 'add' WHERE id = ?", (row[0],))
        return int(row[0])

    def note_undo(self, act: Act, undone: int) -> None:
        """Note which entry an act has undone: what that had undone itself is in force again, and so on."""
        entry, is_undone = self.note_act(act, "undo"), True
        self._sql.execute("UPDATE deed SET undoes = ? WHERE id = ?", (undone, entry))
        target: int | None = undone
        while target is not None:
            self._sql.execute("UPDATE deed SET undone = ? WHERE id = ?", (is_undone, target))
            row = self._sql.execute("SELECT undoes FROM deed WHERE id = ?", (target,)).fetchone()
            target, is_undone = row[0] if row else None, not is_undone

    def history(self, most: int, only: int | None = None) -> list[Past]:
        """Return the last entries, newest first; `only` the one of an id."""
        rows = self._sql.execute(
            """SELECT id, moment, who, act, undone, mark FROM deed WHERE ?1 IS NULL OR id = ?1
               ORDER BY id DESC LIMIT ?2""",
            (only, most),
        ).fetchall()
        came: dict[int, list[Titled]] = {row[0]: [] for row in rows}
        went: dict[int, list[Titled]] = {row[0]: [] for row in rows}
        has_before: dict[tuple[int, int], bool] = {}
        is_as_left: dict[tuple[int, int], bool] = {}
        for deed, article, old, new, is_kept, is_last in self._sql.execute(
            """SELECT deed, article, went, came, kept IS NOT NULL, hash IS
                   (SELECT hash FROM change AS later WHERE later.article = change.article ORDER BY id DESC LIMIT 1)
               FROM change WHERE deed IN (SELECT value FROM json_each(?)) ORDER BY id""",
            (listed(came),),
        ):
            went[deed] += [Titled(article, old)] if old is not None else []
            came[deed] += [Titled(article, new)] if new is not None else []
            has_before.setdefault((deed, article), bool(is_kept or old is None))
            is_as_left[deed, article] = bool(is_last)
        is_open = {deed for deed, article in is_as_left if is_as_left[deed, article] and has_before[deed, article]}
        return [
            Past(
                *(one, datetime.fromisoformat(moment), who, act, tuple(came[one]), tuple(went[one])),
                *(bool(undone), mark, one in is_open),
            )
            for one, moment, who, act, undone, mark in rows
        ]

    def turns(self, deed: int) -> list[Turn]:
        """Return what an act has made of each of its articles."""
        found: dict[int, Turn] = {}
        for article, went, came, digest, kept in self._sql.execute(
            "SELECT article, went, came, hash, kept FROM change WHERE deed = ? ORDER BY id", (deed,)
        ):
            first = found.get(article)
            before = first.before if first else (Snapshot.of(article, kept) if kept else None)
            is_erased = first.is_erased if first else went is not None and kept is None
            found[article] = Turn(article, came or went, before, is_erased, digest)
        return [*found.values()]

    def entry_of(self, mark: str) -> int | None:
        """Return the entry of the act with a mark, or None where it has changed nothing."""
        row = self._sql.execute("SELECT id FROM deed WHERE mark = ?", (mark,)).fetchone()
        return row[0] if row else None

    def kept_title(self, article: int) -> str | None:
        """Return what an article was called of which a text is kept, or None."""
        row = self._sql.execute(
            "SELECT went FROM change WHERE article = ? AND kept IS NOT NULL ORDER BY id DESC", (article,)
        ).fetchone()
        return row[0] if row else None

    def erase(self, act: Act, article: int, *, only_kept: bool = False) -> bool:
        """Delete an article for good, and what is kept of it and of others that had its identity; tell whether it was.

        `only_kept`: one that is there stays. Call it within `erasing`.
        """
        before, title = self.snapshot(article), self.kept_title(article)
        if before and only_kept:
            return False
        self._erase_kept(article)
        self._sql.execute("DELETE FROM article WHERE id = ?", (article,))
        if before:
            self.note(act, "remove", article, before, keep=False)
        elif title is not None:
            self._sql.execute(
                "INSERT INTO change (deed, article, identity, went) VALUES (?, ?, '', ?)",
                (self.note_act(act, "remove"), article, title),
            )
        return before is not None or title is not None

    def _erase_kept(self, article: int) -> None:
        found = self._sql.execute(
            """SELECT id FROM change WHERE kept IS NOT NULL AND (article = ?1 OR identity IN
               (SELECT identity FROM change WHERE article = ?1 UNION SELECT identity FROM article WHERE id = ?1))
               ORDER BY id""",
            (article,),
        ).fetchall()
        self._sql.executemany("UPDATE change SET kept = NULL WHERE id = ?", found)

    def is_lapsed(self, now: datetime) -> bool:
        """Tell whether something is kept for longer than it is to be."""
        row = self._sql.execute(
            """SELECT EXISTS (SELECT 1 FROM change JOIN deed ON deed.id = deed WHERE kept IS NOT NULL AND moment < ?)
                   OR EXISTS (SELECT 1 FROM deed WHERE moment < ?)""",
            _limits(now),
        ).fetchone()
        return bool(row[0])

    def lapse(self, now: datetime) -> None:
        """Delete for good what is kept for longer than it is to be; call it within `erasing`."""
        kept, told = _limits(now)
        self._sql.execute(
            """UPDATE change SET kept = NULL WHERE kept IS NOT NULL
               AND deed IN (SELECT id FROM deed WHERE moment < ?)""",
            (kept,),
        )
        self._sql.execute("DELETE FROM deed WHERE moment < ?", (told,))


def _told(row: Sequence[str | None]) -> Sequence[str | None]:
    """Return a row as it is kept: for whom an article is only where it is for some, as before there was any such."""
    return row if row[-1] is not None else row[:-1]


def _packed(values: Sequence[object]) -> str:
    # Not escaped: whoever looks for a text in the file must find it here too.
    return json.dumps(values, ensure_ascii=False)


def _limits(now: datetime) -> tuple[str, str]:
    """Return from when on texts are kept, and from when on the history tells."""
    moment = now.astimezone(UTC)
    return (moment - KEPT).isoformat(), (moment - TOLD).isoformat()
