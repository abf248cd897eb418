"""When a source is looked at again, and when a page is: pure functions of the time."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

LONGEST = timedelta(days=1)
"""How long a source that fails is left alone at most."""
LOOKS = tuple(timedelta(days=days) for days in (1, 2, 4, 8, 16))
"""How long after a page came it is looked at again."""
MISSES = 3
"""How often a page must not be there before its article is taken out."""
MISSED = timedelta(days=1)
"""Over what time."""
_AGAIN = timedelta(hours=12)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def next_run(url: str, every: int, now: datetime, failures: int = 0, wait: float | None = None) -> datetime:
    """Return when a source is due again, `failures` runs after the last good one.

    The time of day follows from the address alone: sources spread over the whole time between two runs, and all
    servers that follow one feed are due at the same moment, so that it is fetched once for them.
    """
    usual = timedelta(minutes=every)
    step = max(min(usual * (1 << min(failures, 12)), LONGEST), usual)
    earliest = now + (timedelta(seconds=wait) if wait else timedelta(0))
    phase = timedelta(seconds=int.from_bytes(hashlib.sha256(url.encode()).digest()[:6]) % int(usual.total_seconds()))
    since = (max(now + step - usual / 2, earliest) - _EPOCH - phase) // usual
    return _EPOCH + phase + (since + 1) * usual


def next_look(taken: datetime, now: datetime) -> datetime | None:
    """Return when a page is looked at again that became an article at a time; None: never."""
    return next((taken + after for after in LOOKS if taken + after > now), None)


def after_miss(misses: int, missed: datetime, now: datetime) -> datetime | None:
    """Return when a page is looked at again that was not there; None: it is gone."""
    return None if misses >= MISSES and now - missed >= MISSED else now + _AGAIN
