"""Article text -> passages of sentences, each with its offsets in the text.

A step knows only cuts: the places in a block of text where a new sentence begins. Steps add and remove cuts, so nothing
of the text can be lost or changed on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from index.records import Part, Passage, Sentence
from index.split import lengths, quotations, repairs
from index.split.blocks import blocks
from index.split.passages import MAX_SENTENCES, group
from index.split.rough import is_cjk, rough_cuts

__all__ = ["MAX_SENTENCES", "SPLITTER", "passages", "sentences_of", "split"]

SPLITTER = "syntok-1.4.4/2"


def split(text: str, parts: Sequence[Part], language: str | None) -> tuple[Passage, ...]:
    """Split the body into passages of sentences; `sentence.text` is always `text[start:end]`."""
    return passages(parts, [sentences_of(text, part, language) if part.kind == "body" else () for part in parts])


def passages(parts: Sequence[Part], sentences: Sequence[tuple[Sentence, ...]]) -> tuple[Passage, ...]:
    """Return the passages of the body, out of the sentences of each part."""
    found: list[Passage] = []
    for is_body, run in groupby(zip(parts, sentences, strict=True), key=lambda one: one[0].kind == "body"):
        if is_body:
            found += group([paragraph for _, paragraph in run])
    return tuple(found)


def sentences_of(text: str, part: Part, language: str | None) -> tuple[Sentence, ...]:
    """Return the sentences of one part, which knows nothing of those beside it."""
    found = []
    for start, end in blocks(text, part.start, part.end):
        for left, right in _spans(text[start:end], language):
            found.append(Sentence(text[start + left : start + right], start + left, start + right))
    return tuple(found)


def _spans(block: str, language: str | None) -> list[tuple[int, int]]:
    spans = []
    for left, right in pairwise(_cuts(block, language)):
        piece = block[left:right]
        start = left + len(piece) - len(piece.lstrip())
        spans.append((start, start + len(piece.strip())))
    return [span for span in spans if any(map(str.isalnum, block[slice(*span)]))]


def _cuts(block: str, language: str | None) -> list[int]:
    """Return where the sentences of a block begin, 0 and the block's length included."""
    cjk = is_cjk(block, language)
    cuts = rough_cuts(block, cjk=cjk)
    cuts = repairs.mend_cjk(block, cuts) if cjk else repairs.mend(block, cuts)
    cuts = quotations.keep_together(block, cuts, cjk=cjk)
    return repairs.attach_scraps(block, lengths.bound(block, cuts))
