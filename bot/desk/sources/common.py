"""One fetch of a feed for all servers that follow it."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from index import Fetch, Fetched, Validators

FRESH_S = 600.0
"""How long a feed is not asked for again, whoever wants it; a source is looked at every quarter of an hour at most."""
MOST_BYTES = 30_000_000
_MOST = 1_000


@dataclass(slots=True)
class _Kept:
    fetched: Fetched
    moment: float


class Common:
    """Fetch feeds, each once for all who want it at about the same time; pages are fetched for whoever wants them."""

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._kept = OrderedDict[str, _Kept]()
        self._asking: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, words: str, since: Validators | None = None, *, feed: bool = False) -> Fetched:
        """Return what is at a link, as it was fetched for somebody else where that was not long ago."""
        if not feed:
            return self._fetch(words, since)
        with self._lock:
            asking = self._asking.setdefault(words, threading.Lock())
        with asking:
            return self._known(words, since) or self._asked(words, since)

    def forget(self) -> None:
        """Keep nothing that is no longer fresh."""
        with self._lock:
            self._kept = OrderedDict(
                (words, one) for words, one in self._kept.items() if self._clock() - one.moment < FRESH_S
            )
            self._asking = {words: lock for words, lock in self._asking.items() if lock.locked()}

    def _known(self, words: str, since: Validators | None) -> Fetched | None:
        with self._lock:
            kept = self._kept.get(words)
        if kept is None or self._clock() - kept.moment >= FRESH_S:
            return None
        fetched, has_state = kept.fetched, bool(kept.fetched.validators.etag or kept.fetched.validators.modified)
        if has_state and since == fetched.validators:
            return replace(fetched, data=b"", unchanged=True)
        return None if fetched.unchanged else fetched

    def _asked(self, words: str, since: Validators | None) -> Fetched:
        fetched = self._fetch(words, since, feed=True)
        with self._lock:
            self._kept[words] = _Kept(fetched, self._clock())
            while len(self._kept) > _MOST or sum(len(one.fetched.data) for one in self._kept.values()) > MOST_BYTES:
                self._kept.popitem(last=False)
        return fetched
