"""From what was given to what is published: drafts that are looked at, changed, and stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.desk.curating.comparing import chosen, in_their_places, looked_at_again, seen_as, without_room
from bot.desk.curating.curator import Curator
from bot.desk.curating.drafts import Choice, Chosen, Drafts, Edit, Pending
from bot.desk.curating.limits import Room, check_upload
from bot.desk.curating.namesakes import namesakes_of, same_file
from bot.desk.curating.reading import Reading
from bot.desk.libraries import Libraries
from bot.errors import Changed, OverLimit, Rejected
from bot.settings import Settings
from index import Act, Added, Edits, IngestError, Item, Source

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
    choices: tuple[Choice | Edit, ...]
    version: str
    """Of the library that it was looked at beside."""
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a draft."""

    added: Added
    over: OverLimit | None = None
    """The limit that it was refused for."""
    refusal: IngestError | None = None
    """Why it could not be read."""
    updated: tuple[str, ...] = ()
    """The fields that were brought up to date where its text is the same."""


class Drafting:
    """Begin drafts, change and publish them; none is in reach of another server."""

    def __init__(self, settings: Settings, libraries: Libraries, curator: Curator) -> None:
        self._settings = settings
        self._libraries = libraries
        self._curator = curator
        self._disk = Drafts(settings.data / "drafts")
        self._reading = Reading(settings)
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
        async with self._reading.turn(server):
            sources = await self._reading.read(items)
            return await self._curator.reads.run(lambda: self._begin(server, items, sources))

    async def read(self, server: int, draft: str) -> Drafted:
        """Return a draft of a server.

        Raises:
            DraftGone: it was published or discarded, or it has waited too long.

        """
        async with self._reading.turn(server):
            return await self._looked_at(server, await self._pending(server, draft))

    async def choose(self, server: int, draft: str, article: int, parts: Iterable[int], kind: Chosen) -> Drafted:
        """Return a draft with some blocks of an article taken in, or left out."""
        wanted = tuple(parts)
        return await self._change(server, draft, lambda pending: pending.choosing(article, wanted, kind))

    async def edit(self, server: int, draft: str, article: int, edits: Edits) -> Drafted:
        """Return a draft with other fields of an article."""
        return await self._change(server, draft, lambda pending: pending.editing(article, edits))

    async def _change(self, server: int, draft: str, change: Callable[[Pending], Pending]) -> Drafted:
        async with self._reading.turn(server):
            pending = change(await self._pending(server, draft))
            drafted = await self._looked_at(server, pending)
            await self._curator.reads.run(lambda: self._disk.save(server, pending))
        return drafted

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
        await self._reading.tidy()

    async def forget_server(self, server: int) -> None:
        """Delete all drafts of a server."""
        await self._curator.reads.run(lambda: self._disk.forget_server(server))

    async def close(self) -> None:
        """End what is being read."""
        await self._reading.close()

    async def _discard(self, server: int, draft: str) -> bool:
        self._recent.pop(draft, None)
        return await self._curator.reads.run(lambda: self._disk.discard(server, draft))

    async def _publish(
        self, server: int, drafts: tuple[Draft, ...], who: int, progress: Progress, *, as_shown: bool
    ) -> list[Outcome]:
        outcomes: list[Outcome] = []
        act = Act()
        for draft in drafts:
            outcomes.append(await self._publish_one(server, draft, who, act, as_shown=as_shown))
            await progress(len(outcomes), len(drafts))
        return outcomes

    async def _publish_one(self, server: int, draft: Draft, who: int, act: Act, *, as_shown: bool) -> Outcome:
        try:
            added = await self._curator.publish(server, draft, who, as_shown=as_shown, act=act)
        except OverLimit as error:
            title = draft.article.title if draft.article else None
            return Outcome(Added(draft.source.path, None, title, "refused", str(error)), error)
        updated = draft.updated if added.state == "unchanged" else ()
        return Outcome(added, updated=updated, refusal=draft.source.refusal)

    async def _pending(self, server: int, draft: str) -> Pending:
        return await self._curator.reads.run(lambda: self._disk.read(server, draft))

    async def _looked_at(self, server: int, pending: Pending) -> Drafted:
        known = self._recent.get(pending.id)
        if known and known.choices == pending.choices[: len(known.choices)]:
            return await self._curator.reads.run(lambda: self._changed(server, pending, known))
        sources = await self._reading.read(pending.items)
        return await self._curator.reads.run(
            lambda: self._remember(server, pending, self._read(server, sources, pending.choices))
        )

    def _begin(self, server: int, items: tuple[Item, ...], sources: Sequence[Source]) -> Drafted:
        if len(sources) > self._settings.max_articles:
            raise Rejected("adding.too_many", n=self._settings.max_articles)
        read = self._read(server, sources, ())
        if all(draft.article is None for draft in read.drafts):
            # Nothing that a choice could mend: there is nothing to keep.
            return Drafted("", read.drafts)
        return self._remember(server, self._disk.keep(server, items), read)

    def _changed(self, server: int, pending: Pending, known: _Read) -> Drafted:
        """Return a draft that was read before; what is chosen in one article concerns it alone."""
        library, choices = self._libraries.of(server), pending.choices
        version = library.version()
        drafts = chosen(known.drafts, choices[len(known.choices) :])
        if known.version != version:
            drafts = looked_at_again(library, drafts, choices)
        return self._remember(server, pending, _Read(choices, version, drafts))

    def _read(self, server: int, sources: Sequence[Source], choices: tuple[Choice | Edit, ...]) -> _Read:
        library = self._libraries.of(server)
        version = library.version()
        drafts = [same_file(library, draft) for draft in self._curator.drafts_of(server, sources)]
        for number, namesake in namesakes_of(library, drafts).items():
            drafts[number] = drafts[number].beside(namesake)
        return _Read(choices, version, chosen(drafts, choices))

    def _remember(self, server: int, pending: Pending, read: _Read) -> Drafted:
        self._recent[pending.id] = read
        self._recent.move_to_end(pending.id)
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        refused = without_room(Room.of(self._libraries.of(server), self._settings), read.drafts)
        in_place = seen_as(in_their_places(read.drafts))
        return Drafted(pending.id, read.drafts, refused, seen_as(read.drafts), in_place)
