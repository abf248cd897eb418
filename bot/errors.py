"""Any error -> the sentence that a person reads; the rest goes to the log.

SummitError (of the engine)
├── CannotStart        the bot cannot be started as it is set up
└── DoorError          a question cannot be taken, though nothing is broken
    ├── QueueFull      as many wait as may
    ├── Slow           it took longer than anybody waits
    ├── Closing        the bot is about to stop
    ├── Expired        what it hangs on is no longer kept
    ├── NotAllowed     only admins and editors may do this
    ├── DraftGone      it was published or discarded, or has waited too long
    └── Rejected       what was given cannot be used, in a text of its own
        └── Changed    what was to be confirmed is another by now than was shown

StoreError (of the engine)
└── NotSaved           the bot's own file cannot be used at the moment

TooLarge (of the engine)
└── OverLimit          a server's library has no room for it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.sizes import apart, in_units
from index import (
    IngestError,
    ModelMismatch,
    NotFetched,
    NothingToQuote,
    StoreError,
    SummitError,
    TooLarge,
    UnknownArticle,
)

if TYPE_CHECKING:
    from bot.texts import Phrases

Limit = Literal["articles", "bytes", "upload"]


class DoorError(SummitError):
    """Refuse a question that could be answered at another moment."""


class QueueFull(DoorError):
    """Refuse a question because the queue is full."""


class Slow(DoorError):
    """Give up on a question that takes too long."""


class Closing(DoorError):
    """Refuse a question because the bot is about to stop."""


class Expired(DoorError):
    """Refuse what hangs on an answer that is no longer kept."""


class NotAllowed(DoorError):
    """Refuse what only admins and editors may do."""


class DraftGone(DoorError):
    """Refuse to go on with a draft that is no longer kept."""


class Rejected(DoorError):
    """Refuse what was given, in the text of a key."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


class Changed(Rejected):
    """Refuse to do what was confirmed of something that is another by now than was shown."""


class NotSaved(StoreError):
    """Give up what has to be remembered, or looked up among what was."""


class OverLimit(TooLarge):
    """Refuse what a server's library has no room for; `limit` says which limit, in numbers of the same unit."""

    def __init__(self, limit: Limit, most: int, found: int, sentence: str, needed: int = 0) -> None:
        super().__init__(sentence)
        self.limit = limit
        self.most = most
        self.found = found
        self.needed = needed
        """Bytes that the article would take beside those found."""


class CannotStart(SummitError):
    """Refuse to start, in one sentence."""


_SENTENCES: dict[type[Exception], str] = {
    QueueFull: "wait.busy",
    Slow: "wait.slow",
    Closing: "wait.closing",
    Expired: "expired.body",
    NotAllowed: "error.not_allowed",
    DraftGone: "draft.gone",
    NotSaved: "error.store",
    UnknownArticle: "error.unknown_article",
    ModelMismatch: "error.reindex",
    SummitError: "error.library",
}


_KINDS: dict[type[IngestError], str] = {
    TooLarge: "draft.too_large",
    NotFetched: "draft.not_fetched",
    NothingToQuote: "draft.nothing_to_quote",
    IngestError: "draft.unreadable",
}
"""What readers refuse, by kind: their sentences name what they saw, and there are too many to translate."""


def is_expected(error: BaseException) -> bool:
    """Tell whether an error needs nobody's hand."""
    return isinstance(error, DoorError | UnknownArticle | IngestError)


def reference_of(event: int) -> str:
    """Return the reference of an interaction or a message by its id: the person is given it, and the log has it."""
    return f"{event:x}"


def over_limit(error: OverLimit, say: Phrases) -> str:
    """Return which limit of a server stands in the way."""
    if error.limit == "articles":
        return say("limit.articles", n=error.most)
    found, most = apart(error.found, error.most)
    return say(f"limit.{error.limit}", found=found, most=most, needed=in_units(error.needed))


def unusable(refusal: IngestError | None, reason: str, say: Phrases) -> str:
    """Return why a source cannot become an article: the kind in the person's language, and what its reader saw."""
    if refusal is None:
        # It was read, and is refused for what was found in it.
        from index import NO_SENTENCE

        return say("draft.no_sentence") if reason == NO_SENTENCE else reason
    return say(next(_KINDS[kind] for kind in type(refusal).__mro__ if kind in _KINDS), reason=reason)


def sentence(error: BaseException, say: Phrases, reference: str) -> str:
    """Return what to tell the person; `reference` finds the error again in the log."""
    if isinstance(error, Rejected):
        return say(error.key, **error.values)
    if isinstance(error, OverLimit):
        return over_limit(error, say)
    key = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), "error.unexpected")
    return say(key, reference=reference)
