"""How much of one feed is read."""

from __future__ import annotations

MOST_ENTRIES = 2_000
MOST_LINKS = 10_000
"""Pages that a sitemap names."""
_LONGEST = 1_000_000
"""Characters of an entry."""
_TOGETHER = 20_000_000
"""Characters of all entries."""


class Budget:
    """What is left of what the entries of one feed may have together."""

    def __init__(self) -> None:
        self._left = _TOGETHER

    def cut(self, markup: str) -> str:
        """Return a text, or nothing of one that is too long: half an article is none."""
        if len(markup) > min(_LONGEST, self._left):
            return ""
        self._left -= len(markup)
        return markup
