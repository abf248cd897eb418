"""What somebody attaches: read by what it holds, refused in a sentence where it is not what it says."""

from __future__ import annotations

import gzip
import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import NothingToQuote, TooLarge, Unreadable, read_attachment

LINE = "The ferry sails on Monday."
PAGE = f"<!doctype html><html><title>Ferry</title><body><article><p>{LINE} It is never late.</p></article></html>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def zipped() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", LINE)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("ferry_times.txt", LINE.encode(), "Ferry times"),
        ("a.md", f"---\ntitle: Monday\n---\n{LINE}".encode(), "Monday"),
        ("a.html", PAGE.encode(), "Ferry"),
        ("a.txt", PAGE.encode(), "Ferry"),
        ("a.jsonl", record(title="R", text=LINE), "R"),
        ("a.txt", record(title="R", text=LINE), "R"),
        ("a.JSONL.GZ", gzip.compress(record(title="R", text=LINE), mtime=0), "R"),
        ("a.jsonl", gzip.compress(record(title="R", text=LINE), mtime=0), "R"),
        ("ferry times", LINE.encode(), "Ferry times"),
        ("a.docx", zipped(), "A"),
    ],
)
def test_an_attachment_is_read_by_what_it_holds(name, data, title):
    (source,) = read_attachment(name, data)
    assert (source.article.title, LINE in source.article.text) == (title, True)


def test_an_article_is_known_by_its_text_and_not_by_the_name_of_its_file():
    (one,), (other,) = read_attachment("a.txt", LINE.encode()), read_attachment("b.txt", LINE.encode())
    assert one.article.identity == other.article.identity
    assert one.article.identity.startswith("sha256:")


def test_records_are_named_by_their_lines():
    sources = list(read_attachment("a.jsonl", record(text=LINE) + b"{oops\n"))
    assert [source.path for source in sources] == ["a.jsonl:1", "a.jsonl:2"]
    assert isinstance(sources[1].refusal, Unreadable)


@pytest.mark.parametrize(
    ("name", "data", "kind", "words"),
    [
        ("a.txt", b"", NothingToQuote, "This file is empty"),
        ("a.html", b" \r\n", NothingToQuote, "This file is empty"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), NothingToQuote, "This file is empty"),
        ("a.txt", PNG, Unreadable, "is a PNG image"),
        ("photo.png", PNG, Unreadable, "is a PNG image"),
        ("a.jsonl", PNG, Unreadable, "is a PNG image"),
        ("a.html", b"%PDF-1.7 ...", Unreadable, "This PDF breaks off or is damaged"),
        ("a.docx", b"PK\x03\x04...", Unreadable, "This archive breaks off or is damaged"),
        ("a.txt", b"{\\rtf1 ...}", Unreadable, "is an RTF document"),
        ("a.txt", bytes(range(256)) * 40, Unreadable, "NUL bytes"),
        ("a.md", b"\x01\x02\x03 a" * 40, Unreadable, "control characters"),
        ("run.exe", LINE.encode(), Unreadable, "Files like “run.exe” are not read: send one of .pdf"),
        ("a.jsonl.gz", record(text=LINE), Unreadable, "named .gz and is not packed"),
        ("a.jsonl.gz", gzip.compress(record(text=LINE), mtime=0)[:20], Unreadable, "breaks off or is damaged"),
        ("a.jsonl.gz", gzip.compress(gzip.compress(record(text=LINE), mtime=0), mtime=0), Unreadable, "is a gzip file"),
        ("a.txt", b"a" * 25_000_000, TooLarge, "25.0 MB"),
        ("a.jsonl", b"a" * 51_000_000, TooLarge, "51.0 MB"),
    ],
)
def test_what_cannot_be_read_is_one_clear_sentence(name, data, kind, words):
    (source,) = read_attachment(name, data)
    assert (type(source.refusal), words in str(source.refusal)) == (kind, True)


def test_a_bomb_is_not_unpacked_to_its_end():
    bomb = gzip.compress(bytes(400_000_000), 1, mtime=0)
    (source,) = read_attachment("a.jsonl.gz", bomb)
    assert str(source.refusal).startswith("This file unpacks to over 50.0 MB")


def test_a_file_of_countless_articles_is_read_to_a_limit():
    *read, last = read_attachment("a.jsonl", b'{"text": ""}\n' * 10_001)
    assert (len(read), str(last.refusal)[:33]) == (10_000, "This file has over 10,000 article")


def test_a_name_that_cannot_be_stored_is_made_one_that_can():
    (source,) = read_attachment("../\ud800\x1b[2J\u202eferry.txt", LINE.encode())
    assert source.article.title.encode().isascii()
    assert "\x1b" not in source.path


@settings(max_examples=60)
@given(
    name=st.text(max_size=300),
    data=st.binary() | st.text().map(lambda text: gzip.compress(text.encode("utf-8", "replace"), mtime=0)),
)
def test_whatever_is_attached_is_read_or_refused_and_never_raises(name, data):
    for source in read_attachment(name, data):
        assert (source.article is None) != (source.refusal is None)
