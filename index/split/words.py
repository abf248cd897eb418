"""How long a text is to a reader."""

from __future__ import annotations

from index.split.rough import CJK


def count_words(text: str) -> int:
    """Count words; two Chinese, Japanese or Korean characters count as one."""
    characters = len(CJK.findall(text))
    return len(text.split()) if not characters else len(CJK.sub(" ", text).split()) + (characters + 1) // 2
