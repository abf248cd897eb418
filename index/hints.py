"""Where in an article's own text a field might come from that nothing else tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from index.records import Article, Field, Hint, Span

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re.compile(
    rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?!\w)|\b{_MONTH},? \d{{4}}\b"
    r"|(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})(?!\d)"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}월 ?\d{1,2}일"
)
_AGENCY = r"(?:AP|AFP|UPI|dpa|Reuters|Xinhua|Kyodo(?: News)?|Jiji|Yonhap|Bloomberg|共同|時事|ロイター|연합뉴스|뉴시스)"
BESIDE: Mapping[Field, re.Pattern[str]] = {
    "author": re.compile(
        r"\bby\b|\b(?:writ|report|author|edit|contribut)\w*|@|[文著筆]|記者|取材|編集|기자|글|취재|특파원", re.I
    ),
    "published": re.compile(rf"{_DATE.pattern}|\b\d{{1,3}} (?:minute|hour|day|week)s? ago\b"),
    "publisher": re.compile(
        rf"\b(?:re)?(?:published|printed)\b|\bappeared\b|\bcopyright\b|[©ⓒ]|\b{_AGENCY}\b"
        r"|掲載|発行|配信|転載|出典|게재|출처|전재|제공",
        re.I,
    ),
}
"""What bylines, credits and notices say of a field."""
BODY: Mapping[Field, re.Pattern[str]] = {
    "author": re.compile(r"^\W*(?:(?:By|BY) [A-Z]|(?:Written|Story|Reported|Reporting|Text) by )[^.!?]{1,60}$"),
    "published": _DATE,
    "publisher": re.compile(rf"[(（]{_AGENCY}[)）]|[【\[]{_AGENCY}"),
}
"""What sentences say of it. No link in a text is that of the text itself, so nothing is looked for of `url`."""
_KINDS = {"byline", "credit", "boilerplate"}
_LONGEST = 300


def hint(article: Article, sentences: Iterable[Span], field: Field) -> Hint | None:
    """Return the first line beside the body that may tell a field, else the first sentence of the body."""
    beside = ((part.start, part.end) for part in article.parts if part.kind in _KINDS)
    return _first(article.text, beside, BESIDE.get(field)) or _first(article.text, sentences, BODY.get(field))


def _first(text: str, spans: Iterable[Span], pattern: re.Pattern[str] | None) -> Hint | None:
    if pattern is None:
        return None
    lines = ((text[start:end], start, end) for start, end in spans if end - start <= _LONGEST)
    return next((Hint(*line) for line in lines if pattern.search(line[0])), None)
