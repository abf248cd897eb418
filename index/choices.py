"""What a person chose of an article's parts, over what the cleaner made of them."""

from __future__ import annotations

from dataclasses import replace

from index.records import Article, Kind, Part


def choose(article: Article, block: int, kind: Kind) -> Article:
    """Return an article whose part number `block` is of another kind, remembered as a person's choice.

    Raises IndexError where it has no such part.
    """
    if block < 0:
        raise IndexError(block)
    part = replace(article.parts[block], kind=kind)
    others = [other for other in article.chosen if other.start != part.start]
    return replace(
        article,
        parts=tuple(part if other.start == part.start else other for other in article.parts),
        chosen=tuple(sorted([*others, part], key=lambda one: one.start)),
    )


def with_choices(article: Article, before: Article) -> Article:
    """Return an article with what was chosen for the same blocks in an earlier text of it."""
    chosen = {_words(before, part): part.kind for part in before.chosen}
    if not chosen:
        return article
    parts = tuple(replace(part, kind=chosen.get(_words(article, part), part.kind)) for part in article.parts)
    return replace(article, parts=parts, chosen=tuple(part for part in parts if _words(article, part) in chosen))


def _words(article: Article, part: Part) -> str:
    return article.text[part.start : part.end]
