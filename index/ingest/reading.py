"""What a reader makes of bytes, and how it becomes an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from index.ingest.article import build
from index.ingest.canonical import canonical_url
from index.ingest.fields import Fields
from index.ingest.outcome import outcome
from index.records import Article, Kind, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from."""

    name: str
    """As a person would recognise it."""
    identity: str | None = None
    """What the article is known by where its content has neither an id nor a url of its own."""
    address: str | None = None
    """The link that it was fetched from."""
    charset: str | None = None
    """What the site said of its letters."""
    is_part: bool = False
    """Whether it is one of several in a document, which share its address."""

    def inside(self, name: str, part: str) -> Origin:
        """Return the origin of a part of this, by the name that is shown and by what tells it from the others."""
        whole = canonical_url(self.address) if self.address and not self.is_part else self.identity
        return replace(self, name=name, identity=f"{whole}#{part}" if whole else None, is_part=True)


@dataclass(frozen=True, slots=True)
class Reading:
    """One article's worth of a document."""

    text: str
    fields: Fields = field(default_factory=Fields)
    hints: Mapping[str, Kind] = field(default_factory=dict)
    """Lines that the document itself marks as something."""
    pages: tuple[int, ...] = ()
    """Where each page begins in the text."""


def article_of(reading: Reading, origin: Origin) -> Article:
    """Return the article of a document, or of a part of one; raise IngestError where it is none.

    What was fetched links to where it is from.
    """
    fields = reading.fields
    if origin.address and not fields.url:
        fields = replace(fields, url=origin.address)
    if origin.is_part and not fields.identity:
        fields = replace(fields, identity=origin.identity)
    made = build(reading.text, fields, identity=origin.identity, name=origin.name, hints=reading.hints)
    return replace(made, pages=reading.pages) if reading.pages else made


def one_source(origin: Origin, read: Callable[[], Reading]) -> Iterator[Source]:
    """Yield the one article of a document, or its refusal."""
    yield outcome(origin.name, lambda: article_of(read(), origin))
