"""When a digest is due: at an hour of the server's own clock, each day or on Mondays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.records import Digest

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def last_due(digest: Digest, zone: str, now: datetime) -> datetime:
    """Return the last moment, until now, at which a digest was due."""
    today = _at(digest, zone, now)
    return today if today <= now else _at(digest, zone, now, -_period(digest))


def next_due(digest: Digest, zone: str, now: datetime) -> datetime:
    """Return the next moment at which a digest is due."""
    today = _at(digest, zone, now)
    return today if today > now else _at(digest, zone, now, _period(digest))


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name; UTC where this machine knows it no longer."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@cache
def zones() -> tuple[str, ...]:
    """Return the names of all time zones."""
    return tuple(sorted(available_timezones()))


def _period(digest: Digest) -> timedelta:
    return _WEEK if digest.weekly else _DAY


def _at(digest: Digest, zone: str, now: datetime, by: timedelta = timedelta()) -> datetime:
    """Return the moment of this day, or of this week's Monday, moved by whole days of the clock on the wall."""
    local = now.astimezone(zone_of(zone))
    monday = timedelta(days=local.weekday()) if digest.weekly else timedelta()
    wall = local.replace(hour=digest.hour, minute=0, second=0, microsecond=0, fold=0) - monday + by
    return wall.astimezone(UTC)
