"""One request of the bot that fails, whichever it is: refused, lost on its way, or lost after Discord has taken it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from simcord.backend.errors import BackendError
from simcord.http import router

KINDS: dict[str, Callable[[], Exception]] = {
    "403": lambda: BackendError(403, 50001, "Missing Access"),
    "404": lambda: BackendError(404, 0, "404: Not Found"),
    "429": lambda: BackendError(429, 0, "You are being rate limited."),
    "500": lambda: BackendError(500, 0, "500: Internal Server Error"),
    "503": lambda: BackendError(503, 0, "upstream connect error"),
    "reset": lambda: ConnectionResetError(104, "Connection reset by peer"),
    "disconnected": aiohttp.ServerDisconnectedError,
    "lost": aiohttp.ServerDisconnectedError,
}
"""How a request fails; one that is lost was taken by Discord, and only its answer did not arrive."""
USUAL = ("404", "503", "disconnected", "lost")


class Faults:
    """Count the bot's requests, and let the one of a number fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._dispatch = router.dispatch
        self._left: int | None = None
        self._kind = ""
        self.struck = False
        monkeypatch.setattr(router, "dispatch", self._answer)

    def strike(self, request: int, kind: str) -> None:
        """Let a request from now on fail, counted from 0."""
        self._left, self._kind, self.struck = request, kind, False

    def rest(self) -> None:
        """Let none fail."""
        self._left = None

    def _answer(self, *given: Any, **options: Any) -> Any:
        if self._left is None:
            return self._dispatch(*given, **options)
        self._left -= 1
        if self._left >= 0:
            return self._dispatch(*given, **options)
        self._left, self.struck = None, True
        if self._kind == "lost":
            self._dispatch(*given, **options)
        raise KINDS[self._kind]()
