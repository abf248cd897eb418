"""Text -> blocks: a line each, or the lines of one hard-wrapped paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.ingest.limits import MAX_LINES, too_many_lines

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARK = r"(?:[-*+•·▪◦‣–—●○■□◆▶►]|\(?\d{1,3}[.)])"
_LONE_MARK = re.compile(_MARK)
_BULLET = re.compile(rf"{_MARK}\s+(?=\S)|[•▪●■◆・](?=\w)")
_STARTS_ANEW = re.compile(r"#{1,6}\s|[|>]|!?\[|={3,}|-{3,}|(?:by|photo|image|source|credit)\b", re.IGNORECASE)
_DRESS = re.compile(r"(?:>\s?|#{1,6}\s+|[*_]{1,3})+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힯]")
_ENDS = frozenset(".!?。！？…:：;；」』")
_CLOSERS = "\"”'’)）」』]»*_"
_WRAP_WIDTH = 130
_WRAP_SLACK = 4
_SHORTEST_WRAPPED = 30
_MATCHED = 700
"""Code points of a block that the cues look at: what is longer is prose."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, trimmed; offsets count code points of the whole text."""

    start: int
    end: int
    words: str
    """The block on one line without list, heading and emphasis marks; empty where it is long."""
    size: int
    """Its length, where a Japanese, Chinese or Korean character counts twice."""
    mark: int
    """How long the list mark is that stands on a line of its own at its start, else 0."""
    content: int
    """Where the words begin, after such a mark."""
    bullet: bool
    ends: bool
    """Whether it ends as a sentence ends."""
    heading: bool
    """Whether it is marked as a heading (#)."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    gap: bool


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of `text` in order; together they hold all that is not white space."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    blocks: list[Block] = []
    first = 0
    for last in range(len(lines)):
        if last + 1 < len(lines) and _belongs(lines, last, first, width):
            continue
        blocks.append(_block(text, lines[first : last + 1]))
        first = last + 1
    return blocks


def _lines(text: str) -> Iterator[_Line]:
    before, count = 0, 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        count += 1
        if count > MAX_LINES:
            raise too_many_lines(len(_BREAK.findall(text)) + 1)
        start = match.start() + match[0].index(line[0])
        yield _Line(start, start + len(line), line, gap=len(_BREAK.findall(text, before, start)) > 1)
        before = start + len(line)


def _belongs(lines: list[_Line], last: int, first: int, width: int) -> bool:
    """Tell whether the line after `last` goes on with the block that began at `first`."""
    line, following = lines[last], lines[last + 1]
    if last == first and _LONE_MARK.fullmatch(line.text):
        return not _LONE_MARK.fullmatch(following.text)
    if following.gap or not _can_join(line, following):
        return False
    return _flows(line, following) or bool(width and _is_full(line, following, width))


def _can_join(line: _Line, following: _Line) -> bool:
    if len(line.text) > _WRAP_WIDTH or len(following.text) > _WRAP_WIDTH:
        return False
    return not (_BULLET.match(following.text) or _STARTS_ANEW.match(following.text) or line.text.startswith(("#", "|")))


def _flows(line: _Line, following: _Line) -> bool:
    """Tell whether a sentence plainly goes over the line's end."""
    return len(line.text) >= _SHORTEST_WRAPPED and not ends_sentence(line.text) and following.text[0].islower()


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the next word would not have fitted on the line."""
    word = 1 if _WIDE.match(following.text) else 1 + len(following.text.split(None, 1)[0])
    return len(line.text) + word > width - _WRAP_SLACK


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width at which the text is hard-wrapped, or 0 where it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and _can_join(a, b)]
    flowing = [a for a, b in pairs if _flows(a, b) or _wide_flow(a, b)]
    width = max((len(line.text) for line in flowing), default=0)
    full = sum(_is_full(a, b, width) for a, b in pairs)
    return width if len(flowing) > 1 and full > len(pairs) * 0.5 else 0


def _wide_flow(line: _Line, following: _Line) -> bool:
    both = _WIDE.match(line.text[-1]) and _WIDE.match(following.text)
    return bool(both) and len(line.text) >= _SHORTEST_WRAPPED // 2 and abs(len(line.text) - len(following.text)) < 3  # noqa: PLR2004


def _block(text: str, lines: list[_Line]) -> Block:
    start, end = lines[0].start, lines[-1].end
    lone = len(lines) > 1 and bool(_LONE_MARK.fullmatch(lines[0].text))
    content = lines[1:] if lone else lines
    raw = text[content[0].start : end]
    bullet = None if lone else _BULLET.match(raw)
    return Block(
        start=start,
        end=end,
        words=_bare(raw[bullet.end() if bullet else 0 :]) if len(raw) <= _MATCHED else "",
        size=len(raw) + len(_WIDE.findall(raw[:_MATCHED])),
        mark=len(lines[0].text) if lone else 0,
        content=content[0].start,
        bullet=lone or bullet is not None,
        ends=ends_sentence(raw),
        heading=bool(re.match(r"#{1,6}\s+\S", raw)),
    )


def _bare(raw: str) -> str:
    dress = _DRESS.match(raw)
    return " ".join(raw[dress.end() if dress else 0 :].rstrip("*_# ").split()) or raw


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends with the mark of a sentence, a closing quotation mark aside."""
    bare = text.rstrip(_CLOSERS)
    return bare[-1:] in _ENDS or text.endswith(("”", "」", "』", '"'))
