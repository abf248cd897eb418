"""Text as Discord shows it: markdown kept asleep by backslashes, and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from heapq import merge
from unicodedata import category

from index import Quote

Span = tuple[int, int]

_ENDS = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_START = rf"(?:\A|(?<=[{_ENDS}]))(?:[^\S{_ENDS}]|\ufeff)*"
"""The start of a line and its indentation: headings, lists and block quotes begin there."""
# Only ASCII punctuation: Discord hides a backslash before anything but letters, digits and white space, other readers
# of markdown (the preview's among them) before ASCII punctuation alone.
_WAKES = re.compile(
    rf"""
      {_START}(?P<line>[-#>+=])
    | {_START}[0-9]+(?P<item>[.)])(?=\s|\Z)
    | (?P<any>
        [\\*_`\[]
      | ~(?=~) | (?<=~)~
      | \|(?=\|) | (?<=\|)\|
      | <(?![ ])
      | @(?=everyone|here)
      | :(?=//|[^\s:]*:)           # a link; the name of an emoji, were it but a backslash
      | &(?=\#?[0-9A-Za-z]{{1,32}};)
      )
    """,
    re.VERBOSE,
)
_LINES = re.compile(r"\S(?:[^\n]*\S)?")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufeff\uffa0\ud800-\udfff]"
)

_BLANK = "\u2800\u115f\u1160\u3164\uffa0\U0001d159"
"""Letters and signs that are drawn as an empty space."""


def escape(text: str) -> str:
    """Return the text with backslashes where Discord would read markdown, a mention or a link out of it."""
    return _with(text, ((place, "\\") for place in _wakes(text)))


def marked(quote: Quote) -> str:
    """Return the quote escaped, its answering words in bold: without backslashes and `**` it is the quote."""
    return bold(quote.text, [(start - quote.start, end - quote.start) for start, end in quote.mark or ()])


def bold(text: str, spans: Iterable[Span]) -> str:
    """Return the text escaped and in bold where the spans are: code points, in any order, even outside of the text."""
    turns = (place for span in _bold(text, spans) for place in span)
    return _with(text, merge(((place, "**") for place in turns), ((place, "\\") for place in _wakes(text))))


def one_line(text: str) -> str:
    """Return a title or a name in one line, without what is not seen or turns a line around; nothing if that is all."""
    line = " ".join(_UNSEEN.sub("", text).split())
    return line if any(map(_is_seen, line)) else ""


def _is_seen(character: str) -> bool:
    return category(character)[0] in "LNPS" and character not in _BLANK


def _wakes(text: str) -> Iterator[int]:
    return (found.start(found.lastgroup or 0) for found in _WAKES.finditer(text))


def _with(text: str, marks: Iterable[tuple[int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for place, mark in marks:
        pieces += text[done:place], mark
        done = place
    return "".join((*pieces, text[done:]))


def _bold(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that Discord shows in bold as they are meant: apart, each in one line, no space at its edges."""
    for start, end in _apart(text, spans):
        for line in _LINES.finditer(text, start, end):
            first, last = _snug(text, *line.span())
            if first < last:
                yield first, last


def _apart(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    open_at, open_to = 0, 0
    for start, end in sorted(spans):
        if start > open_to:
            yield open_at, open_to
            open_at = start
        open_to = max(open_to, min(end, len(text)))
    yield open_at, open_to


def _snug(text: str, start: int, end: int) -> Span:
    """Return the span without a quotation mark between it and a letter: there `**` is bold for Discord alone."""
    if start and text[start - 1].isalnum():
        while start < end and not text[start].isalnum():
            start += 1
    if end < len(text) and text[end].isalnum():
        while start < end and not text[end - 1].isalnum():
            end -= 1
    return start, end
