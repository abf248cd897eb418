"""The part of a sentence that answers -> the items of the list that it is a part of: every title, every name."""

from __future__ import annotations

import re

from index.records import Span

_TITLE = re.compile(r"“([^“”]{1,80})”|\"([^\"]{1,80})\"|‘([^‘’]{1,80})’|「([^「」]{1,80})」|『([^『』]{1,80})』")
_NAME = r"(?:\d[\d,.]*\d|\d|[A-Z][\w'’.-]{0,30}(?: (?:of |the |de |van |von )?[A-Z][\w'’.-]{0,30}){0,5})"
_JOIN = r"(?:,? (?:and|or|&) |, |; |、|と|와 |과 )"
_BETWEEN = re.compile(rf"(?: (?:by|for) [^,;“\"‘「『]{{1,60}}?)?,?\s?{_JOIN}\s?")
"""What stands between two items of a list: perhaps whose the first is, then what joins them."""
_AFTER, _BEFORE = re.compile(rf"{_JOIN}{_NAME}"), re.compile(rf"({_NAME}){_JOIN}$")
_ENDS = re.compile(rf"{_NAME}$")


def items(sentence: str, span: Span) -> tuple[Span, ...]:
    """Return each title of a list that the span touches; else the span with the names that are listed beside it."""
    titles = _titles(sentence, span)
    return titles if len(titles) > 1 else (_widened(sentence, span),)


def _titles(sentence: str, span: Span) -> tuple[Span, ...]:
    """Return the titles in quotation marks that the span touches, and those listed beside them."""
    found = list(_TITLE.finditer(sentence))
    runs: list[list[re.Match[str]]] = []
    for title in found:
        if runs and _BETWEEN.fullmatch(sentence[runs[-1][-1].end() : title.start()].rstrip('“"‘「『')):
            runs[-1].append(title)
        else:
            runs.append([title])
    # A title that stands alone behind another, "from ...", names where that one is from.
    touched = [run for run in runs if any(one.start() < span[1] and one.end() > span[0] for one in run)]
    longest = max(touched, key=len, default=[])
    return tuple(one.span(one.lastindex or 0) for one in longest)


def _widened(sentence: str, span: Span) -> Span:
    start, end = span
    if not _ENDS.search(sentence[start:end]):
        return span
    while after := _AFTER.match(sentence, end):
        end = after.end()
    while before := _BEFORE.search(sentence[:start]):
        start = before.start(1)
    return start, end - sentence[start:end].endswith((".", ","))
