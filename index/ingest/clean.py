"""The cleaner: what of a text is an article's body, and what stands around it.

A block is classed by its own words where they say enough (`cues`), then by its neighbours and place: the items under
"More on ...", the names and dates above the first paragraph, the lines above a paragraph that are no sentence,
a reporter's life below the last. What nothing speaks against is body: a paragraph lost is an answer lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.ingest.blocks import Block, split_blocks
from index.ingest.cues import kind_alone
from index.ingest.found import find_fields
from index.ingest.places import (
    Kinds,
    agency_captions,
    biographies,
    head,
    headings,
    leftovers,
    link_runs,
    publishers,
    underlines,
)
from index.ingest.signatures import signed
from index.records import Kind, Part

_STEPS = (underlines, link_runs, head, publishers, headings, agency_captions, biographies, leftovers)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The parts of a text, and what it says about itself."""

    parts: tuple[Part, ...]
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None


def classify(text: str, hints: Mapping[str, Kind] | None = None) -> Cleaned:
    """Return the parts of `text` in order, covering all but white space, and the fields found in them.

    `hints` maps whole lines to what the page's tags said they are. Raises TooLarge for more lines than an article has.
    """
    blocks = split_blocks(text)
    kinds = _kinds(blocks, hints or {})
    parted = [_parts(text, block, kind) for block, kind in zip(blocks, kinds, strict=True)]
    found = find_fields(blocks, kinds, [_signature(text, parts) for parts in parted])
    parts = tuple(part for parts in parted for part in parts)
    return Cleaned(parts, found.title, found.author, found.publisher, found.published)


def _kinds(blocks: list[Block], hints: Mapping[str, Kind]) -> list[Kind]:
    kinds: Kinds = [_alone(block, hints) for block in blocks]
    if len(blocks) == 1:
        return ["boilerplate" if kinds[0] == "boilerplate" else "body"]
    for step in _STEPS:
        kinds = step(blocks, kinds)
    return [kind or "body" for kind in kinds]


def _alone(block: Block, hints: Mapping[str, Kind]) -> Kind | None:
    if not block.words:
        return None
    if block.heading:
        return "heading"
    return hints.get(block.words) or kind_alone(block.words)


def _parts(text: str, block: Block, kind: Kind) -> list[Part]:
    """Part what no quote may begin or end with: the list mark on a line of its own, the agency, the reporter."""
    if kind != "body":
        return [Part(block.start, block.end, kind)]
    lead, trail = signed(text[block.content : block.end])
    cuts: tuple[tuple[Kind, int, int], ...] = (
        ("boilerplate", block.start, block.start + block.mark),
        ("byline", block.content, block.content + lead),
        ("body", block.content + lead, block.content + trail),
        ("byline", block.content + trail, block.end),
    )
    return [part for kind, start, end in cuts if (part := _trimmed(text, start, end, kind))]


def _trimmed(text: str, start: int, end: int, kind: Kind) -> Part | None:
    words = text[start:end]
    bare = words.strip()
    left = start + words.index(bare) if bare else start
    return Part(left, left + len(bare), kind) if bare else None


def _signature(text: str, parts: list[Part]) -> str:
    """Return what stands before and after the sentences of a block of the body."""
    return " ".join(text[part.start : part.end] for part in parts if part.kind == "byline") if len(parts) > 1 else ""
