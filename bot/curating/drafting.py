"""From what was given to what is published: drafts that are looked at, changed, and stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.curating.curator import Curator
from bot.curating.drafts import Choice, Chosen, Drafts, Item, Pending
from bot.curating.limits import OverLimit, check_upload
from bot.errors import Rejected
from bot.settings import Settings
from index import Added, IngestError, Source

if TYPE_CHECKING:
    from index import Draft

Progress = Callable[[int, int], Awaitable[None]]
"""What tells how many articles of how many are done."""
_HASHED = "sha256:"
RECENT = 4
"""Drafts that are kept read in memory; they may be large."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it would be published; its articles in the order in which they were given."""

    id: str
    drafts: tuple[Draft, ...]

    @property
    def publishable(self) -> int:
        """Return how many of its articles can be published."""
        return sum(draft.obstacle is None for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class _Read:
    choices: tuple[Choice, ...]
    drafted: Drafted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a draft."""

    added: Added
    over: OverLimit | None = None
    """The limit that it was refused for."""


class Drafting:
    """Begin drafts, change and publish them; none is in reach of another server."""

    def __init__(self, settings: Settings, curator: Curator) -> None:
        self._settings = settings
        self._curator = curator
        self._disk = Drafts(settings.data / "drafts")
        self._recent: OrderedDict[str, _Read] = OrderedDict()
        self._publishing: set[str] = set()

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

    async def publish(self, server: int, draft: str, who: int, progress: Progress) -> list[Outcome]:
        """Store the articles of a draft one by one; it is kept as long as none of them was taken.

        Raises:
            DraftGone: it was published or discarded, or it has waited too long.
            Rejected: it is being published already.

        """
        if draft in self._publishing:
            raise Rejected("draft.publishing")
        self._publishing.add(draft)
        try:
            drafted = await self.read(server, draft)
            outcomes = await self._publish(server, drafted.drafts, who, progress)
            if any(one.added.state != "refused" for one in outcomes):
                await self._discard(server, draft)
            return outcomes
        finally:
            self._publishing.discard(draft)

    async def discard(self, server: int, draft: str) -> bool:
        """Delete a draft, and tell whether it was there."""
        if draft in self._publishing:
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

    async def _publish(self, server: int, drafts: tuple[Draft, ...], who: int, progress: Progress) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for draft in drafts:
            outcomes.append(await self._publish_one(server, draft, who))
            await progress(len(outcomes), len(drafts))
        return outcomes

    async def _publish_one(self, server: int, draft: Draft, who: int) -> Outcome:
        try:
            return Outcome(await self._curator.publish(server, draft, who))
        except OverLimit as error:
            title = draft.article.title if draft.article else None
            return Outcome(Added(draft.source.path, None, title, "refused", str(error)), error)

    def _begin(self, server: int, items: tuple[Item, ...]) -> Drafted:
        drafts = self._drafts(server, Pending("", items))
        if len(drafts) > self._settings.max_articles:
            raise Rejected("adding.too_many", n=self._settings.max_articles)
        if all(draft.article is None for draft in drafts):
            # Nothing that a choice could mend: there is nothing to keep.
            return Drafted("", drafts)
        pending = self._disk.keep(server, items)
        return self._remember(pending, drafts)

    def _read(self, server: int, pending: Pending) -> Drafted:
        known, choices = self._recent.get(pending.id), pending.choices
        if known and known.choices == choices:
            return known.drafted
        if known and known.choices == choices[: len(known.choices)]:
            # To read a large file again takes half a minute; what is chosen in one article concerns it alone.
            return self._remember(pending, _chosen(known.drafted.drafts, choices[len(known.choices) :]))
        return self._remember(pending, self._drafts(server, pending))

    def _remember(self, pending: Pending, drafts: tuple[Draft, ...]) -> Drafted:
        drafted = Drafted(pending.id, drafts)
        self._recent[pending.id] = _Read(pending.choices, drafted)
        self._recent.move_to_end(pending.id)
        while len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        return drafted

    def _drafts(self, server: int, pending: Pending) -> tuple[Draft, ...]:
        most = self._settings.max_articles + 1
        sources = (_known_by(source, item.name) for item in pending.items for source in _sources(item, most))
        return _chosen(self._curator.drafts_of(server, sources), pending.choices)


def _chosen(drafts: Sequence[Draft], choices: Iterable[Choice]) -> tuple[Draft, ...]:
    changed = list(drafts)
    for choice in choices:
        changed[choice.article] = changed[choice.article].with_kind(choice.part, choice.kind)
    return tuple(changed)


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


def _known_by(source: Source, name: str) -> Source:
    """Return a source that says nothing of what it is under its text's hash and the name that it was given under.

    By the hash alone, the same text in a file of another name would rename the article that is there.
    """
    article = source.article
    if article is None or not article.identity.startswith(_HASHED):
        return source
    return replace(source, article=replace(article, identity=f"{article.identity}:{name}"))


def _typed(item: Item) -> Source:
    from index import read_text

    try:
        return Source(item.name, read_text(item.data.decode(), title=item.title))
    except IngestError as error:
        return Source(item.name, refusal=error)
