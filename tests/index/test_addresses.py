"""The many addresses of one article, and the libraries that were made before they were one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.ingest.canonical import canonical_url, clean_address, same_site, unwrapped
from index.store import Database, Store
from index.store.schema import MIGRATIONS

KNOWN = "https://news.example/a/b"


@pytest.mark.parametrize(
    "address",
    [
        *("http://news.example/a/b", "https://www.news.example/a/b/", "https://NEWS.example:443/a/b#top"),
        *("http://m.news.example/a/b", "https://mobile.news.example/a/b", "https://amp.news.example/a/b"),
        *("https://news.example/a/b/amp", "https://news.example/a/b/amp/", "https://news.example/a/b?amp=1"),
        *("https://news.example/a/b?utm_source=x&fbclid=y&gclid=z", "https://news.example/a/b?outputType=amp"),
        "https://www.google.com/amp/s/news.example/a/b",
        "https://news-example.cdn.ampproject.org/c/s/news.example/a/b",
    ],
)
def test_the_addresses_of_an_article_are_one(address: str) -> None:
    assert canonical_url(address) == KNOWN


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://news.example/a/B",
            "https://news.example/a/b?id=2",
            "https://other.example/a/b",
            "https://news.example",
        ),
        *("https://news.example:8080/a/b", "https://news.example/a/b/c", "https://sport.news.example/a/b"),
        *("https://news.example/a/bamp", "https://m.example", "https://amp.org/a/b"),
    ],
)
def test_other_addresses_stay_others(address: str) -> None:
    assert canonical_url(address) != KNOWN


def test_a_site_is_what_is_under_one_registered_name() -> None:
    assert same_site("https://www.news.co.uk/a", "http://m.news.co.uk/b")
    assert same_site("https://edition.news.example.com/a", "https://www.example.com/b")
    assert not same_site("https://one.co.uk/", "https://two.co.uk/")
    assert not same_site("https://one.github.io/", "https://two.github.io/")
    assert not same_site("http://127.0.0.1:80/", "http://127.0.0.1:8080/")
    assert not same_site("https://news.example/", "broken://[")


def test_an_address_loses_only_what_tells_where_a_reader_came_from() -> None:
    assert clean_address("https://a.example/x?b=%E3%81%82&utm_medium=m#c") == "https://a.example/x?b=%E3%81%82"
    assert clean_address("https://a.example/x?a=1;b=2&c") == "https://a.example/x?a=1;b=2&c"
    assert unwrapped("https://www.google.com/search?q=amp") == "https://www.google.com/search?q=amp"


def test_a_library_from_before_knows_its_articles_by_their_one_address(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    old = {1: "http://www.a.example/x", 2: "http://b.example/y", 3: "https://b.example/y", 4: "/a/http://c.txt"}
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for step in MIGRATIONS[:2]:
            connection.executescript(step)
        connection.execute("PRAGMA user_version = 2")
        for number, identity in old.items():
            connection.execute(
                "INSERT INTO article (id, identity, hash, title, text, parts, added) "
                "VALUES (?, ?, ?, 'T', 'x', '[]', '2026')",
                (number, identity, bytes([number])),
            )
    database = Database.open(path)
    with database.reading() as connection:
        names = {one.id: one.identity for one in Store(connection).names()}
    database.close()
    assert names == {1: "https://a.example/x", 2: "http://b.example/y", 3: "https://b.example/y", 4: "/a/http://c.txt"}
