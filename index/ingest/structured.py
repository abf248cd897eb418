"""What a page says of itself for machines: JSON-LD, Open Graph, links in its head."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_MOST_SCRIPTS = 20
_LONGEST = 500_000
_DEEPEST = 12
_ARTICLES = {
    *("article", "newsarticle", "blogposting", "liveblogposting", "report", "reportagenewsarticle", "techarticle"),
    *("opinionnewsarticle", "analysisnewsarticle", "reviewnewsarticle", "backgroundnewsarticle", "scholarlyarticle"),
    *("advertisercontentarticle", "socialmediaposting", "discussionforumposting", "qapage", "question"),
}


@dataclass(frozen=True, slots=True)
class Structured:
    """What was found, as it stands there."""

    article: dict[str, Any] = field(default_factory=dict)
    """The article among the JSON-LD, where there is one."""
    kinds: frozenset[str] = frozenset()
    meta: dict[str, str] = field(default_factory=dict)
    """The first of each meta tag by its name or property, in lower case."""
    canonical: str | None = None

    @property
    def is_free(self) -> bool | None:
        """Tell whether it says that it can be read without paying."""
        said = str(self.article.get("isAccessibleForFree", "")).strip().lower()
        return {"true": True, "false": False, "1": True, "0": False}.get(said)

    @property
    def og_type(self) -> str:
        """Return what Open Graph calls it."""
        return self.meta.get("og:type", "").lower()

    def fields(self) -> dict[str, object]:
        """Return what is said of the article, the most exact first."""
        publisher = self.article.get("publisher")
        author = _names(self.article.get("author")) or _not_a_link(self.meta.get("article:author"))
        return {
            "title": self.article.get("headline") or self.meta.get("og:title") or self.meta.get("twitter:title"),
            "author": author or self.meta.get("author"),
            "publisher": _names(publisher) or self.meta.get("og:site_name"),
            "published": self.article.get("datePublished") or self.meta.get("article:published_time"),
            "language": self.article.get("inLanguage"),
        }


def read_structured(tree: Any) -> Structured:
    """Return what a page's tree says of itself; what is broken in it says nothing."""
    things = list(_things(tree))
    articles = [thing for thing in things if _kinds(thing) & _ARTICLES]
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        if name and element.get("content"):
            meta.setdefault(name, " ".join(element.get("content").split()))
    links = (one.get("href") for one in tree.iter("link") if "canonical" in (one.get("rel") or "").lower().split())
    article = max(articles, key=len, default={})
    return Structured(article, frozenset(kind for one in things for kind in _kinds(one)), meta, next(links, None))


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    scripts = [one for one in tree.iter("script") if (one.get("type") or "").strip().lower() == "application/ld+json"]
    for script in scripts[:_MOST_SCRIPTS]:
        try:
            said = json.loads((script.text or "")[:_LONGEST], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _inside(said, 0)


def _inside(said: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(said, list):
        for one in said[:200]:
            yield from _inside(one, depth + 1)
    elif isinstance(said, dict):
        if "@type" in said:
            yield said
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _inside(said.get(key), depth + 1)


def _kinds(thing: dict[str, Any]) -> set[str]:
    said = thing.get("@type")
    return {str(one).rpartition("/")[2].lower() for one in (said if isinstance(said, list) else [said])}


def _names(said: object) -> str | None:
    """Return the names of people or houses, however they are given."""
    if isinstance(said, list):
        return ", ".join(dict.fromkeys(name for one in said[:20] if (name := _names(one)))) or None
    if isinstance(said, dict):
        return _names(said.get("name"))
    return _not_a_link(said) if isinstance(said, str) else None


def _not_a_link(said: str | None) -> str | None:
    return said if said and "://" not in said and not said.startswith("@") else None
