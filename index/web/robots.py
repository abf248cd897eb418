"""What a site allows robots to read (RFC 9309), asked once a day."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from index.errors import NotFetched
from index.web.links import Link
from index.web.manners import PRODUCT

KEPT_S = 86_400
UNREACHABLE_S = 300
"""A site whose rules cannot be had is asked again sooner."""
MOST = 500 * 1024
_MOST_SITES = 500


class Rules(Protocol):
    """What Protego makes of a robots.txt."""

    def can_fetch(self, url: str, user_agent: str) -> bool:
        """Tell whether an address may be read."""


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Rules | None
    """None: nothing may be read."""
    until: float


class Robots:
    """The rules of the sites that were asked last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, link: Link, fetch: Callable[[Link], tuple[int, bytes]]) -> None:
        """Raise NotFetched where a link may not be read; `fetch` returns the status and the body of a robots.txt."""
        with self._lock:
            known = self._known.get(link.origin)
        if known is None or known.until < self._clock():
            known = self._ask(link, fetch)
            self._keep(link.origin, known)
        if known.rules is None:
            raise NotFetched(f"{link.host} does not say what robots may read (robots.txt): try again later.")
        if not known.rules.can_fetch(str(link), PRODUCT):
            raise NotFetched(
                f"{link.host} does not want robots to read this page (robots.txt): save it, and add the file."
            )

    def _ask(self, link: Link, fetch: Callable[[Link], tuple[int, bytes]]) -> _Known:
        status, body = fetch(Link(link.scheme, link.host, link.port, "/robots.txt"))
        if status >= 500 or status == 429:  # noqa: PLR2004
            return _Known(None, self._clock() + UNREACHABLE_S)
        return _Known(_parsed(body[:MOST] if status == 200 else b""), self._clock() + KEPT_S)  # noqa: PLR2004

    def _keep(self, origin: str, known: _Known) -> None:
        with self._lock:
            self._known[origin] = known
            self._known.move_to_end(origin)
            while len(self._known) > _MOST_SITES:
                self._known.popitem(last=False)


def _parsed(body: bytes) -> Rules:
    from protego import Protego

    rules: Rules = Protego.parse(body.decode("utf-8", "replace").removeprefix("\ufeff"))
    return rules
