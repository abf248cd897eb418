"""Which article of a library is called as a new one is: by its title, or by the file that it came in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index import Article, Entry, Library, Source

if TYPE_CHECKING:
    from index import Draft

TYPED = "-"
"""What a text is called that was typed, in the place of a file's name."""
_HASHED = "sha256:"
_FILE = re.compile(_HASHED + r"[0-9a-f]{64}:(.+)", re.DOTALL)
Namesake = tuple[Entry, Article]


def known_by(source: Source, name: str) -> Source:
    """Return a source that says nothing of what it is under its text's hash and the name that it was given under.

    By the hash alone, the same text in a file of another name would rename the article that is there.
    """
    article = source.article
    if article is None or not article.identity.startswith(_HASHED):
        return source
    return replace(source, article=replace(article, identity=f"{article.identity}:{name}"))


def namesakes_of(library: Library, drafts: Sequence[Draft]) -> dict[int, Namesake]:
    """Return the articles that are called as new drafts are, by the drafts' numbers, each of them once."""
    named, files = _Names(library), Counter(_file(one.article) for one in drafts if one.article)
    found, taken = dict[int, Namesake](), set[int]()
    for number, draft in enumerate(drafts):
        if draft.article is None or draft.before:
            continue
        file = _file(draft.article)
        namesake = named.of(draft.article, by_file=file not in (None, TYPED) and files[file] == 1)
        if namesake is not None and namesake not in taken and (shown := library.show(namesake)):
            found[number] = shown
            taken.add(namesake)
    return found


def same_file(library: Library, draft: Draft) -> Draft:
    """Return a draft under the identity of the article that has its text, where that came in a file of its name.

    An article that has taken another's place is known by the first text of that one.
    """
    before, source = draft.before, draft.source
    if before is None or source.article is None or before.identity == source.article.identity:
        return draft
    if (file := _file(before)) is None or file != _file(source.article):
        return draft
    return library.draft(replace(source, article=replace(source.article, identity=before.identity)))


class _Names:
    """The articles of a library by what they are called, at one moment."""

    def __init__(self, library: Library) -> None:
        named = library.names()
        self._titles = _grouped((_key(one.title), one.id) for one in named)
        self._files = _grouped((found[1], one.id) for one in named if (found := _FILE.fullmatch(one.identity)))

    def of(self, article: Article, *, by_file: bool) -> int | None:
        """Return the article of the same name, the newest of several; the same file names one alone."""
        titled, filed = self._titles.get(_key(article.title), ()), self._files.get(_file(article) or "", ())
        if found := [one for one in titled if one in filed] or titled:
            return found[-1]
        return filed[0] if by_file and len(filed) == 1 else None


def _grouped(named: Iterable[tuple[str, int]]) -> Mapping[str, Sequence[int]]:
    groups = defaultdict[str, list[int]](list)
    for name, article in named:
        groups[name].append(article)
    return groups


def _file(article: Article) -> str | None:
    """Return the name that an article was given under, where nothing else says what it is."""
    found = _FILE.fullmatch(article.identity)
    return found[1] if found else None


def _key(title: str) -> str:
    return " ".join(title.casefold().split())
