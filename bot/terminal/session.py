"""What all commands of one call share: the settings, and which library is meant."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import typer

from bot.occupancy import occupy
from bot.settings import Settings
from bot.terminal.output import say
from index import Library, NoAccess, UnknownArticle, prepare

_LARGEST = 2**63
_NOTICE = 2.0
"""Seconds: a model that is ready loads in a fifth of that."""


@dataclass(frozen=True, slots=True)
class Session:
    """The settings of one call of `summit`, and the server it is about."""

    settings: Settings
    server: str | None = None

    @property
    def folder(self) -> Path:
        """Return the folder of the library that is meant."""
        return self.settings.data / (f"servers/{self.server}" if self.server else "shared")

    @property
    def preview(self) -> Path:
        """Return the folder of the preview's library."""
        return self.settings.data / "preview"

    @contextmanager
    def open(self, folder: Path | None = None) -> Iterator[Library]:
        """Lend the library that is meant, or the one in `folder`."""
        with ExitStack() as stack:
            # Where nothing may be written, nothing can be restored either.
            with suppress(NoAccess):
                stack.enter_context(occupy(self.settings.data))
            yield stack.enter_context(Library.open(folder or self.folder, self.settings.config))

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


def article_id(words: str) -> int:
    """Return the ID that a person typed; raise UnknownArticle where no article can have it."""
    if words.isascii() and words.isdigit() and len(words) < len(str(_LARGEST)):
        return int(words)
    raise UnknownArticle(f"There is no article {words}: `summit list` shows the IDs.")
