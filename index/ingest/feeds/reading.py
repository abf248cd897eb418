"""Bytes -> what a feed says; told by what they are, for sites call their feeds all kinds of things."""

from __future__ import annotations

import io
import re
import zlib
from urllib.parse import urljoin

from index.errors import IngestError, TooLarge, Unreadable
from index.ingest.canonical import clean_address
from index.ingest.feeds import jsonfeed, sitemap, syndication
from index.ingest.feeds.records import FeedRead
from index.ingest.fields import web_address
from index.ingest.html import decoded
from index.ingest.outcome import unforeseen
from index.ingest.tags import check_tags
from index.records import Fetched

MOST_UNPACKED = 50_000_000
_GZIP = b"\x1f\x8b"
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html[\s>])", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]")
_FEED = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_HEAD = 4_096
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MOST_LEADS = 5
_NO_FEED = "What is at this address is neither a feed nor a page that names one: give the address of the feed itself."


def read_feed(fetched: Fetched) -> FeedRead:
    """Return what is at the address of a feed, its links whole.

    Raises:
        IngestError: it is none, or broken.

    """
    try:
        return _read(_unpacked(fetched.data), fetched)
    except IngestError:
        raise
    except MemoryError as error:
        raise TooLarge("Reading this feed took more memory than one may take.") from error
    except Exception as error:
        raise unforeseen(fetched.asked, error) from error


def _read(data: bytes, fetched: Fetched) -> FeedRead:
    # A feed in UTF-16 has a NUL beside each letter of its tags.
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head:
        raise Unreadable("There is nothing at this address: check it in a browser.")
    if head.startswith(b"{"):
        return jsonfeed.read(data, fetched.address)
    if _SITEMAP.search(head):
        return sitemap.read(data, fetched.address)
    if _PAGE.search(head) and not _FEED.search(head):
        return FeedRead(None, leads=_named(decoded(data, fetched.charset), fetched.address))
    if not head.startswith(b"<") and not _FEED.search(head):
        raise Unreadable(_NO_FEED)
    return syndication.read(data, fetched)


def _unpacked(data: bytes) -> bytes:
    """Return what is packed as a whole, as sitemaps are."""
    if not data.startswith(_GZIP):
        return data
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    stream, whole = io.BytesIO(data), bytearray()
    try:
        while not unpacking.eof and (chunk := unpacking.unconsumed_tail or stream.read(65_536)):
            whole += unpacking.decompress(chunk, 1_000_000)
            if len(whole) > MOST_UNPACKED:
                raise TooLarge(f"This feed unpacks to over {MOST_UNPACKED / 1e6:g} MB, too large to be read.")
    except zlib.error as error:
        raise Unreadable("This feed is packed and damaged: try again later.") from error
    return bytes(whole)


def _named(page: str, address: str) -> tuple[str, ...]:
    """Return the feeds that a page names, those of comments last."""
    from lxml import html

    check_tags(page)
    if not page.strip():
        return ()
    found: dict[str, str] = {}
    for link in html.document_fromstring(page).iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower().split(";")[0].strip()
        if "alternate" in rel and (
            kind in _FEED_TYPES or (kind == "application/json" and "wp-json" not in str(link.get("href")))
        ):
            whole = web_address(clean_address(urljoin(address, (link.get("href") or "").strip())))
            if whole:
                found.setdefault(whole, f"{link.get('title') or ''} {whole}".lower())
    ordered = sorted(found, key=lambda one: "comment" in found[one])
    return tuple(ordered[:_MOST_LEADS])
