"""Which articles may answer: those from a day on, those of one publisher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from index.errors import BadDay

_MOST_DAYS = 36_500
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an article must be to answer; None: anything."""

    since: date | None = None
    """Published from this day on; where no date is known, added from then on."""
    publisher: str | None = None
    """By its whole name, in small letters or large ones."""

    def __bool__(self) -> bool:
        return self.since is not None or self.publisher is not None

    def fits(self, publisher: str | None, day: date) -> bool:
        """Tell whether an article may answer, by its publisher and its day."""
        if self.since is not None and day < self.since:
            return False
        return self.publisher is None or _folded(publisher or "") == _folded(self.publisher)


def first_day(words: str, today: date) -> date:
    """Return the day that a person means by a date or by a number of days.

    Raises:
        BadDay: they are neither.

    """
    # Reading articles takes its time to load, and a question needs none of it.
    from index.ingest.dates import to_date

    text = words.strip()
    if text.isdecimal() and int(text[:_LONGEST]) <= _MOST_DAYS:
        return max(date.min, today - timedelta(int(text)))
    found = to_date(text[:_LONGEST])
    if found is None:
        raise BadDay(f"{text[:_LONGEST]!r} is neither a date, such as 2026-01-31, nor a number of days.")
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
