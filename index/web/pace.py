"""One request a second to each host, and none before it wants to be asked again."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from index.errors import NotFetched

GAP = 1.0
"""Seconds between two requests to one host."""
_MOST_HOSTS = 10_000
_LONGEST = 86_400


class Pace:
    """When each host may be asked next; shared by all threads of a process."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def take_turn(self, host: str, patience: float) -> None:
        """Wait until a host may be asked.

        Raises:
            NotFetched: that is later than in `patience` seconds.

        """
        with self._lock:
            now = self._clock()
            turn = max(self._next.get(host, now), now)
            if turn - now > patience:
                raise asks_to_wait(turn - now)
            self._forget(now)
            self._next[host] = turn + GAP
        if turn > now:
            self._sleep(turn - now)

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for some seconds, as it has asked for."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0), self._clock() + seconds)

    def _forget(self, now: float) -> None:
        if len(self._next) >= _MOST_HOSTS:
            self._next = {host: turn for host, turn in self._next.items() if turn > now}


def asks_to_wait(seconds: float) -> NotFetched:
    """Return the refusal of a link whose site wants to be left alone."""
    minutes = max(round(seconds / 60), 1)
    refusal = NotFetched(f"This site asks not to be asked again for {minutes} min: try again after that.")
    refusal.wait = seconds
    return refusal


def retry_after(header: str | None) -> float | None:
    """Return how many seconds a Retry-After says, at most a day; None where it says nothing."""
    words = (header or "").strip()
    if re.fullmatch(r"\d{1,9}", words):
        return min(float(words), _LONGEST)
    try:
        until = parsedate_to_datetime(words)
    except (TypeError, ValueError, IndexError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST)
