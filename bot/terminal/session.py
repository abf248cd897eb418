"""What all commands of one call share: the settings, and which library is meant."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import typer

from bot.backup.occupancy import occupy, refuse_others
from bot.settings import Settings
from bot.terminal.output import say
from index import Library, NoAccess, UnknownArticle, prepare

_DATABASE = "library.db"
_LARGEST = 2**63
_NOTICE = 2.0
"""Seconds: a model that is ready loads in a fifth of that."""


@dataclass(frozen=True, slots=True)
class Session:
    """The settings of one call of `summit`, and the server it is about."""

    settings: Settings
    server: str | None = None
    wrong: tuple[str, ...] = ()
    """What of the settings cannot be used; only `doctor` is called in spite of it."""

    @property
    def folder(self) -> Path:
        """Return the folder of the library that is meant."""
        return self.settings.data / (f"servers/{self.server}" if self.server else "shared")

    @property
    def preview(self) -> Path:
        """Return the folder of the preview's library."""
        return self.settings.data / "preview"

    @property
    def has_library(self) -> bool:
        """Tell whether there is the library that is meant."""
        return not _is_missing(self.folder / _DATABASE)

    @contextmanager
    def open(self, folder: Path | None = None, *, new: bool = False) -> Iterator[Library]:
        """Lend the library that is meant, or the one in `folder`.

        Where a server has none, a `new` one is made if that is wanted; else an empty one is lent that leaves nothing:
        its folder would count as that of a server which has removed the bot.
        """
        place = folder or self.folder
        with ExitStack() as stack:
            stack.enter_context(self.at_work(new=new))
            if self.server and not new and _is_missing(place / _DATABASE):
                place = Path(stack.enter_context(TemporaryDirectory(prefix="summit.")))
            yield stack.enter_context(Library.open(place, self.settings.config))

    @contextmanager
    def at_work(self, *, new: bool = False) -> Iterator[None]:
        """Keep a restore away; what an interrupted one has moved is put back first.

        A data folder that is empty stays so for a server, unless something `new` is to be made in it.
        """
        refuse_others(self.settings.data)
        with ExitStack() as stack:
            # Where nothing may be written, nothing can be restored either.
            with suppress(NoAccess):
                if new or not self.server or not _is_empty(self.settings.data):
                    stack.enter_context(occupy(self.settings.data))
            yield

    def prepare(self) -> None:
        """Make the model ready before it is needed, and say so where that takes its time."""
        notice = threading.Timer(_NOTICE, say, ["Preparing the model: the first time this takes a minute or so."])
        notice.daemon = True
        notice.start()
        try:
            prepare(self.settings.config)
        finally:
            notice.cancel()


def session_of(context: typer.Context) -> Session:
    """Return what the options before the command say."""
    return cast(Session, context.obj)


def _is_missing(path: Path) -> bool:
    """Tell whether a file is not there; what cannot be looked at may be."""
    try:
        path.lstat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError as error:
        return isinstance(error, FileNotFoundError)


def article_id(words: str) -> int:
    """Return the ID that a person typed; raise UnknownArticle where no article can have it."""
    if words.isascii() and words.isdigit() and len(words) < len(str(_LARGEST)):
        return int(words)
    raise UnknownArticle(f"There is no article {words}: `summit list` shows the IDs.")
