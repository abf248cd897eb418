"""Golden questions and libraries -> the spots where their answers stand now."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.errors import BadQuestion
from index.evaluation.golden import Golden, Place
from index.ingest.canonical import canonical_url
from index.library import Library
from index.records import Elsewhere, Quote, Span

_AT_HAND = 64
"""Articles whose texts stay in memory: questions about one article mostly follow each other."""
_WORD = re.compile(r"\w+")
_Key = tuple[int, int]
"""A library's place among those asked, and an article's id there."""


class UnknownDoc(BadQuestion):
    """Refuse a question about an article that no library has."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The characters of an article that answer a question."""

    source: int
    article: int
    start: int
    end: int

    def held_by(self, quote: Quote) -> bool:
        """Tell whether a quote, or the same sentence elsewhere, covers most of the spot."""
        return self._covered_by(quote) or any(map(self._covered_by, quote.also))

    def _covered_by(self, where: Quote | Elsewhere) -> bool:
        at_home = (where.source, where.article) == (self.source, self.article)
        return at_home and covers((where.start, where.end), (self.start, self.end))


def covers(sentence: Span, marked: Span) -> bool:
    """Tell whether a sentence covers most of what was marked as an answer."""
    return min(sentence[1], marked[1]) - max(sentence[0], marked[0]) > (marked[1] - marked[0]) / 2


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and its words with their spans, in which sentences are found whatever stands between the words."""

    text: str
    words: str
    spans: tuple[Span, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """Return a text with its words."""
        spans = tuple(match.span() for match in _WORD.finditer(text))
        offsets, at = [], 1
        for start, end in spans:
            offsets.append(at)
            at += end - start + 1
        return cls(text, _spaced(text), spans, tuple(offsets))

    def find(self, sentence: str) -> Span | None:
        """Return where a sentence stands; sets change white space and punctuation when they take one out."""
        if (at := self.text.find(sentence)) >= 0:
            return at, at + len(sentence)
        wanted = _spaced(sentence)
        found = self.words.find(wanted) if wanted.strip() else -1
        if found < 0:
            return None
        first = bisect_right(self.offsets, found + 1) - 1
        last = bisect_right(self.offsets, found + len(wanted) - 2) - 1
        return self.spans[first][0], self.spans[last][1]


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(text))} "


class Places:
    """Find the spots of golden questions in libraries."""

    def __init__(self, libraries: Sequence[Library]) -> None:
        self._libraries = libraries
        self._names: dict[str, list[_Key]] = {}
        self._titles: dict[str, list[_Key]] = {}
        self._text = lru_cache(_AT_HAND)(self._load)
        for source, library in enumerate(libraries):
            for named in library.names():
                for name in {named.identity, named.url} - {None}:
                    self._names.setdefault(str(name), []).append((source, named.id))
                self._titles.setdefault(named.title, []).append((source, named.id))

    def spots(self, golden: Golden) -> tuple[Spot, ...]:
        """Return where the answer stands; nowhere where the question has none.

        Raises:
            UnknownDoc: no library has the article.
            BadQuestion: the article does not say there what it should.

        """
        known = [(place, key) for place in golden.places for key in self._articles(place.doc)]
        if golden.places and not known:
            raise UnknownDoc(f"no article here is “{golden.places[0].doc}”: add it, or take the question out.")
        found = tuple(spot for place, key in known for spot in self._in_article(place, key, golden.answers))
        if known and not found:
            raise BadQuestion(
                f"“{known[0][0].doc}” does not say there what it should, so it was changed or the place is wrong: "
                "correct the question, or take it out."
            )
        return found

    def _articles(self, doc: str) -> Sequence[_Key]:
        return self._names.get(doc) or self._names.get(canonical_url(doc)) or self._titles.get(doc) or ()

    def _in_article(self, place: Place, key: _Key, answers: Sequence[str]) -> Iterator[Spot]:
        text = self._text(key)
        for start in place.starts:
            if any(text.text.startswith(answer, start) for answer in answers or [""]) and start < len(text.text):
                yield Spot(*key, start, start + 1)
        # A set that gives both means the words; the sentences then only show where they stand.
        for sentence in () if place.starts else place.gold:
            if span := text.find(sentence):
                yield Spot(*key, *span)

    def _load(self, key: _Key) -> Text:
        found = self._libraries[key[0]].show(key[1])
        return Text.of(found[1].text if found else "")
