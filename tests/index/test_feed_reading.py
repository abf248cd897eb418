"""Feeds of all kinds and of hostile people, as they are read: entries, or one sentence."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime

import pytest

from index.errors import IngestError
from index.feeds.records import Feed
from index.feeds.rules import Rules, words_of
from index.feeds.times import next_run
from index.ingest.feeds import read_feed
from index.ingest.feeds.records import FeedRead
from index.records import Fetched

PROSE = "The ferry sails at nine. " * 12
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
<title type="html">A &amp;amp; &lt;b>B&lt;/b></title><entry><id>tag:1</id><title>One</title><link href="one"/>
<updated>2026-02-03T04:05:06Z</updated><author><name>Ann</name></author>
<content type="html">&lt;p>{PROSE}&lt;/p></content></entry></feed>"""


def read(data: str | bytes, media: str = "", address: str = "https://a.example/feed") -> FeedRead:
    return read_feed(Fetched(address, address, media, None, data.encode() if isinstance(data, str) else data))


def test_atom_is_read_with_links_made_whole() -> None:
    found = read(ATOM)
    (entry,) = found.entries
    assert (found.kind, found.title) == ("atom", "A & B")
    assert (entry.guid, entry.link, entry.title, entry.author) == ("tag:1", "https://a.example/x/one", "One", "Ann")
    assert (entry.published, entry.moment, entry.full) == (date(2026, 2, 3), "2026-02-03T04:05:06", True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_whatever_the_encoding_and_whatever_the_site_calls_it(encoding: str) -> None:
    declared = ATOM.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert read(declared.encode(encoding), "text/html").entries[0].title == "One"


def test_json_feeds_are_read() -> None:
    items = [
        {"id": 7, "url": "/seven", "title": "Seven", "content_text": PROSE, "date_published": "2026-02-03T04:05:06Z"}
    ]
    found = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [*items, "x", {}]}))
    assert (found.kind, found.title, len(found.entries)) == ("json", "J", 2)
    entry = found.entries[0]
    assert (entry.guid, entry.link, entry.published, entry.full) == (
        *("7", "https://a.example/seven", date(2026, 2, 3), True),
    )


def test_sitemaps_of_news_have_titles_and_days() -> None:
    url = """<url><loc>https://a.example/1</loc><n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <n:publication><n:name>The A</n:name></n:publication><n:publication_date>2026-02-03</n:publication_date>
    <n:title>One</n:title></n:news><i:image xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">
    <i:loc>https://a.example/1.jpg</i:loc><i:title>A picture</i:title></i:image></url>"""
    found = read(gzip.compress(f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{url}</urlset>".encode()))
    (entry,) = found.entries
    assert (found.kind, found.title) == ("sitemap", "The A")
    assert (entry.link, entry.title, entry.published) == ("https://a.example/1", "One", date(2026, 2, 3))


def test_a_page_names_its_feeds_those_of_comments_last() -> None:
    named = "".join(
        f"<link rel='alternate' type='application/rss+xml' href='{href}'>"
        for href in ("/comments/feed", "/feed", "javascript:alert(1)")
    )
    found = read(f"<!doctype html><html><head>{named}</head></html>")
    assert (found.kind, found.leads) == (None, ("https://a.example/feed", "https://a.example/comments/feed"))


@pytest.mark.parametrize(
    ("text", "full"),
    [(PROSE, True), (f"{PROSE} Read more »", False), (f"{PROSE}[…]", False), ("Short.", False)],
    ids=["whole", "read more", "breaks off", "short"],
)
def test_a_teaser_is_told_from_a_whole_text(text: str, full: bool) -> None:
    assert read(ATOM.replace(PROSE, text)).entries[0].full is full


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"hello", b"\x00\x01\x02", b"\x1f\x8bbroken", b"{", b'{"items": 3}', b"[" * 100_000, b"{" * 100_000),
        *(b"<?xml version='1.0'?><foo/>", b"<urlset><url>", b"%PDF-1.4", b"<" * 100_000),
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>",
        gzip.compress(b"\0" * 60_000_000, mtime=0),
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_is_no_feed_is_a_sentence(data: bytes) -> None:
    with pytest.raises(IngestError, match=r"\.$"):
        read(data)


def test_entities_are_neither_multiplied_nor_fetched() -> None:
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<!DOCTYPE r [<!ENTITY l0 'ha'>{laughs}<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    found = read(f"<?xml version='1.0'?>{bomb}<rss version='2.0'><channel><title>&l9;&f;</title></channel></rss>")
    assert len(found.title or "") < 100
    assert "root" not in (found.title or "")


@pytest.mark.parametrize(
    "item",
    [
        "<pubDate>Mon, 99 Foo 99999 99:99:99</pubDate>",
        "<link>http://[::1</link>",
        "<link>javascript:alert(1)</link>",
        "<title>\ud7ff&#0;&#55296;</title>",
        f"<title>{'x' * 100_000}</title>",
        f"<description>{'&lt;div>' * 20_000}</description>",
        f"<description>{'x' * 2_000_000}</description>",
        "<guid></guid><title></title>",
    ],
    ids=lambda item: item[:24],
)
def test_a_hostile_entry_spoils_no_other(item: str) -> None:
    feed = f"<rss version='2.0'><channel><item>{item}</item><item><title>Sound</title></item></channel></rss>"
    entries = read(feed).entries
    assert [entry.title for entry in entries][-1] == "Sound"
    assert all(entry.link is None or entry.link.startswith("http") for entry in entries)
    assert all(len(entry.title or "") <= 1_000 for entry in entries)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("ferry, new harbour", ("ferry", "new harbour")),
        ('ferry "New  Harbour"', ("ferry", "new harbour")),
        ("港、市長", ("港", "市長")),
        (" , ", ()),
    ],
)
def test_words_stand_between_commas_or_else_between_spaces(written: str, words: tuple[str, ...]) -> None:
    assert words_of(written) == words


def test_words_are_whole_ones_where_a_script_has_spaces() -> None:
    rules = Rules(include="ferry, 港", exclude="ads")
    assert [rules.lets(text) for text in ("The Ferry sails", "ferryman", "新港が開く", "A ferry of ads")] == [
        *(True, False, True, False)
    ]


def test_those_who_follow_one_address_are_due_at_one_moment() -> None:
    first = next_run("https://a.example/feed", 60, NOW)
    assert 30 <= (first - NOW).total_seconds() / 60 <= 90
    assert (next_run("https://a.example/feed", 60, first) - first).total_seconds() == 3600
    assert (next_run("https://a.example/feed", 120, NOW) - first).total_seconds() % 3600 == 0
    assert next_run("https://a.example/feed", 60, NOW, wait=7200) >= NOW.replace(hour=10)
    assert Feed(1, "", "rss", "A", "B", Rules(), paused=False, next_run=first, error="x").state == "failing"
