"""Text -> the terms that words are found by: lower-cased stems, and pairs of characters in unspaced script."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cache

import numpy as np
import tantivy
from numpy.typing import NDArray

Terms = NDArray[np.uint32]

ANALYSER = "simple-fold-english/1"
"""Stored with an index: terms of two analysers must not be compared."""
LONGEST = 40
"""Characters of a term; what is longer is no word that anybody asks for."""
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f]+")
STOP_WORDS = """
a about after again all also am an and any are as at be because been before being between both but by can could
d did do does doing don down during each ever few for from further get give had has have having he her here hers
him his how i if in into is it its just ll many may me might more most much must my name no nor not now of off
on once one only or other our out over own please re s same shall she should so some such t tell than that the
their them then there these they thing this those through to too under up us ve very was we were what when where
which while who whom whose why will with would you your
"""
"""Words that most sentences hold, and those that only ask."""


def terms(text: str) -> list[str]:
    """Return the terms of a text in their order, stop words left out."""
    found = []
    for token in _analyser().analyze(text):
        found.extend(_pairs(token) if UNSPACED.search(token) else [token])
    return found


def term_ids(words: Iterable[str]) -> Terms:
    """Return a 32-bit number for each term, the same on every machine."""
    return np.array([zlib.crc32(word.encode()) for word in words], np.uint32)


@cache
def _analyser() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(4 * LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.custom_stopword(STOP_WORDS.split()))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _pairs(token: str) -> list[str]:
    """Return overlapping pairs of characters for unspaced script, and what stands between as it is."""
    found: list[str] = []
    at = 0
    for run in UNSPACED.finditer(token):
        found.append(token[at : run.start()])
        word = run.group()
        found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        at = run.end()
    return [piece for piece in [*found, token[at:]] if piece]
