"""The nouns of the doors: what a question may reach, and the answer that stands behind its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from index import PUBLIC, Answer, Audience, Entry, Fact, Narrowing, Quote, Rules, Unknown

FORGOTTEN = 0
"""Stands for a person of whom nothing is kept; nobody has that id."""
Home = Literal["server", "shared"]
Door = Literal["command", "message", "menu", "modal", "channel", "post", "notice"]
What = Literal[
    "add",
    "replace",
    "remove",
    "edit",
    "reindex",
    "reindex_unseen",
    "reindex_stopped",
    "refresh",
    "undo",
    "dismiss",
    "pin",
    "hide",
    "take_back",
    "settings",
    "restore",
    "left",
    "returned",
]


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article by its library and its id there."""

    home: Home
    id: int

    def __str__(self) -> str:
        return f"{self.home}:{self.id}"


@dataclass(frozen=True, slots=True)
class Shelved:
    """An article as the doors list it."""

    entry: Entry
    home: Home

    @property
    def ref(self) -> ArticleRef:
        """Return its library and its id there."""
        return ArticleRef(self.home, self.entry.id)

    @property
    def day(self) -> date:
        """Return the day that it is from."""
        return self.entry.published or self.entry.added.date()

    def is_in(self, scope: Scope) -> bool:
        """Tell whether a question of a scope may be answered from it: some are for others, and some do not fit."""
        is_meant = not scope.articles or self.ref in scope.articles
        return is_meant and self.is_for(scope.audience) and scope.narrowing.fits(self.entry.publisher, self.day)

    def is_for(self, audience: Audience) -> bool:
        """Tell whether an audience may know of it."""
        return self.entry.restriction.lets(audience)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question may reach: a server's library and the shared one, or some of their articles."""

    server: int | None
    """None outside a server: the shared library alone."""
    shared: bool = True
    articles: tuple[ArticleRef, ...] = ()
    """None named: all of them."""
    narrowing: Narrowing = field(default_factory=Narrowing)
    audience: Audience = PUBLIC
    """Who will see what is found. It is never stored: what is asked of a stored scope is for everybody, or whoever asks
    is looked at again."""

    @property
    def homes(self) -> tuple[Home, ...]:
        """Return the libraries that are asked, in the order that a quote's `source` counts."""
        if self.server is None:
            return ("shared",)
        return ("server", "shared") if self.shared else ("server",)


@dataclass(frozen=True, slots=True)
class Footing:
    """Where a question stands: what it reaches, and which article "it" means there."""

    scope: Scope
    meant: ArticleRef | None = None
    follows: str | None = None
    """The id of the answer that is followed up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is asked; nothing of it in a DM."""

    server: int | None = None
    channel: int | None = None
    parent: int | None = None
    """The channel that a thread belongs to."""

    @property
    def is_thread(self) -> bool:
        """Tell whether the channel is a thread."""
        return self.parent is not None

    @property
    def is_conversation(self) -> bool:
        """Tell whether what is asked here follows up what was answered before: in a thread, and in a DM."""
        return self.is_thread or self.server is None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, who asked it, and where."""

    question: str
    scope: Scope
    asker: int
    channel: int | None
    language: str
    door: Door
    private: bool = False
    """Shown to the asker alone, or asked in a DM: such a question is never shown to admins."""
    meant: ArticleRef | None = None
    """The article that was just quoted: "it", where the question is about an article itself."""
    author: int | None = None
    """Whose words the question is, where they are somebody else's: they are that person's to have and to delete."""
    follows: str | None = None
    """The id of the answer that it follows up: what that was about is looked up while it is kept, and not copied."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given, for the buttons under it."""

    id: str
    asking: Asking
    asked: datetime
    answer: Answer
    titles: tuple[str, ...] = ()
    """The titles of the articles that the scope names."""
    message: int | None = None
    """The message that shows it, once it was sent."""

    @property
    def ephemeral(self) -> bool:
        """Tell whether Discord shows it to its asker alone, and lets nobody else touch it, the bot included."""
        return self.asking.private and self.asking.door not in {"message", "notice"}

    @property
    def footing(self) -> Footing:
        """Return where a question stands that follows up this answer."""
        first = self.answer.first
        meant = ArticleRef(self.home(first), first.article) if first else self.asking.meant
        return Footing(self.asking.scope, meant, self.id)

    def home(self, one: Quote | Fact | Unknown) -> Home:
        """Return the library that a quote, or what is said of an article, is from."""
        return self.asking.scope.homes[one.source]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who wants to be told when a question has an answer."""

    answer: str
    person: int
    asking: Asking


@dataclass(frozen=True, slots=True)
class Reindexing:
    """A reindex of a server's articles under way, as the next run of the bot has to know it."""

    server: int
    who: int
    channel: int
    """Where everybody is shown how far it is; 0: the one who began is shown it alone."""
    begun: datetime
    message: int | None = None
    """The message that tells how far it is."""
    edition: str = ""
    """The index that answered when it began: another one answers where it was done."""
    tries: int = 1
    """How many runs of the bot have begun it."""

    @property
    def mark(self) -> str:
        """Return what the history of the articles knows it by, whichever run of the bot it ends in."""
        return f"reindex {self.server} {self.begun.timestamp():.6f}"


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What admins chose for one channel."""

    enabled: bool = True
    """Whether questions are answered here at all."""
    auto: bool = False
    """Whether every message that is a question is answered."""
    articles: tuple[ArticleRef, ...] = ()
    """What a question here is asked of, where nothing else is named; none: all."""
    thread: int = 0
    """After how many minutes without a word the thread of an answer is archived; 0: answers open none."""


@dataclass(frozen=True, slots=True)
class Digest:
    """When and where a server is told what is new."""

    channel: int
    weekly: bool = False
    """On Mondays; else each day."""
    hour: int = 9


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What admins chose for one server."""

    language: str | None = None
    """None: the server's own language, as Discord knows it."""
    shared: bool = True
    """Whether the shared library is asked too."""
    editors: int | None = None
    """The role that may manage articles besides Manage Server."""
    admin: int | None = None
    """The channel for notices."""
    channels: dict[int, ChannelSettings] = field(default_factory=dict)
    digest: Digest | None = None
    zone: str = "UTC"
    """The time zone in which its hours are meant, by its IANA name."""

    def channel(self, channel: int) -> ChannelSettings:
        """Return what was chosen for a channel, or the defaults."""
        return self.channels.get(channel, ChannelSettings())


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a server's audit log."""

    moment: datetime
    server: int
    who: int | None
    """None: on the terminal, or the bot by itself; FORGOTTEN: somebody who had their data deleted."""
    what: What
    detail: str
    """What was changed, such as an article's title; never a text of the bot's own language."""
    channel: int | None = None
    """The channel that it was changed for: who cannot see that is not told."""
    mark: str | None = None
    """Of the act in the history of the articles; None: it is not told there, or an older version has noted it."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A change that is about to be made in a library: what it would be told as, and how to see that it was made."""

    change: Change
    identity: str | None
    """Of the article; None: the whole index."""
    before: str | None
    """What the article, or the index, was before; None: it was not there."""
    article: int | None = None
    """The id of an article that is to be removed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A feed that an admin was shown, until they follow or discard it."""

    id: str
    server: int
    moment: datetime
    url: str
    rules: Rules
    name: str | None = None
    channel: int | None = None
    """That is told of what it brings; None: nobody is."""
    daily: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A channel that is told of what a source brings."""

    server: int
    feed: int
    channel: int
    daily: bool
    """Whether once a day, and not article by article."""
    until: datetime
    """Of what came until then it was told."""
