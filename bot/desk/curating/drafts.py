"""Drafts: what was given to be added and waits for Publish, on the disk, so that a restart loses nothing of it."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from bot.errors import DraftGone, NotSaved
from index import Edits, Item, write_aside

Chosen = Literal["body", "boilerplate"]
LIFE = 24 * 3600.0
"""Seconds that a draft waits; then it is deleted."""
_KEPT = ("name", "title", "typed", "address", "media", "charset")
MOST_WAITING = 20
"""Drafts of one server; where there are more, the oldest is deleted."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A block that an admin took in as "body", or left out as "boilerplate"."""

    article: int
    """Its place among the articles of the draft."""
    part: int
    kind: Chosen


@dataclass(frozen=True, slots=True)
class Edit:
    """Fields of an article that an admin has edited; a date as ISO has it."""

    article: int
    fields: tuple[tuple[str, str | None], ...]

    @property
    def edits(self) -> Edits:
        """Return the fields as an article has them."""
        return {
            name: date.fromisoformat(value) if name == "published" and value else value for name, value in self.fields
        }


@dataclass(frozen=True, slots=True)
class Pending:
    """A draft as it was given, and what was chosen since."""

    id: str
    items: tuple[Item, ...]
    choices: tuple[Choice | Edit, ...] = ()

    def choosing(self, article: int, parts: Iterable[int], kind: Chosen) -> Pending:
        """Return the draft with some blocks of an article as one kind; what is chosen last counts."""
        chosen = {part: Choice(article, part, kind) for part in parts}
        others = (
            one for one in self.choices if isinstance(one, Edit) or one.article != article or one.part not in chosen
        )
        return replace(self, choices=(*others, *chosen.values()))

    def editing(self, article: int, edits: Edits) -> Pending:
        """Return the draft with other fields of an article."""
        fields = tuple((name, None if value is None else str(value)) for name, value in edits.items())
        return replace(self, choices=(*self.choices, Edit(article, fields)))


class Drafts:
    """The drafts of all servers, a folder a server; each method blocks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, server: int, items: tuple[Item, ...]) -> Pending:
        """Write a new draft, and return it.

        Raises:
            NotSaved: the disk does not take it.

        """
        self.sweep()
        folder = self._of(server)
        for old in sorted(folder.glob("*.json"), key=_age)[: 1 - MOST_WAITING]:
            _delete(old)
        pending = Pending(secrets.token_hex(8), items)
        with _explained():
            for number, item in enumerate(items):
                write_aside(folder / f"{pending.id}.{number}", item.data)
        # The last to be written: without it the rest is nothing.
        self.save(server, pending)
        return pending

    def save(self, server: int, pending: Pending) -> None:
        """Write what was chosen.

        Raises:
            NotSaved: the disk does not take it.

        """
        items = [{name: getattr(item, name) for name in _KEPT} for item in pending.items]
        kept = {"items": items, "choices": [asdict(choice) for choice in pending.choices]}
        with _explained():
            write_aside(self._path(server, pending.id), json.dumps(kept).encode())

    def read(self, server: int, draft: str) -> Pending:
        """Return a draft of a server.

        Raises:
            DraftGone: it was published or discarded, or it has waited too long.
            NotSaved: the disk does not give it at the moment.

        """
        path = self._path(server, draft)
        try:
            kept = json.loads(path.read_bytes())
            items = tuple(_item(path.with_suffix(f".{number}"), one) for number, one in enumerate(kept["items"]))
            return Pending(draft, items, tuple(_choice(choice) for choice in kept["choices"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
            raise DraftGone("This draft is no longer kept: add the article again with /articles add.") from error
        except OSError as error:
            raise NotSaved(f"The draft cannot be read ({error}). Give the folder rights, or check the disk.") from error

    def discard(self, server: int, draft: str) -> bool:
        """Delete a draft, and tell whether it was there."""
        return _delete(self._path(server, draft))

    def sweep(self) -> None:
        """Delete the drafts that have waited too long, and what a crash has left of others."""
        for path in [path for path in self._files() if time.time() - _age(path) > LIFE]:
            path.unlink(missing_ok=True)

    def forget_server(self, server: int) -> None:
        """Delete all drafts of a server."""
        shutil.rmtree(self._of(server), ignore_errors=True)

    def _files(self) -> Iterator[Path]:
        return self._folder.glob("*/*")

    def _of(self, server: int) -> Path:
        return self._folder / f"{server:d}"

    def _path(self, server: int, draft: str) -> Path:
        return self._of(server) / f"{draft}.json"


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotSaved(f"The draft cannot be written ({error}). Give the disk room, or the folder rights.") from error


def _choice(kept: dict[str, Any]) -> Choice | Edit:
    if "fields" not in kept:
        return Choice(**kept)
    return Edit(kept["article"], tuple((name, value) for name, value in kept["fields"]))


def _item(path: Path, kept: dict[str, Any]) -> Item:
    return Item(kept["name"], path.read_bytes(), **{name: kept[name] for name in _KEPT[1:] if name in kept})


def _age(path: Path) -> float:
    """Return when a file was written, in seconds; what is gone is as old as can be."""
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _delete(path: Path) -> bool:
    """Delete a draft by its .json, which goes first: what is half deleted is no draft any more."""
    was_there = path.exists()
    path.unlink(missing_ok=True)
    for data in path.parent.glob(f"{path.stem}.*"):
        data.unlink(missing_ok=True)
    return was_there
