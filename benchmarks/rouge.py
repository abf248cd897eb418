"""How much of a person's summary a summary holds: ROUGE-N F1 over stems, the best of several references (Lin, 2004)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import tantivy

Grams = Counter[tuple[str, ...]]


def rouge(text: str, references: Sequence[str], size: int) -> float:
    """Return the F1 of a text's n-grams of a size against those of the reference that it is nearest to."""
    own = grams(text, size)
    return max(f1(own, grams(reference, size)) for reference in references)


@cache
def grams(text: str, size: int) -> Grams:
    """Return how often each n-gram stands in a text."""
    words = _stemmer().analyze(re.sub(r"[^a-z0-9]+", " ", text.lower()))
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def f1(one: Grams, other: Grams) -> float:
    """Return twice what both hold as a share of what they hold together."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    stemmer = tantivy.Filter.stemmer("english")
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(stemmer).build()
