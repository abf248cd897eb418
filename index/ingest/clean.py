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
from index.ingest.places import Kinds, agency_captions, biographies, head, headings, link_runs, underlines
from index.records import Kind, Part

_STEPS = (underlines, link_runs, head, headings, agency_captions, biographies)


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
    found = find_fields(blocks, kinds)
    parts = tuple(part for block, kind in zip(blocks, kinds, strict=True) for part in _parts(block, kind))
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


def _parts(block: Block, kind: Kind) -> list[Part]:
    """Part the list mark on a line of its own from a body item, so that no quote begins with it."""
    if kind != "body" or not block.mark:
        return [Part(block.start, block.end, kind)]
    return [Part(block.start, block.start + block.mark, "boilerplate"), Part(block.content, block.end, "body")]
