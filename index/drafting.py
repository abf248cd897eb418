"""Source -> Draft: what publishing it would store, for a person to look at before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from index.adding import FIELDS, NO_SENTENCE
from index.choices import choose, with_choices
from index.cutting import passages_of, with_language
from index.edits import Edits, edit, with_edits
from index.records import Article, Entry, Kind, Source, State
from index.split import split
from index.store import Database, Store

_FIRST = 20
"""Blocks of the body that are looked at for a first sentence, and how many characters of each."""
_HEAD = 2000


class Blocks(NamedTuple):
    """The parts of an article that have words, by their numbers: the marks of lists are parts too, and no choice."""

    left_out: tuple[int, ...] = ()
    body: tuple[int, ...] = ()


NO_BLOCKS = Blocks()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that nobody can ask yet; with other choices it is another draft."""

    source: Source
    article: Article | None
    """None where the source was refused as a whole."""
    sentences: tuple[str, ...] = ()
    """As they would be quoted, in order."""
    obstacle: str | None = None
    """Why it would be refused, in a sentence."""
    same: Entry | None = None
    """The article in the library that it would replace, or that has this text already."""
    before: Article | None = None
    """The same with its text."""
    namesake: tuple[Entry, Article] | None = None
    """Another article in the library that is called the same: it may be replaced, or stay beside this one."""
    blocks: Blocks = NO_BLOCKS
    """Counted once, for an article may have hundreds of thousands, and a page of them is shown at a time."""

    @property
    def language(self) -> str | None:
        """Return the language that it is written in, or None where that cannot be told."""
        return self.article.language if self.article else None

    @property
    def state(self) -> State:
        """Return what publishing it would come to; new fields alone leave an article unchanged."""
        if self.obstacle or self.article is None:
            return "refused"
        if self.before is None:
            return "added"
        alike = (self.before.text, self.before.parts) == (self.article.text, self.article.parts)
        return "unchanged" if alike else "replaced"

    @property
    def updated(self) -> tuple[str, ...]:
        """Return which fields publishing would bring up to date where the text stays as it is."""
        before, article = self.before, self.article
        if before is None or article is None or before.identity != article.identity or before.text != article.text:
            return ()
        return tuple(name for name in FIELDS if getattr(before, name) != getattr(article, name))

    def beside(self, namesake: tuple[Entry, Article]) -> Draft:
        """Return the draft beside an article of its name; what was chosen there for the same blocks is chosen here."""
        made = replace(self, namesake=namesake)
        return _read(made, with_choices(self.article, namesake[1])) if self.article and namesake[1].chosen else made

    def in_place(self) -> Draft:
        """Return the draft in the place of its namesake, as a new text of it; itself where there is none."""
        if self.namesake is None or self.article is None:
            return self
        entry, before = self.namesake
        article = replace(self.article, identity=before.identity)
        return replace(self, article=article, same=entry, before=before, namesake=None)

    def with_kind(self, block: int, kind: Kind) -> Draft:
        """Return the draft with a part of its article taken in ("body") or left out ("boilerplate").

        Raises IndexError where it has no such part.
        """
        if self.article is None:
            raise IndexError(block)
        return _read(self, choose(self.article, block, kind))

    def with_edits(self, edits: Edits) -> Draft:
        """Return the draft with other fields of its article.

        Raises IndexError where it has none, KeyError where one cannot be edited.
        """
        if self.article is None:
            raise IndexError(0)
        return replace(self, article=edit(self.article, edits))


def draft(database: Database, source: Source) -> Draft:
    """Return the draft of a source; what was chosen before for the same blocks is chosen again."""
    if source.article is None:
        return Draft(source, None, obstacle=str(source.refusal))
    article = with_language(source.article) if source.cut is None else source.article
    with database.reading() as connection:
        store = Store(connection)
        found = store.find(article)
        before = store.article(found) if found else None
        same = next(store.entries(found), None) if found else None
    made = Draft(source, article, same=same, before=before)
    return _read(made, with_edits(with_choices(article, before), before) if before else article)


def first_sentence(article: Article) -> str | None:
    """Return the first sentence of an article that can be quoted; of a large one only the beginning is looked at."""
    bodies = [part for part in article.parts if part.kind == "body"][:_FIRST]
    heads = (replace(part, end=min(part.end, part.start + _HEAD)) for part in bodies)
    passages = (passage for head in heads for passage in split(article.text, (head,), article.language))
    return next((passage.sentences[0].text for passage in passages), None)


def _read(made: Draft, article: Article) -> Draft:
    """Return a draft with the sentences of an article."""
    passages = passages_of(article, made.source)
    sentences = tuple(sentence.text for passage in passages for sentence in passage.sentences)
    obstacle = None if sentences else NO_SENTENCE
    return replace(made, article=article, sentences=sentences, obstacle=obstacle, blocks=blocks_of(article))


def blocks_of(article: Article) -> Blocks:
    """Return which parts of an article have words."""
    said = [number for number, part in enumerate(article.parts) if _has_words(article.text[part.start : part.end])]
    body = tuple(number for number in said if article.parts[number].kind == "body")
    return Blocks(tuple(number for number in said if article.parts[number].kind != "body"), body)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))
