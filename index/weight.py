"""How many bytes an article will take on disk, told from its text before anything is stored."""

from __future__ import annotations

import re

from index.records import Article

DIMENSION = 384
"""Of the packaged model; a library that has articles knows its own."""
_VECTORS = 4
"""Bytes for each dimension of a sentence: two in the database and two in the saved index."""
_SENTENCE = 200
_BYTE = 5
"""Bytes for a byte of text: the article, its passages, their terms and what finds those."""
_WIDE_BYTE = 12
"""The same in a script without spaces, where each two characters are a term."""
_ENDS = re.compile(r"[.!?…][\"”’»)\]]{0,3}\s|[。！？]")


def weight(article: Article, dimension: int = DIMENSION) -> int:
    """Return about how many bytes an article takes, its vectors included, and seldom fewer than it will."""
    sentences = sum(
        1 + len(_ENDS.findall(article.text, part.start, part.end - 1)) for part in article.parts if part.kind == "body"
    )
    encoded = article.text.encode()
    wide = len(encoded) - len(encoded.decode("ascii", "ignore"))
    return sentences * (_VECTORS * dimension + _SENTENCE) + _BYTE * (len(encoded) - wide) + _WIDE_BYTE * wide
