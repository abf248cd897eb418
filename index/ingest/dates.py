"""Words and numbers -> a date, only where day, month and year all stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan ene gen janv janvier enero gennaio janeiro januar january",
            "feb fev fév févr février febrero febbraio fevereiro februar february",
            "mar mär märz mars marzo março march",
            "apr avr abr avril abril aprile april",
            "may mai mayo maggio maio",
            "jun juin junio giugno junho juni june",
            "jul juil lug juillet julio luglio julho juli july",
            "aug aoû août ago agosto august",
            "sep sept set septembre septiembre settembre setembro september",
            "oct okt ott out octobre octubre ottobre outubro oktober october",
            "nov novembre noviembre novembro november",
            "dec déc dez dic décembre diciembre dicembre dezembro dezember december",
        ),
        start=1,
    )
    for name in names.split()
}
_WORD = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMERIC = r"(?<!\d)(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?!\d)"
_YEAR_FIRST = (
    r"(?<!\d)(?P<y>\d{4})\s{0,2}(?:年|년|[-./])\s{0,2}(?P<m>\d{1,2})\s{0,2}(?:月|월|[-./])\s{0,2}(?P<d>\d{1,2})(?!\d)"
)
_MONTH_FIRST = rf"\b(?P<m>{_WORD})\b\.?\s{{0,2}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,2}}(?P<y>\d{{4}})(?!\d)"
_DAY_FIRST = (
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?[\s-]{{1,2}}(?:de\s|of\s)?"
    rf"(?P<m>{_WORD})\b\.?,?[\s-]{{1,2}}(?:de\s)?(?P<y>\d{{4}})(?!\d)"
)
_Reader = Callable[["re.Match[str]"], date | None]


def _named(match: re.Match[str]) -> date | None:
    month = _month(match["m"])
    return None if month is None else _real(int(match["y"]), month, int(match["d"]))


def _month(said: str) -> int | None:
    """Return the number of a month; a pattern that ignores case also takes the letters ſ, İ and K for s, i and k."""
    if said.isdecimal():
        return int(said)
    return _MONTHS.get(said.casefold().replace("\u0307", ""))


def _ambiguous(match: re.Match[str]) -> date | None:
    """Read 14/1/2026 and 1/14/2026; leave 3/4/2026, which is two dates."""
    first, second = int(match["a"]), int(match["b"])
    if match["s"] == "." or first > 12 or first == second:  # noqa: PLR2004
        return _real(int(match["y"]), second, first)
    return _real(int(match["y"]), first, second) if second > 12 else None  # noqa: PLR2004


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(_YEAR_FIRST), _named),
    (re.compile(_MONTH_FIRST, re.IGNORECASE), _named),
    (re.compile(_DAY_FIRST, re.IGNORECASE), _named),
    (re.compile(_NUMERIC), _ambiguous),
)


def find_date(text: str) -> tuple[date, int, int] | None:
    """Return the first whole date in a short text and where it stands, or None."""
    for pattern, read in _READERS:
        match = pattern.search(text)
        day = read(match) if match else None
        if match and day:
            return day, match.start(), match.end()
    return None


def to_date(value: object) -> date | None:
    """Return what a metadata field says as a date: ISO and written dates, YYYYMMDD, seconds since 1970."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value).strip()[:100]
    if re.fullmatch(r"\d{8}", text):
        return _real(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d*)?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date()
    found = find_date(text)
    return found[0] if found else None
