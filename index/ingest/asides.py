"""The tree of a page -> the same without what its own names call comments, letters to subscribe to, or consent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.ingest.markup import lines_of

_PROSE = 60
"""Characters from which a line may be prose."""
_LEAST = 300
"""Characters of prose that must be left: else the comments are what the page is there for, as in a thread."""
_WHOLE = ("html", "head", "body", "main", "article")
"""What carries such names for what is inside it, or for how it looks."""
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:user|fb|reader|article|post|page)[_-]?)?"
    r"(?:comments?|comentarios?|kommentare?|commentaires?|komentarze?|disqus|livefyre"
    r"|newsletter|subscri(?:be|ption)|sign-?up|cookies?|cookie-?(?:banner|msg|bar|notice|consent)\w*|consent|gdpr)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


def without_asides(tree: Any) -> bool:
    """Take such parts out of the tree, unless too little prose is left; tell whether any was there."""
    found = list(_outermost(tree))
    if not found or prose(tree) - sum(prose(each) for each in found) < _LEAST:
        return False
    for element in found:
        element.drop_tree()
    return True


def prose(tree: Any) -> int:
    """Return how long the lines of a page are together that could be prose."""
    return sum(len(line) for line in lines_of(tree).text.splitlines() if len(line) >= _PROSE)


def _outermost(tree: Any) -> Iterator[Any]:
    """Yield the elements with such a name that lie in none of them."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        if element.tag not in _WHOLE and _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            yield element
        else:
            waiting.extend(element)
