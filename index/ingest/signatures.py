"""What stands before the first sentence of a Japanese or Korean body and after its last: place, agency, reporter."""

from __future__ import annotations

import re
from typing import Final

from index.ingest import japanese, korean

WIDE: Final = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_NEAR = 160
"""Code points from an end of a block within which such a mark stands."""
_LEADS: Final = (japanese.LEAD, korean.LEAD)
TRAILS: Final = (japanese.TRAIL, korean.TRAIL)


def signed(raw: str) -> tuple[int, int]:
    """Return where the sentences of a block begin and end, the marks before and after them left out."""
    if not WIDE.search(raw, 0, _NEAR):
        return 0, len(raw)
    lead = max((match.end() for pattern in _LEADS if (match := pattern.match(raw))), default=0)
    return lead, _trail(raw, lead)


def _trail(raw: str, lead: int) -> int:
    end = len(raw)
    for _ in range(2):
        found = [match for pattern in TRAILS if (match := pattern.search(raw, max(lead, end - _NEAR), end))]
        if not found:
            break
        end = min(match.start() for match in found)
    return end
