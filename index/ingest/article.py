"""A text and what is said about it -> Article, or the reason why it is none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import PurePath

from index.errors import NothingToQuote, Unreadable
from index.ingest.canonical import canonical_url
from index.ingest.clean import classify
from index.ingest.fields import Fields
from index.records import Article, Kind

_TITLE = 80
_SAYS_NOTHING = re.compile(
    r"[\W\d_]*|(?:index|article|untitled|document|page|text|story|news|[0-9a-f]{16,})[\W\d_]*", re.I
)

_SENTENCES = re.compile(r"""[^。！？]{20,77}(?:(?<=[^\WA-Z_]{3})\.|[!?…])[”’"')\]]{0,2}(?=\s)|.{10,79}[。！？]""")
"""The whole sentences in what could be a title; one that ends in a short word may be none: "Mrs.", "U.S."."""


def build(
    text: str,
    given: Fields,
    *,
    identity: str | None = None,
    name: str | None = None,
    hints: Mapping[str, Kind] | None = None,
) -> Article:
    """Return the article; what is `given` wins over what the text says of itself.

    `identity` serves where neither an id nor a url is given, `name` is the file's, for a title where there is none.
    Raises NothingToQuote for a text without a body and Unreadable for one that is not sound Unicode.
    """
    _check_sound(text, given)
    found = classify(text, hints)
    body = next((text[part.start : part.end] for part in found.parts if part.kind == "body"), None)
    if body is None:
        raise _nothing(text)
    return Article(
        identity=given.identity or (canonical_url(given.url) if given.url else None) or identity or _hash(text),
        title=given.title or found.title or _readable(name) or _first_words(body),
        text=text,
        parts=found.parts,
        author=given.author or found.author,
        publisher=given.publisher or found.publisher,
        published=given.published or found.published,
        url=given.url,
        language=given.language,
        licence=given.licence,
    )


def _check_sound(text: str, given: Fields) -> None:
    if "\0" in text:
        raise Unreadable("This text holds NUL characters, so it is not plain text: take them out and add it again.")
    try:
        "".join([text, *(value for value in astuple(given) if isinstance(value, str))]).encode()
    except UnicodeEncodeError as error:
        raise Unreadable(
            "This holds half a character (a lone surrogate such as \\ud800), which no text can store: "
            "write the whole character, or take it out."
        ) from error


def _nothing(text: str) -> NothingToQuote:
    if not text.strip():
        return NothingToQuote("This is empty: add a text with at least one sentence.")
    return NothingToQuote(
        "This has headings, links or notices only: add a text with at least one sentence of an article."
    )


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _readable(name: str | None) -> str | None:
    """Return "drum-diplomacy_2.md" as "Drum diplomacy 2", or None where the name says nothing."""
    stem = PurePath(name or "").name.split(".")[0]
    if not stem or _SAYS_NOTHING.fullmatch(stem):
        return None
    words = re.sub(r"[\s_\-+]+", " ", stem).strip()[:_TITLE]
    return words[:1].upper() + words[1:] if words else None


def _first_words(body: str) -> str:
    words = " ".join(body[: 4 * _TITLE].split())
    if len(words) <= _TITLE:
        return words
    if whole := _SENTENCES.match(words[: _TITLE + 1]):
        return whole[0]
    cut = words[: _TITLE + 1].rsplit(" ", 1)[0]
    return cut if len(cut) <= _TITLE else words[:_TITLE]
