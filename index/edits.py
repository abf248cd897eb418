"""The fields of an article that a person has edited, over what its source says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from index.records import Article

EDITABLE = ("title", "author", "published", "publisher", "url")
Edits = Mapping[str, str | date | None]
"""Fields by name; None takes one away."""


def edit(article: Article, edits: Edits) -> Article:
    """Return an article with other fields, remembered as a person's; what stays as it was is none of them.

    Raises KeyError where one is no field that can be edited.
    """
    for name in edits:
        if name not in EDITABLE:
            raise KeyError(name)
    changed: dict[str, Any] = {name: value for name, value in edits.items() if getattr(article, name) != value}
    return replace(article, **changed, edited=_together(article.edited, tuple(changed)))


def with_edits(article: Article, before: Article) -> Article:
    """Return an article with what was edited in an earlier state of it; what is edited now counts."""
    if before.identity != article.identity:
        return article
    kept: dict[str, Any] = {name: getattr(before, name) for name in before.edited if name not in article.edited}
    return replace(article, **kept, edited=_together(before.edited, article.edited))


def _together(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in EDITABLE if name in one or name in other)
