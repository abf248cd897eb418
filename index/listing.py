"""The part of a sentence that answers -> the items of the list that it is a part of: every title, every name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.marks import NAMES
from index.records import Span

_TITLE = re.compile(r"“([^“”]{1,80})”|\"([^\"]{1,80})\"|‘([^‘’]{1,80})’|「([^「」]{1,80})」|『([^『』]{1,80})』")
_NAME = rf"(?:\d[\d,.]*\d|\d|{NAMES})"
_JOIN = r"(?:,? (?:and|or|&) |, |; |、|と|와 |과 )"
_BETWEEN = re.compile(rf"(?: (?:by|for) [^,;“\"‘「『]{{1,60}}?)?,?\s?{_JOIN}\s?")
"""What stands between two items of a list: perhaps whose the first is, then what joins them."""
_SOURCE = re.compile(r"\b(?:from|in|off|of|by|on) (?:the )?$")
"""What stands before a title that only tells where another one is from."""
_AFTER, _BEFORE = re.compile(rf"{_JOIN}{_NAME}"), re.compile(rf"({_NAME}){_JOIN}$")
_ENDS = re.compile(rf"{_NAME}$")


def items(sentence: str, span: Span | None) -> tuple[Span, ...]:
    """Return each title of a list that the span touches; else the span with the names that are listed beside it.

    Without a clear span: the titles of the sentence, where there are several.
    """
    titles = _titles(sentence, span or (0, len(sentence)))
    if len(titles) > 1:
        return titles
    return (_widened(sentence, span),) if span else ()


def _titles(sentence: str, span: Span) -> tuple[Span, ...]:
    """Return the titles in quotation marks that the span touches, and those that are named beside them."""
    found = list(_TITLE.finditer(sentence))
    listed = max((run for run in _runs(sentence, found) if _touched(run, span)), key=len, default=[])
    if len(listed) <= 1:
        listed = [title for title in found if not _SOURCE.search(sentence[: title.start()])]
    return tuple(_inner(sentence, title) for title in listed) if _touched(listed, span) else ()


def _runs(sentence: str, titles: Sequence[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return titles in lists: those between which nothing stands but what joins them."""
    runs: list[list[re.Match[str]]] = []
    for title in titles:
        if runs and _BETWEEN.fullmatch(sentence[runs[-1][-1].end() : title.start()]):
            runs[-1].append(title)
        else:
            runs.append([title])
    return runs


def _touched(titles: Sequence[re.Match[str]], span: Span) -> bool:
    return any(title.start() < span[1] and title.end() > span[0] for title in titles)


def _inner(sentence: str, title: re.Match[str]) -> Span:
    start, end = title.span(title.lastindex or 0)
    return start, start + len(sentence[start:end].rstrip(",.;"))


def _widened(sentence: str, span: Span) -> Span:
    start, end = span
    if not _ENDS.search(sentence[start:end]):
        return span
    while after := _AFTER.match(sentence, end):
        end = after.end()
    while before := _BEFORE.search(sentence[:start]):
        start = before.start(1)
    return start, end - sentence[start:end].endswith((".", ","))
