from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.desk.arranging.digests import last_due, next_due, zone_of, zones
from bot.records import Digest

DAILY, WEEKLY = Digest(1, hour=9), Digest(1, weekly=True, hour=9)
SEOUL, BERLIN = "Asia/Seoul", "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("digest", "zone", "now", "last", "following"),
    [
        (DAILY, "UTC", "2026-03-04 08:59", "2026-03-03 09:00", "2026-03-04 09:00"),
        (DAILY, "UTC", "2026-03-04 09:00", "2026-03-04 09:00", "2026-03-05 09:00"),
        (DAILY, SEOUL, "2026-03-04 23:30", "2026-03-04 00:00", "2026-03-05 00:00"),
        (WEEKLY, "UTC", "2026-03-04 12:00", "2026-03-02 09:00", "2026-03-09 09:00"),
        (WEEKLY, "UTC", "2026-03-02 08:00", "2026-02-23 09:00", "2026-03-02 09:00"),
        # In the night to 29 March the clocks of Berlin are put forward.
        (DAILY, BERLIN, "2026-03-28 12:00", "2026-03-28 08:00", "2026-03-29 07:00"),
        (Digest(1, hour=2), BERLIN, "2026-03-29 12:00", "2026-03-29 01:00", "2026-03-30 00:00"),
        (Digest(1, hour=2), BERLIN, "2026-10-25 12:00", "2026-10-25 00:00", "2026-10-26 01:00"),
    ],
)
def test_a_digest_is_due_at_its_hour_on_the_servers_clock(digest, zone, now, last, following):
    assert (last_due(digest, zone, at(now)), next_due(digest, zone, at(now))) == (at(last), at(following))


def test_a_zone_that_this_machine_does_not_know_is_utc():
    assert {zone_of(name).key for name in ("Nowhere/Land", "../etc/passwd", "", "UTC")} == {"UTC"}
    assert {SEOUL, BERLIN, "UTC"} <= set(zones())
