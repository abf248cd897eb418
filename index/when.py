"""Sentence and the day of its article -> when what it tells has happened, as far as its words say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NAMED = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTHS = _NAMED.split("|")
_SHORT = re.compile(
    rf"\b(?P<m1>{_NAMED}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{_NAMED})\b"
    r"|(?<!\d)(?P<m3>\d{1,2})\s?[月월]\s?(?P<d3>\d{1,2})\s?[日일]"
)
"""A day without its year."""
_YEAR = re.compile(
    r"(?<![\d.,$€£¥])(?:1\d|20)\d\d(?=\s?[年년])"
    r"|\b(?:in|since|from|until|of|by|before|after|during) (?:1\d|20)\d\d\b(?![.,]\d)",
    re.I,
)
_AHEAD = timedelta(days=180)
"""How far after its article a day without a year may lie: beyond, the year before is meant."""


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a year of which no day is told."""

    day: date
    whole_year: bool = False
    stated: bool = True
    """It stands in the sentence; else it is its article's."""


def when(sentence: str, published: date | None) -> When | None:
    """Return when what a sentence tells has happened, or None where neither it nor its article has a date."""
    # Reading articles takes its time to load, and a question needs none of it.
    from index.ingest.dates import find_date

    if found := find_date(sentence):
        return When(found[0])
    if published and (day := _short(sentence, published)):
        return When(day)
    if (match := _YEAR.search(sentence)) and (published is None or int(match[0][-4:]) != published.year):
        return When(date(int(match[0][-4:]), 1, 1), whole_year=True)
    return When(published, stated=False) if published else None


def _short(sentence: str, published: date) -> date | None:
    match = _SHORT.search(sentence)
    if match is None:
        return None
    said = match.groupdict()
    month, day = next((said[f"m{n}"], said[f"d{n}"]) for n in (1, 2, 3) if said[f"m{n}"])
    number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
    try:
        found = date(published.year, number, int(day))
        return found if found <= published + _AHEAD else found.replace(year=published.year - 1)
    except ValueError:
        return None
