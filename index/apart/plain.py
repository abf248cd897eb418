"""A source as plain data and back: what a worker says is looked at as what anybody else says."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, get_args

from index.apart.frames import Broken, Frame
from index.errors import IngestError, NothingToQuote, TooLarge, Unreadable
from index.records import Article, Kind, Part, Sentence, Source

_KINDS: tuple[Kind, ...] = get_args(Kind)
_REFUSALS: dict[str, type[IngestError]] = {kind.__name__: kind for kind in (Unreadable, TooLarge, NothingToQuote)}
_FIELDS = ("identity", "title", "author", "publisher", "url", "language", "licence")
_LONGEST = 10_000
"""Characters of a field or of a refusal."""


def to_plain(source: Source) -> Frame:
    """Return a source whose sentences are known, or its refusal, as a frame."""
    article, cut = source.article, source.cut or ()
    if article is None:
        kind = next((kind for kind in type(source.refusal).__mro__ if kind.__name__ in _REFUSALS), Unreadable)
        return {"path": source.path, "refusal": [kind.__name__, str(source.refusal)[:_LONGEST]]}, b""
    text = article.text.encode()
    numbers = array("I", [len(article.parts)])
    for part, sentences in zip(article.parts, cut, strict=True):
        numbers.extend((part.start, part.end, _KINDS.index(part.kind), len(sentences)))
        for sentence in sentences:
            numbers.extend((sentence.start, sentence.end))
    words = {name: getattr(article, name) for name in _FIELDS}
    published = article.published.isoformat() if article.published else None
    pages = list(article.pages)
    header = {"path": source.path, "words": words, "published": published, "text": len(text), "pages": pages}
    return header, text + numbers.tobytes()


def from_plain(frame: Frame) -> Source:
    """Return what a frame says.

    Raises:
        Broken: it is none that a source could have made.

    """
    header, body = frame
    try:
        return _source(header, body)
    except (ValueError, KeyError, TypeError, IndexError, RuntimeError, StopIteration) as error:
        raise Broken(f"no source ({error!r})") from error


def _source(header: dict[str, Any], body: bytes) -> Source:
    path = _words(header["path"])
    if "refusal" in header:
        kind, sentence = header["refusal"]
        return Source(path, refusal=_REFUSALS[kind](_words(sentence)))
    said, size = header["words"], header["text"]
    _check(isinstance(size, int) and 0 <= size <= len(body))
    text = body[:size].decode()
    numbers = array("I")
    numbers.frombytes(body[size:])
    parts, cut = _parts(text, iter(numbers))
    published = header["published"]
    article = Article(
        identity=_words(said["identity"]),
        title=_words(said["title"]),
        text=text,
        parts=parts,
        author=_said(said["author"]),
        publisher=_said(said["publisher"]),
        published=None if published is None else date.fromisoformat(published),
        url=_said(said["url"]),
        language=_said(said["language"]),
        licence=_said(said["licence"]),
        pages=_pages(header["pages"], len(text)),
    )
    return Source(path, article, cut=cut)


def _said(value: object) -> str | None:
    return None if value is None else _words(value)


def _words(value: object) -> str:
    _check(isinstance(value, str) and len(value) <= _LONGEST)
    return str(value)


def _pages(said: list[int], size: int) -> tuple[int, ...]:
    _check(isinstance(said, list) and all(isinstance(one, int) for one in said))
    _check(all(one <= other for one, other in pairwise([0, *said, size])))
    return tuple(said)


def _parts(text: str, numbers: Iterator[int]) -> tuple[tuple[Part, ...], tuple[tuple[Sentence, ...], ...]]:
    parts, cut, before = [], [], 0
    for _ in range(next(numbers)):
        start, end, kind, count = next(numbers), next(numbers), next(numbers), next(numbers)
        _check(before <= start < end <= len(text))
        parts.append(Part(start, end, _KINDS[kind]))
        cut.append(tuple(_sentences(text, start, end, ((next(numbers), next(numbers)) for _ in range(count)))))
        before = end
    _check(next(numbers, None) is None)
    return tuple(parts), tuple(cut)


def _sentences(text: str, before: int, last: int, spans: Iterable[tuple[int, int]]) -> Iterator[Sentence]:
    for start, end in spans:
        _check(before <= start < end <= last)
        yield Sentence(text[start:end], start, end)
        before = end


def _check(sound: bool) -> None:
    if not sound:
        raise ValueError("out of bounds")
