"""How many tags and attributes a page may have: to a parser, a tag grows with the square of its attributes."""

from __future__ import annotations

import re

from index.errors import Unreadable

MAX_TAGS = 50_000
MAX_ATTRIBUTES = 3_000
"""Attributes of one tag, or words in a script behind what looks like one."""

# None of these can fail after it has begun, so that each character is looked at once.
_START = re.compile(r"<[a-z][^\s/>]*+", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"[\s/]*+(?:=?[^\s/>=]++|=)(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+))?+")


def check_tags(page: str) -> None:
    """Raise Unreadable where a page has more tags, or a tag more attributes, than a page of one article has."""
    if page.count("<") > MAX_TAGS:
        raise Unreadable(f"This page has over {MAX_TAGS:,} tags, too many for one article: save its text as .txt.")
    at = 0
    while start := _START.search(page, at):
        at = _end(page, start.end())


def _end(page: str, at: int) -> int:
    """Return where the attributes end that begin at `at`."""
    for _ in range(MAX_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(page, at)
        if attribute is None:
            return at
        at = attribute.end()
    raise Unreadable(
        f"This page has a tag with over {MAX_ATTRIBUTES:,} attributes, so it is no article's page: "
        "save its text as .txt."
    )
