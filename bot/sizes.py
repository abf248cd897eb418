"""Sizes in bytes, as people write them."""

from __future__ import annotations

_KILO, _MEGA = 1_000, 1_000_000
_EXACT = 6
"""Digits of a megabyte with which no byte is lost."""


def in_units(size: int, digits: int = 1) -> str:
    """Return a size in bytes as people write it: "950 bytes", "12.3 kB", "12.3 MB"."""
    if size < _KILO:
        return "1 byte" if size == 1 else f"{size} bytes"
    unit, name = (_MEGA, "MB") if round(size / _KILO, digits) >= _KILO else (_KILO, "kB")
    return f"{size / unit:,.{digits}f} {name}"


def apart(found: int, most: int) -> tuple[str, str]:
    """Return two sizes with as many digits as it takes to tell them apart."""
    pairs = ((in_units(found, digits), in_units(most, digits)) for digits in range(1, _EXACT + 1))
    return next((pair for pair in pairs if pair[0] != pair[1]), (in_units(found), in_units(most)))
