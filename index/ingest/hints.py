"""The tree of a page -> what its tags say of lines: headings, captions, and items that are a link and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from index.records import Kind

_LONGEST = 300
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt")
_LINES = (*_HEADINGS, "figcaption", "li", "p", "a")


class Tree(Protocol):
    """What is used of an lxml element, which comes without types."""

    @property
    def tag(self) -> object:
        """Return the element's name."""

    @property
    def text(self) -> str | None:
        """Return the text before its first child."""

    @property
    def tail(self) -> str | None:
        """Return the text behind it."""

    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def iter(self, *tags: str) -> Iterator[Tree]:
        """Yield this element and those below it that have one of the names."""

    def itertext(self) -> Iterator[str]:
        """Yield the texts in and below it."""

    def __iter__(self) -> Iterator[Tree]:
        """Yield its children."""

    def __len__(self) -> int:
        """Return how many children it has."""


@dataclass(slots=True)
class _Open:
    """A line whose end was not met yet."""

    element: Tree
    number: int
    """How many began before it."""
    words: list[str] = field(default_factory=list)
    size: int = 0
    link: str = ""
    """The longest link in it."""

    @property
    def line(self) -> str:
        return " ".join(self.words)


def hints_of(tree: Tree) -> dict[str, Kind]:
    """Map lines to what their tags say; each word is looked at by few lines, however deep they are nested."""
    found: list[tuple[int, str, Kind]] = []
    waiting: list[_Open] = []
    for number, (event, element) in enumerate(_walk(tree)):
        if event == "start":
            if element.tag in _LINES:
                waiting.append(_Open(element, number))
            waiting = _with_words(waiting, element.text)
            continue
        if waiting and waiting[-1].element is element:
            done = waiting.pop()
            if waiting:
                link = done.line if element.tag == "a" else done.link
                waiting[-1].link = max(waiting[-1].link, link, key=len)
            if kind := _kind(done):
                found.append((done.number, done.line, kind))
        waiting = _with_words(waiting, element.tail)
    return {line: kind for _, line, kind in sorted(found)}


def _walk(tree: Tree) -> Iterator[tuple[str, Tree]]:
    from lxml.etree import iterwalk

    yield from iterwalk(tree, ("start", "end"))


def _with_words(waiting: list[_Open], text: str | None) -> list[_Open]:
    """Return the lines that are open and short still, once a text has come to them."""
    words = text.split() if text else []
    if not words:
        return waiting
    size = sum(map(len, words)) + len(words)
    for line in waiting:
        line.words += words[:_LONGEST]
        line.size += size
    return [line for line in waiting if line.size <= _LONGEST + 1]


def _kind(done: _Open) -> Kind | None:
    if not done.words:
        return None
    if done.element.tag == "figcaption":
        return "caption"
    if done.element.tag in _HEADINGS:
        return "heading"
    return "link" if done.element.tag != "a" and done.link == done.line else None
