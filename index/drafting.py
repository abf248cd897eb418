"""Source -> Draft: what publishing it would store, for a person to look at before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.adding import NO_SENTENCE, with_language
from index.choices import choose, with_choices
from index.records import Article, Entry, Kind, Source, State
from index.split import split
from index.store import Database, Store


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

    def with_kind(self, block: int, kind: Kind) -> Draft:
        """Return the draft with a part of its article taken in ("body") or left out ("boilerplate").

        Raises IndexError where it has no such part.
        """
        if self.article is None:
            raise IndexError(block)
        return _read(self, choose(self.article, block, kind))


def draft(database: Database, source: Source) -> Draft:
    """Return the draft of a source; what was chosen before for the same blocks is chosen again."""
    if source.article is None:
        return Draft(source, None, obstacle=str(source.refusal))
    article = with_language(source.article)
    with database.reading() as connection:
        store = Store(connection)
        found = store.find(article)
        before = store.article(found) if found else None
        same = next(store.entries(found), None) if found else None
    made = Draft(source, article, same=same, before=before)
    return _read(made, with_choices(article, before) if before else article)


def _read(made: Draft, article: Article) -> Draft:
    """Return a draft with the sentences of an article."""
    passages = split(article.text, article.parts, article.language)
    sentences = tuple(sentence.text for passage in passages for sentence in passage.sentences)
    return replace(made, article=article, sentences=sentences, obstacle=None if sentences else NO_SENTENCE)
