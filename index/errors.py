"""What can go wrong, in words that a person can act on.

SummitError
├── IngestError          one source cannot become an article
│   ├── Unreadable       its bytes are not text, or its structure is broken
│   ├── TooLarge         over a limit that protects the machine
│   ├── NotFetched       what is at its link could not be had
│   └── NothingToQuote   it was read, and no sentence of a body was found
├── StoreError           the data folder cannot be used as it is
│   ├── Damaged          SQLite reports a broken file
│   ├── TooNew           written by a newer version
│   ├── Busy             another process holds the write lock
│   └── NoAccess         no rights, a full disk, not a folder
├── UnknownArticle       no article has that id
├── BadDay               words that mean no day
├── BadQuestion          a golden question that nothing can be judged by
└── ModelError           the encoder cannot be used
    ├── ModelMismatch    the index was made with another one
    └── ModelMissing     it is not there, or not the file it should be
"""

from __future__ import annotations


class SummitError(Exception):
    """Carry one sentence that names the cause and the way out."""


class IngestError(SummitError):
    """Refuse one source; nothing of it is stored."""


class Unreadable(IngestError):
    """Refuse bytes that are not text, or a broken structure."""


class TooLarge(IngestError):
    """Refuse a source that is over a size limit."""


class NotFetched(IngestError):
    """Refuse a link that leads to nothing that could be had."""

    status: int | None = None
    """What the site answered, where it answered."""
    wait: float | None = None
    """Seconds for which the site wants to be left alone, where it says so."""


class NothingToQuote(IngestError):
    """Refuse a source in which no sentence of a body was found."""


class StoreError(SummitError):
    """Refuse a data folder that cannot be used as it is."""


class Damaged(StoreError):
    """Refuse a database that SQLite reports as broken."""


class TooNew(StoreError):
    """Refuse a database that a newer version has written."""


class Busy(StoreError):
    """Give up waiting for a lock that another process holds."""


class NoAccess(StoreError):
    """Refuse a folder without rights, or a disk without space."""


class UnknownArticle(SummitError):
    """Refuse an id that no article has."""


class BadDay(SummitError):
    """Refuse words that mean no day."""


class BadQuestion(SummitError):
    """Refuse a golden question that nothing can be judged by."""


class ModelError(SummitError):
    """Refuse an encoder that cannot be used."""


class ModelMismatch(ModelError):
    """Refuse to mix the vectors of two models."""


class ModelMissing(ModelError):
    """Refuse a model that is not there, or is not what its hash says."""
