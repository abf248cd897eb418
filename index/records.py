"""The nouns that pass from step to step: frozen, typed, a line an attribute.

Offsets count code points in `Article.text`, start included, end excluded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from index.audience import OPEN, Restriction
from index.errors import IngestError

Kind = Literal["body", "heading", "byline", "credit", "caption", "link", "boilerplate"]
ProblemKind = Literal["damaged", "read_only", "no_model", "other_model", "outdated"]
State = Literal["added", "unchanged", "replaced", "refused"]
Strength = Literal["strong", "likely", "weak"]
Obstacle = Literal["greeting", "short", "long", "language"]
Field = Literal["author", "published", "publisher", "url"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of an article's text, and what it is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text is never changed after this."""

    identity: str
    """What says "this is the same article again": a record's id, a url, a path or the text's hash."""
    title: str
    text: str
    parts: tuple[Part, ...]
    """In order, not overlapping; together they hold everything but white space."""
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    """An ISO 639-1 code ("en", "ja", "ko"), or None where it cannot be told."""
    licence: str | None = None
    chosen: tuple[Part, ...] = ()
    """Those of the parts whose kind a person has chosen, over what the cleaner made of them."""
    pages: tuple[int, ...] = ()
    """Where each page of its document begins, in order; empty for what has no pages."""
    edited: tuple[str, ...] = ()
    """The names of the fields that a person has edited, over what the source says."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said of the state of a page, which it is told when it is asked again."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at a link."""

    asked: str
    address: str
    """Where it was in the end."""
    media: str
    """What the site says it is ("text/html"), or nothing."""
    charset: str | None
    data: bytes
    validators: Validators = field(default_factory=Validators)
    moved: str | None = None
    """Where it is from now on, as the site says; None: where it was asked for."""
    unchanged: bool = False
    """Whether the site says that it is as it was; then there is no data."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file that was given, what was at a link, or a text that was typed."""

    name: str
    data: bytes
    title: str | None = None
    """What the admin calls it; None: what it calls itself."""
    typed: bool = False
    entry: bool = False
    """Whether it is an entry of a feed that has the whole article, as `entry_data` writes it."""
    address: str | None = None
    """Where it was fetched from in the end; then its name is the link that was given."""
    media: str = ""
    """What the site says it is."""
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body; `text` is `article.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One article's worth of input, or the reason that it is refused."""

    path: str
    """As a person would recognise it: "news/a.md", "corpus.jsonl:17", "-"."""
    article: Article | None = None
    refusal: IngestError | None = None
    cut: tuple[tuple[Sentence, ...], ...] | None = None
    """The sentences of each of the article's parts, body or not, where they were found already."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the library lists it, without its text."""

    id: int
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    language: str | None
    sentences: int
    added: datetime
    restriction: Restriction = OPEN
    """For whom it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """What an article can be called."""

    id: int
    identity: str
    url: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence of an article that a person has pinned to a question, or hidden from all answers."""

    article: int
    sentence: str
    question: str | None = None
    """None: hidden."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of the body that are read together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source."""

    path: str
    id: int | None
    title: str | None
    state: State
    reason: str | None = None
    sentences: int = 0
    left_out: int = 0
    """How many parts are kept and shown, and never quoted."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same sentence in another article."""

    article: int
    title: str
    url: str | None
    published: date | None
    start: int
    end: int
    source: int = 0
    """The place of its library among those asked."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of an article, word for word, with its source."""

    text: str
    article: int
    title: str
    author: str | None
    publisher: str | None
    published: date | None
    url: str | None
    start: int
    end: int
    mark: tuple[Span, ...] | None
    """Where in the article's text the answering words stand, inside the quote."""
    before: str | None
    after: str | None
    score: float
    """An estimate of how probable it is that this sentence answers the question, 0 to 1."""
    strength: Strength
    also: tuple[Elsewhere, ...] = ()
    source: int = 0
    """The place of its library among those asked: ids are a library's own."""
    page: int | None = None
    """The page of its document, counted from 1, where it has pages."""
    pinned: bool = False
    """A person chose it for this question."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of an article that answers a question about the article itself."""

    article: int
    title: str
    field: Field
    value: str
    source: int = 0


@dataclass(frozen=True, slots=True)
class Hint:
    """A line of an article, of its body or not, from which a field might come; `text` is `article.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field that a question about an article itself asks for, and that the article is stored without."""

    article: int
    title: str
    field: Field
    hint: Hint | None = None
    source: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes and facts, or plainly nothing."""

    question: str
    quotes: tuple[Quote, ...] = ()
    facts: tuple[Fact, ...] = ()
    nearest: tuple[Quote, ...] = ()
    """Where nothing was found: the best candidates, which are no answer."""
    further: tuple[Quote, ...] = ()
    """The next of the ranking after the quotes, where asked for."""
    total: int = 0
    """How many sentences support the answer, those not shown included."""
    ms: float = 0.0
    obstacle: Obstacle | None = None
    """Why it was no question: a greeting, too short, too long, or in a language that no article is written in."""
    unknown: tuple[Unknown, ...] = ()
    """What was asked of articles themselves and is not known of them."""
    about: str | None = None
    """Whom or what the question was understood to mean, where it followed another."""

    @property
    def found(self) -> bool:
        """Tell whether the articles answer."""
        return bool(self.quotes or self.facts)

    @property
    def askable(self) -> bool:
        """Tell whether it was a question that the sentences of articles could answer."""
        return self.obstacle is None and not self.unknown

    @property
    def told(self) -> tuple[Quote | Fact | Unknown, ...]:
        """Return all that it tells, whose articles a follow-up means."""
        return (*self.quotes, *self.facts, *self.unknown)

    @property
    def first(self) -> Quote | Fact | Unknown | None:
        """Return what comes first in it; None where it is about no article."""
        return self.told[0] if self.told else None


@dataclass(frozen=True, slots=True)
class Reindexed:
    """What a reindex has made anew."""

    articles: int
    sentences: int
    model: str
    before: str | None = None
    """The model that answered until then; None where there was no index."""
    changed: tuple[str, ...] = ()
    """The titles of the articles that are cut into other sentences than before."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a library is."""

    articles: int
    bytes: int
    """What the articles and the indexes take; room that removed ones have left in the file does not count."""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One sentence of a summary, with where it stands."""

    text: str
    article: int
    title: str
    start: int
    end: int
    url: str | None
    source: int = 0
    """The place of its library among those asked."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that stand for an article or a topic, in the articles' order."""

    article: int | None
    topic: str | None
    of: int
    """Out of how many sentences they were chosen."""
    sentences: tuple[SummaryLine, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a library; its sentence names the cause and the way out, for whoever keeps the folder."""

    kind: ProblemKind
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, slots=True)
class Status:
    """What a library holds, and whether it is well."""

    articles: int
    sentences: int
    model: str | None
    reader: str | None
    bytes: int
    problems: tuple[Problem, ...] = ()

    @property
    def healthy(self) -> bool:
        """Tell whether nothing needs an admin's hand."""
        return not self.problems
