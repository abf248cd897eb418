"""What cannot be an article, and the sentence that whoever sent it reads: the cause, and what to do."""

from __future__ import annotations

import gzip
import json

import pytest

from index import Item
from index.ingest.formats import SUFFIXES
from index.ingest.items import read_item

LINE = "The ferry sails on Monday."
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ENDINGS = ", ".join(SUFFIXES)


def rec(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def front(matter: str, text: str = LINE) -> bytes:
    return f"---\n{matter}\n---\n{text}".encode()


def page(body: bytes) -> bytes:
    return b"<html><body>" + body


BAD: dict[str, dict[str, bytes]] = {
    "This file is empty: send one with at least one sentence.": {
        "empty.txt": b"",
        "blank.md": b" \r\n\t",
        "blank.html": b"\n",
        "empty.jsonl": b"",
        "empty.jsonl.gz": gz(b""),
    },
    "This is empty: add a text with at least one sentence.": {
        "spaces.txt": "\u3000\u00a0 ".encode(),
        "mark.txt": b"\xef\xbb\xbf",
        "wide-mark.txt": b"\xff\xfe",
        "rules.md": b"---\n\n---\n",
        "front-only.md": front("title: A", ""),
        "empty-text.jsonl": rec(text=""),
        "blank-text.jsonl": rec(text=" \n "),
    },
    "This is a PNG image, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "photo.png": PNG,
        "photo.txt": PNG,
        "photo.jsonl.gz": gz(PNG),
    },
    "This is a JPEG image, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(64)
    },
    "This is a GIF image, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "film.gif": b"GIF89a" + bytes(64)
    },
    "This is an RTF document, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "notes.txt": b"{\\rtf1 Hello}"
    },
    "No article was found in this page: save its text as .txt and add that.": {
        "packed.html": gz(b"<html>"),
        "no-body.html": page(b""),
        "script.html": page(b"<script>let a = 'The ferry sails on Monday.'</script>"),
        "frames.html": page(b"<iframe src='x'></iframe><img src='x'>"),
        "half-declared.html": b"<?xml version='1.0'" + b" " * 90_000,
        "entities.html": b'<!DOCTYPE a [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><html><body>&b;',
    },
    f"Files like “run.exe” are not read: send one of {ENDINGS}.": {"run.exe": b"MZ" + bytes(64)},
    f"Files like “run.sh” are not read: send one of {ENDINGS}.": {"run.sh": LINE.encode()},
    f"Files like “noending.” are not read: send one of {ENDINGS}.": {"noending.": bytes(range(256)) * 8},
    "This holds NUL bytes, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "nul.txt": b"The ferry\0sails.",
        "nuls.txt": bytes(500),
        "utf16-unmarked.txt": LINE.encode("utf-16-le"),
        "nul.html": page(b"<p>The ferry\0 sails.</p>"),
    },
    ("This is full of control characters, so it is not text: save the article as plain text in UTF-8 and add that."): {
        "controls.md": b"\x01\x02\x03 a" * 40,
        "escape.txt": b"\x1b[2J\x07\x08" * 99 + b"a",
        "control.md": front("title: \x07"),
    },
    "This says it is UTF-8 and breaks off at byte 6: save it again as UTF-8.": {
        "broken-utf8.txt": b"\xef\xbb\xbf" + b"ferry \xff\xfe\xfa"
    },
    "This says it is UTF-16 and breaks off at byte 4: save it again as UTF-8.": {"broken-utf16.txt": b"\xff\xfea\x00b"},
    "This says it is UTF-16 and breaks off at byte 2: save it again as UTF-8.": {"lone-utf16.txt": b"\xff\xfe\x00\xd8"},
    "This says it is UTF-32 and breaks off at byte 4: save it again as UTF-8.": {
        "broken-utf32.txt": b"\xff\xfe\x00\x00abc",
        "far-utf32.txt": b"\xff\xfe\x00\x00\xff\xff\xff\x7f",
    },
    (
        "This file is 25.0 MB and one article may have 10.0 MB: split it into one file an article, or "
        "into the lines of a .jsonl file, which may be any size."
    ): {"large.txt": b"x" * 25_000_000},
    "This file has 51.0 MB and an attachment may hold 50.0 MB: send it in several smaller ones.": {
        "huge.jsonl": b"x" * 51_000_000
    },
    "This text has 300,001 lines and one article may have 200,000: split it into one file an article.": {
        "lines.txt": b"a\n" * 300_000
    },
    "This has headings, links or notices only: add a text with at least one sentence of an article.": {
        "headings.md": b"# One\n\n## Two\n",
        "notice.txt": "© 2026 The Review. All rights reserved.".encode(),
    },
    (
        "The front matter is broken in line 2: an anchor or alias (&, *) is not allowed. Correct it "
        "(quote values that hold a colon), or take the lines between the --- out."
    ): {"anchor.md": front("a: &a [x]\nb: *a")},
    (
        "The front matter is broken in line 2: mapping values are not allowed here. Correct it (quote "
        "values that hold a colon), or take the lines between the --- out."
    ): {"colon.md": front("title: a: b")},
    (
        "The front matter is broken in line 3: expected ',' or ']', but got '<stream end>'. Correct it "
        "(quote values that hold a colon), or take the lines between the --- out."
    ): {"bracket.md": front("title: [a")},
    (
        "The front matter is broken in line 3: found unexpected end of stream. Correct it (quote values "
        "that hold a colon), or take the lines between the --- out."
    ): {"quote.md": front('title: "a')},
    (
        "The front matter is broken in line 3: found character '\\t' that cannot start any token. Correct "
        "it (quote values that hold a colon), or take the lines between the --- out."
    ): {"tab.md": front("a:\n\t- b")},
    (
        "The front matter is broken in line 2: it is nested too deeply. Correct it (quote values that "
        "hold a colon), or take the lines between the --- out."
    ): {"deep.md": front("a: " + "[" * 99), "maps.md": front("a: " + "{a: " * 99)},
    (
        "The front matter is broken in line 3: found incompatible YAML document (version 1.* is "
        "required). Correct it (quote values that hold a colon), or take the lines between the --- out."
    ): {"directive.md": front("title: a\n%YAML 9.9")},
    (
        "This holds half a character (a lone surrogate such as \\ud800), which no text can store: write "
        "the whole character, or take it out."
    ): {
        "surrogate.md": front('title: "\\ud800"'),
        "half.jsonl": b'{"text": "\\ud800"}\n',
        "half-title.jsonl": b'{"text": "A ferry sails.", "title": "\\udfff"}\n',
    },
    'This record has no "text", or it is not a string: give the article\'s words there.': {
        "no-text.jsonl": rec(title="A"),
        "null-text.jsonl": rec(text=None),
        "number-text.jsonl": rec(text=7),
        "list-text.jsonl": rec(text=[LINE]),
    },
    'This line is not a JSON object: write {"title": ..., "text": ...} on it.': {
        "array.jsonl": b"[1, 2]\n",
        "string.jsonl": b'"text"\n',
        "number.jsonl": b"7\n",
    },
    ("This line is not valid JSON (Expecting property name enclosed in double quotes, column 14): correct it."): {
        "comma.jsonl": b'{"text": "a",}\n'
    },
    ("This line is not valid JSON (Expecting property name enclosed in double quotes, column 2): correct it."): {
        "single.jsonl": b"{'text': 'a'}\n"
    },
    "This line is not valid JSON (Unterminated string starting at, column 10): correct it.": {
        "open.jsonl": b'{"text": "a'
    },
    "This line is not valid JSON (Expecting value, column 1): correct it.": {"garbage.jsonl": b"<<<>>>\n"},
    "This line is not JSON that can be read: it is nested too deeply or a number is too long.": {
        "deep.jsonl": b'{"text": ' + b"[" * 99_999 + b"\n",
        "digits.jsonl": b'{"text": ' + b"9" * 5_000 + b"}\n",
    },
    "This text holds NUL characters, so it is not plain text: take them out and add it again.": {
        "nul.jsonl": b'{"text": "a\\u0000b"}\n'
    },
    "This line is not UTF-8 (byte 13): save the file as UTF-8.": {
        "latin.jsonl": '{"text": "caf\u00e9"}'.encode("latin-1")
    },
    "JSON Lines are UTF-8 and this file is UTF-16 or UTF-32: save it as UTF-8.": {
        "utf16.jsonl": rec(text=LINE).decode().encode("utf-16"),
        "utf32.jsonl": rec(text=LINE).decode().encode("utf-32"),
    },
    "This line is over 10.0 MB, the limit for one article: split it into several records.": {
        "long.jsonl": b'{"text": "' + b"a" * 10_000_001 + b'"}\n',
        "long.jsonl.gz": gz(b'{"text": "' + b"a" * 10_000_001 + b'"}\n'),
    },
    "This is named .gz and is not packed: send it under its own name, or pack it with gzip.": {
        "unpacked.jsonl.gz": rec(text=LINE)
    },
    (
        "This file breaks off or is damaged (Compressed file ended before the end-of-stream marker was "
        "reached): pack it again with gzip."
    ): {"cut.jsonl.gz": gz(rec(text=LINE))[:20]},
    "This file breaks off or is damaged (CRC check failed 0x2c93 != 0x596a2c93): pack it again with gzip.": {
        "damaged.jsonl.gz": gz(rec(text=LINE))[:-6] + b"\0\0\0\0\0\0"
    },
    "This is a gzip file, so it is not text: save the article as plain text in UTF-8 and add that.": {
        "twice.jsonl.gz": gz(gz(rec(text=LINE)))
    },
    ("This file unpacks to over 50.0 MB and an attachment may hold 50.0 MB: send it in several smaller ones."): {
        "bomb.jsonl.gz": gz(bytes(60_000_000)),
        "bomb.txt": gz(bytes(60_000_000)),
    },
    "This page has over 50,000 tags, too many for one article: save its text as .txt.": {
        "tags.html": page(b"<div>" * 60_000),
        "comments.html": page(b"<!--" * 60_000),
        "declared.html": b"<?xml " * 60_000,
    },
    "This page has a tag with over 3,000 attributes, so it is no article's page: save its text as .txt.": {
        "attributes.html": page(b"<p " + b"a=b " * 4_000 + b">" + LINE.encode()),
        "names.html": page(b"<p " + b"a " * 4_000 + b">" + LINE.encode()),
    },
}
ONE_BY_ONE = [(sentence, name, data) for sentence, files in BAD.items() for name, data in files.items()]


@pytest.mark.parametrize(("sentence", "name", "data"), ONE_BY_ONE, ids=[name for _, name, _ in ONE_BY_ONE])
def test_bad_input_is_told_in_one_sentence(sentence: str, name: str, data: bytes) -> None:
    (source,) = read_item(Item(name, data), 9)
    assert str(source.refusal) == sentence


def test_the_table_is_long() -> None:
    assert len({data for _, _, data in ONE_BY_ONE}) >= 80
