"""From what was given to what is published: drafts that are looked at, changed, and stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.desk.curating.comparing import chosen, in_their_places, looked_at_again, seen_as, without_room
from bot.desk.curating.curator import Curator
from bot.desk.curating.drafts import Choice, Chosen, Drafts, Item, Pending
from bot.desk.curating.limits import Room, check_upload
from bot.desk.curating.namesakes import known_by, namesakes_of, same_file
from bot.desk.libraries import Libraries
from bot.errors import Changed, OverLimit, Rejected
from bot.settings import Settings
from index import Added, IngestError, Library, Source

if TYPE_CHECKING:
    from index import Draft

Progress = Callable[[int, int], Awaitable[None]]
"""What tells how many articles of how many are done."""
RECENT = 4
"""Drafts that are kept read in memory; they may be large."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it would be published; its articles in the order in which they were given."""

    id: str
    drafts: tuple[Draft, ...]
    over: Mapping[int, OverLimit] = field(default_factory=dict)
    """The limit that stands in the way of an article at the moment, by its number."""
    seen: str = ""
    """What differs where publishing would replace something else."""
    seen_in_place: str = ""
    """The same, of what is published in the place of what is called the same."""

    @property
    def replaceable(self) -> int:
        """Return how many of its articles can be published in the place of one that is called the same."""
        return sum(draft.namesake is not None and draft.obstacle is None for draft in self.drafts)

    @property
    def publishable(self) -> int:
        """Return how many of its articles can be published."""
        return sum(draft.obstacle is None for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class _Read:
    choices: tuple[Choice, ...]
    version: str
    """Of the library that it was looked at beside."""
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a draft."""

    added: Added
    over: OverLimit | None = None
    """The limit that it was refused for."""
    updated: tuple[str, ...] = ()
    """The fields that were brought up to date where its text is the same."""


class Drafting:
    """Begin drafts, change and publish them; none is in reach of another server."""

    def __init__(self, settings: Settings, libraries: Libraries, curator: Curator) -> None:
        self._settings = settings
        self._libraries = libraries
        self._curator = curator
        self._disk = Drafts(settings.data / "drafts")
        self._recent: OrderedDict[str, _Read] = OrderedDict()
        self._publishing: set[tuple[int, str]] = set()

    def check_size(self, size: int) -> None:
        """Raise OverLimit where a file is larger than may be uploaded; ask before it is fetched."""
        check_upload(size, self._settings)

    async def begin(self, server: int, items: tuple[Item, ...]) -> Drafted:
        """Read what was given and keep it for Publish.

        Raises:
            OverLimit: it is too large.
            Rejected: it holds more articles than a server may have.
            NotSaved: it cannot be kept.

        """
        for item in items:
            self.check_size(len(item.data))
        return await self._curator.reads.run(lambda: self._begin(server, items))

    async def read(self, server: int, draft: str) -> Drafted:
        """Return a draft of a server.

        Raises:
            DraftGone: it was published or discarded, or it has waited too long.

        """
        return await self._curator.reads.run(lambda: self._read(server, self._disk.read(server, draft)))

    async def choose(self, server: int, draft: str, article: int, parts: Iterable[int], kind: Chosen) -> Drafted:
        """Return a draft with some blocks of an article taken in, or left out."""
        wanted = tuple(parts)

        def act() -> Drafted:
            pending = self._disk.read(server, draft).choosing(article, wanted, kind)
            drafted = self._read(server, pending)
            self._disk.save(server, pending)
            return drafted

        return await self._curator.reads.run(act)

    async def publish(
        self,
        server: int,
        draft: str,
        who: int,
        progress: Progress,
        *,
        seen: str | None = None,
        in_place: bool = False,
    ) -> list[Outcome]:
        """Store the articles of a draft one by one; it is kept as long as none of them was taken.

        `in_place`: those that are called as one that is there take its place.

        Raises:
            Changed: it would replace something else than the draft that was `seen`.
            DraftGone: it was published or discarded, or it has waited too long.
            Rejected: it is being published already.

        """
        if (server, draft) in self._publishing:
            raise Rejected("draft.publishing")
        self._publishing.add((server, draft))
        try:
            drafted = await self.read(server, draft)
            if seen and seen != (drafted.seen_in_place if in_place else drafted.seen):
                raise Changed("draft.changed")
            drafts = in_their_places(drafted.drafts) if in_place else drafted.drafts
            # Of several, one may meet another of them.
            as_shown = bool(seen) and len(drafts) == 1
            outcomes = await self._publish(server, drafts, who, progress, as_shown=as_shown)
            if any(one.added.state != "refused" for one in outcomes):
                await self._discard(server, draft)
            return outcomes
        finally:
            self._publishing.discard((server, draft))

    async def discard(self, server: int, draft: str) -> bool:
        """Delete a draft, and tell whether it was there."""
        if (server, draft) in self._publishing:
            raise Rejected("draft.publishing")
        return await self._discard(server, draft)

    async def sweep(self) -> None:
        """Delete the drafts of all servers that have waited too long."""
        await self._curator.reads.run(self._disk.sweep)

    async def forget_server(self, server: int) -> None:
        """Delete all drafts of a server."""
        await self._curator.reads.run(lambda: self._disk.forget_server(server))

    async def _discard(self, server: int, draft: str) -> bool:
        self._recent.pop(draft, None)
        return await self._curator.reads.run(lambda: self._disk.discard(server, draft))

    async def _publish(
        self, server: int, drafts: tuple[Draft, ...], who: int, progress: Progress, *, as_shown: bool
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for draft in drafts:
            outcomes.append(await self._publish_one(server, draft, who, as_shown=as_shown))
            await progress(len(outcomes), len(drafts))
        return outcomes

    async def _publish_one(self, server: int, draft: Draft, who: int, *, as_shown: bool) -> Outcome:
        try:
            added = await self._curator.publish(server, draft, who, as_shown=as_shown)
        except OverLimit as error:
            title = draft.article.title if draft.article else None
            return Outcome(Added(draft.source.path, None, title, "refused", str(error)), error)
        return Outcome(added, updated=draft.updated if added.state == "unchanged" else ())

    def _begin(self, server: int, items: tuple[Item, ...]) -> Drafted:
        library = self._libraries.of(server)
        version, drafts = library.version(), self._drafts(server, Pending("", items))
        if len(drafts) > self._settings.max_articles:
            raise Rejected("adding.too_many", n=self._settings.max_articles)
        if all(draft.article is None for draft in drafts):
            # Nothing that a choice could mend: there is nothing to keep.
            return Drafted("", drafts)
        pending = self._disk.keep(server, items)
        return self._remember(library, pending, _Read((), version, drafts))

    def _read(self, server: int, pending: Pending) -> Drafted:
        library, known, choices = self._libraries.of(server), self._recent.get(pending.id), pending.choices
        version = library.version()
        if known is None or known.choices != choices[: len(known.choices)]:
            return self._remember(library, pending, _Read(choices, version, self._drafts(server, pending)))
        # To read a large file again takes half a minute; what is chosen in one article concerns it alone.
        drafts = chosen(known.drafts, choices[len(known.choices) :])
        if known.version != version:
            drafts = looked_at_again(library, drafts, choices)
        return self._remember(library, pending, _Read(choices, version, drafts))

    def _remember(self, library: Library, pending: Pending, read: _Read) -> Drafted:
        self._recent[pending.id] = read
        self._recent.move_to_end(pending.id)
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        refused = without_room(Room.of(library, self._settings), read.drafts)
        in_place = seen_as(in_their_places(read.drafts))
        return Drafted(pending.id, read.drafts, refused, seen_as(read.drafts), in_place)

    def _drafts(self, server: int, pending: Pending) -> tuple[Draft, ...]:
        most, library = self._settings.max_articles + 1, self._libraries.of(server)
        sources = (known_by(source, item.name) for item in pending.items for source in self._sources(item, most))
        drafts = [same_file(library, draft) for draft in self._curator.drafts_of(server, sources)]
        for number, namesake in namesakes_of(library, drafts).items():
            drafts[number] = drafts[number].beside(namesake)
        return chosen(drafts, pending.choices)

    def _sources(self, item: Item, most: int) -> Iterator[Source]:
        """Yield what was given as far as it is no larger than a file may be: packed, it may be a hundred times that."""
        size = 0
        for source in _sources(item, most):
            size += len(source.article.text.encode()) if source.article else 0
            self.check_size(size)
            yield source


def _sources(item: Item, most: int) -> Iterator[Source]:
    # Readers take their time to load, and a bot that only answers needs none.
    from index import read_attachment

    if item.typed:
        yield _typed(item)
        return
    found = list(islice(read_attachment(item.name, item.data), most))
    if item.title and len(found) == 1 and found[0].article:
        yield replace(found[0], article=replace(found[0].article, title=item.title))
    else:
        yield from found


def _typed(item: Item) -> Source:
    from index import read_text

    try:
        return Source(item.name, read_text(item.data.decode(), title=item.title))
    except IngestError as error:
        return Source(item.name, refusal=error)
