"""Which words of a sentence answer: by the kind of thing that the question asks for, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.records import Span
from index.terms import terms

_MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)"
    r"|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?:\d[\d,.]*\d|\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty))"
_NAME = r"[A-Z][\w'’.-]{0,30}"
_OPENING = r"(?:On|In|At|By|As|For|From|To|With|But|And|After|Before|When|While|Since|Until|During|Under|Over)"
"""What begins a sentence with a capital and is no part of a name."""
_PERSON = rf"(?!(?:{_OPENING}|{_DAY})\b){_NAME}"
NAMES = rf"{_NAME}(?: (?:of |the |de |van |von )?{_NAME}){{0,5}}"

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "when": re.compile(
        rf"(?:{_DAY},? )?(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}}\b)?(?:,? \d{{4}})?|\b(?:1\d|20)\d\d\b|\b{_DAY}\b"
        r"|\d{1,4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,4}년(?: \d{1,2}월)?(?: \d{1,2}일)?"
    ),
    "quantity": re.compile(
        rf"(?:about |around |nearly |some |[$€£¥])?\b{_NUMBER}(?:(?: to | or |[–-]){_NUMBER})?"
        r"(?:%| percent| per cent| (?:hundred|thousand|million|billion|trillion))?(?: [a-z]{3,20}\b)?",
        re.I,
    ),
    "who": re.compile(rf"\b{_PERSON}(?: (?:of |the |de |van |von )?{_NAME}){{1,5}}"),
    "where": re.compile(rf"\b(?:in|at|near|to|from|on) (?:the )?({NAMES}(?:, {NAMES})?)"),
    "several": re.compile(r"“([^“”]{1,80})”|\"([^\"]{1,80})\""),
}
"""What answers each kind of question looks like; a group, where there is one, is what is marked."""
MOST = 4
ORDER = ("when", "quantity", "who", "where", "several")


def mark(question: str, asks: Mapping[str, float], sentence: str) -> tuple[Span, ...] | None:
    """Return the answering words as spans of the sentence, or None where they cannot be told."""
    wanted = next((kind for kind in ORDER if asks[kind]), None)
    if wanted is None:
        return None
    known = set(terms(question))
    spans = [_span(match) for match in PATTERNS[wanted].finditer(sentence)]
    fresh = [(start, end) for start, end in spans if _says_more(sentence[start:end], known)]
    # “President Lee” answers who the president is; another name beside it does not.
    close = [(start, end) for start, end in fresh if known & set(terms(sentence[start:end]))]
    most = MOST if asks["several"] or wanted == "who" else 1
    return tuple((close or fresh)[:most]) or None


def _span(match: re.Match[str]) -> Span:
    group = match.lastindex or 0
    start, end = match.span(group)
    return start, end - (match.group(group).endswith((".", ",")))


def _says_more(words: str, known: set[str]) -> bool:
    found = terms(words)
    return bool(found) and not all(term in known for term in found)
