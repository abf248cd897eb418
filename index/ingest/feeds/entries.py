"""An entry of a feed that has the whole article -> a Source, as one JSON object that a worker can be handed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from index.errors import NothingToQuote
from index.ingest.canonical import clean_address
from index.ingest.feeds.records import FeedEntry
from index.ingest.fields import read_fields
from index.ingest.html import newsletter
from index.ingest.outcome import outcome
from index.ingest.reading import Origin, Reading, article_of
from index.records import Article, Item, Source

_FEWEST = 600
"""Characters from which a text may be a whole article where the feed does not say what it is."""
_SHORT = 200
"""The same where the feed calls it the content."""
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[\s?(?:…|\.\.\.|&hellip;)\s?\]|(?:read|see|view) (?:the )?(?:more|full (?:story|article)|rest)"
    r"|continue reading|続きを読む|全文を読む|더 ?보기|자세히 보기)[\s.»›→>)\]]{0,5}"
    r"(?:the post .{1,300} appeared first on .{1,200})?\Z",
    re.IGNORECASE,
)


def is_whole(markup: str, *, is_content: bool) -> bool:
    """Tell whether what a feed has of an article is all of it, and no teaser."""
    text = plain(markup)
    return len(text) >= (_SHORT if is_content else _FEWEST) and not _CUT_OFF.search(text[-600:])


def plain(markup: str | None) -> str:
    """Return the words of a piece of HTML in one line."""
    if not markup or not markup.strip():
        return ""
    if "<" not in markup:
        return " ".join(html.unescape(markup).split())
    return " ".join(newsletter(f"<div>{markup}</div>").text.split())


def as_html(text: str) -> str:
    """Return plain text as HTML, a paragraph where it has one."""
    return "".join(f"<p>{html.escape(piece, quote=False)}</p>" for piece in re.split(r"\n\s*\n", text) if piece.strip())


def entry_data(entry: FeedEntry, publisher: str | None, identity: str) -> bytes:
    """Return an entry as an `Item` of it holds it; `identity` serves where it links to no page."""
    published = entry.published.isoformat() if entry.published else None
    said = {"title": entry.title, "author": entry.author, "publisher": publisher, "published": published}
    return json.dumps({**said, "link": entry.link, "html": entry.html, "identity": identity}).encode()


def read_entry(item: Item) -> Source:
    """Return the article that an entry is."""
    return outcome(item.name, lambda: _article(item.name, json.loads(item.data)))


def _article(name: str, said: Mapping[str, str | None]) -> Article:
    link, lines = said["link"], newsletter(f"<div>{said['html']}</div>")
    if not lines.text:
        raise NothingToQuote("This entry of the feed has no text.")
    fields = read_fields({key: said[key] for key in ("title", "author", "publisher", "published")})
    origin = Origin(name, identity=said["identity"], address=clean_address(link) if link else None)
    return article_of(Reading(lines.text, fields, lines.hints), origin)
