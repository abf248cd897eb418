"""What a front matter, a record or a page says about its article, made clean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.ingest.canonical import PORTS, split_address
from index.ingest.dates import to_date

_LONG = 1_000
_LANGUAGES = {
    **{
        "eng": "en",
        "english": "en",
        "jpn": "ja",
        "japanese": "ja",
        "jp": "ja",
        "kor": "ko",
        "korean": "ko",
        "kr": "ko",
    },
    **{"zho": "zh", "chi": "zh", "chinese": "zh", "fra": "fr", "fre": "fr", "french": "fr", "deu": "de", "ger": "de"},
    **{"german": "de", "spa": "es", "spanish": "es", "por": "pt", "portuguese": "pt", "ita": "it", "italian": "it"},
    **{"rus": "ru", "russian": "ru", "nld": "nl", "dut": "nl", "dutch": "nl", "ara": "ar", "arabic": "ar"},
}


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said about an article beside its text."""

    identity: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None


def read_fields(raw: Mapping[str, object]) -> Fields:
    """Return the known keys of `raw`, each made clean; unknown keys and useless values are left out.

    A url that is not http or https is dropped: the article can still be quoted without a link.
    """
    low = {str(key).strip().lower(): value for key, value in raw.items()}

    def first(*keys: str) -> str | None:
        return next((text for key in keys if (text := as_line(low.get(key)))), None)

    return Fields(
        identity=first("id", "doc"),
        title=first("title"),
        author=first("author", "authors"),
        publisher=first("publisher"),
        published=to_date(low.get("published")) or to_date(low.get("date")),
        url=web_address(first("url")),
        language=language_code(first("language", "lang")),
        licence=first("licence", "license"),
    )


def as_line(value: object) -> str | None:
    """Return a text, number, list of them or {"name": ...} as one line, or None where nothing is said."""
    if isinstance(value, list | tuple):
        return ", ".join(line for item in value[:50] if not isinstance(item, list) and (line := as_line(item))) or None
    if isinstance(value, dict):
        name = value.get("name")
        return as_line(name) if isinstance(name, str) else None
    if isinstance(value, bool) or value is None:
        return None
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", str(value)[:_LONG]).split()) or None


def language_code(value: str | None) -> str | None:
    """Return the ISO 639-1 code in lower case ("en-US" -> "en"), or None where it cannot be told."""
    if not value:
        return None
    code = re.split(r"[-_.,; ]", value.lower(), maxsplit=1)[0]
    known = _LANGUAGES.get(code)
    return known or (code if re.fullmatch("[a-z]{2}", code) else None)


def web_address(value: str | None) -> str | None:
    """Return the url where it is a whole http or https address, else None."""
    parts = split_address(value)
    return value if parts and parts.scheme in PORTS and parts.hostname and not re.search(r"\s", value or "") else None
