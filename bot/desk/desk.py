"""What all doors share: a question goes in, an answer comes out and is kept for its buttons."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.backup.occupancy import occupy_as_bot
from bot.desk.arranging.arranged import Arranged
from bot.desk.bridge import Bridge
from bot.desk.curating.again import Again
from bot.desk.curating.curator import Curator
from bot.desk.curating.drafting import Drafting
from bot.desk.curating.fetching import Fetching
from bot.desk.following import followed
from bot.desk.libraries import Libraries
from bot.desk.line import Notice
from bot.desk.reindexer import Reindexer
from bot.desk.sources.following import Following
from bot.desk.titles import Titles
from bot.desk.withholding import only
from bot.errors import Closing, NotSaved
from bot.log import log
from bot.metrics import Meter
from bot.metrics.meter import kind_of, outcome_of
from bot.records import Asking, Footing, Kept, Place, Scope
from bot.settings import Settings
from bot.store import Store, begun
from index import Answer, Audience, StoreError, Summary, SummitError, prepare

T = TypeVar("T")

NEWS = timedelta(days=7)
"""How far back `what is new` looks at most."""
LAST_WORK = 20.0
"""Seconds that work in hand may take when the bot stops."""
SMALL_ACTS = 10_000
"""Small writes that may wait for each other, and looks at the titles."""


class Desk(Arranged):
    """Answer, keep and remember; made in a running event loop by `open`, and closed in order."""

    def __init__(self, settings: Settings, meter: Meter | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.meter = meter or Meter()
        self.libraries = Libraries(settings, self.meter)
        self.questions = Bridge(settings.places, settings.queue, "summit-question")
        # Not behind the questions: an answer that was found must not be lost because its titles met a full queue.
        self._looks = Bridge(1, SMALL_ACTS, "summit-titles")
        self.titles = Titles(self.libraries, self._looks)
        self._writes = Bridge(1, SMALL_ACTS, "summit-store")
        self.curator = Curator(settings, self.libraries, self)
        # Who has just published an article looks for it in the next list that is offered.
        self.curator.listeners.append(self.titles.forget)
        self.drafting = Drafting(settings, self.libraries, self.curator)
        self.fetching = Fetching(settings)
        self.following = Following(settings, self.libraries, self, lambda: self.fetching.web)
        self.following.changed = self.curator.changed
        self._place = contextlib.ExitStack()
        self.reindexer = Reindexer(self.libraries)
        self.again = Again(self.libraries, self.questions, self.now)
        self.waited: Callable[[], None] = lambda: None
        """Called when somebody begins to wait for an answer; whoever tells them sets it."""
        self.erased: Callable[[], None] = lambda: None
        """Called when something was deleted for good; whoever looks whether it is overwritten sets it."""
        self.digests: Callable[[], None] = lambda: None
        """Called when a digest was chosen; whoever posts it sets it."""
        self._store: Store | None = None
        self._working = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False

    @classmethod
    async def open(cls, settings: Settings, meter: Meter | None = None) -> Desk:
        """Open what is stored and make the model ready.

        Raises:
            StoreError, ModelError: in a sentence for the person who starts the bot.

        """
        desk = cls(settings, meter)
        desk.meter.watch("questions_waiting", lambda: desk.questions.waiting)
        try:
            await desk._writes.run(lambda: desk._place.enter_context(occupy_as_bot(settings.data)))
            desk._store = await desk._writes.run(lambda: Store.open(settings.data / "bot.db"))
            await desk.recall()
            await desk.curator.settle_left(starting=True)
            await asyncio.to_thread(prepare, settings.config)
            await desk._warm()
        except BaseException:
            await desk.close()
            raise
        return desk

    async def _warm(self) -> None:
        """Load now what the first question would load, holding the event loop while it does."""
        try:
            await asyncio.to_thread(self.libraries.warm)
        except SummitError as error:
            # Whoever asks that library is told so; the others can be asked.
            log.error("library_not_ready", reason=str(error))
        gc.collect()
        # All that is loaded stays; the collector would look through it again and again, and hold the event loop too.
        gc.freeze()

    async def finish(self) -> None:
        """Let what is in hand end; what comes now is refused."""
        self._closing = True
        await asyncio.gather(self.reindexer.stop(), self._rest())

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._idle.wait(), LAST_WORK)
        except TimeoutError:
            log.warning("stopped_in_work", left=self._working)

    async def close(self) -> None:
        """Close everything; call `finish` before."""
        self._closing = True
        await self.reindexer.stop()
        await self.questions.close()
        await self.drafting.close()
        await self.following.close()
        await self.fetching.close()
        await self.curator.close()
        await self._looks.close()
        store, self._store = self._store, None
        if store:
            await self._writes.run(store.close)
        await self._writes.close()
        await asyncio.to_thread(self.libraries.close)
        self._place.close()
        gc.unfreeze()

    @property
    def is_closing(self) -> bool:
        """Tell whether nothing more is taken."""
        return self._closing

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count as work in hand, which a stop waits for; whose data is deleted meanwhile is named in nothing it writes.

        Raises:
            Closing: the bot stops already.

        """
        if self._closing:
            raise Closing("The bot is about to stop: ask again in a minute.")
        self._working += 1
        self._idle.clear()
        try:
            with begun():
                yield
        finally:
            self._working -= 1
            if not self._working:
                self._idle.set()

    async def record(self, act: Callable[[Store], T]) -> T:
        """Return what `act` does with the store, in the one thread that may.

        Raises:
            NotSaved: the file cannot be used.
            Closing: the bot stops.

        """
        store = self._store
        if store is None:
            raise Closing("The bot is about to stop: ask again in a minute.")
        # When it began goes along into the thread.
        context = contextvars.copy_context()
        try:
            return await self._writes.run(lambda: context.run(act, store))
        except StoreError as error:
            raise NotSaved(str(error)) from error

    async def forget_person(self, person: int) -> None:
        """Delete everything of a person, in every server, and what a reindex under way would say of them later."""
        self.reindexer.forget_person(person)
        await self.record(lambda store: store.forget_person(person))
        self.erased()

    def is_forgotten(self, person: int) -> bool:
        """Tell whether a person's data was deleted since what is done now was asked for."""
        return self._store is not None and self._store.is_forgotten(person)

    async def cleanse(self) -> bool:
        """Overwrite what was deleted and could not be so at once, and tell whether nothing of it is left."""
        own = await self.record(lambda store: store.cleanse())
        return await self.curator.cleanse() and own

    async def forget_server(self, server: int) -> None:
        """Delete everything of a server but its library: answers, settings, and what is remembered of it here."""
        await self.record(lambda store: store.forget_server(server))
        await self.drafting.forget_server(server)
        self.forget_chosen(server)
        self.titles.forget(server)

    async def scope(self, place: Place) -> Scope:
        """Return what a question reaches in a place where nothing is named: a thread keeps what it began with."""
        usual = replace(self.reach(place.server), articles=self.channel(place).articles)
        thread = place.channel
        if thread is None or not place.is_thread:
            return usual
        return self.now(await self.record(lambda store: store.thread(thread) or _begin(store, thread, usual)))

    async def begin_thread(self, thread: int, scope: Scope) -> None:
        """Have a thread keep the scope of the answer that it was opened for."""
        with contextlib.suppress(NotSaved):
            await self.record(lambda store: store.begin_thread(thread, scope))

    async def footing(self, place: Place, person: int) -> Footing:
        """Return where a question stands that names nothing; in a conversation it follows the answer before it."""
        scope, channel = await self.scope(place), place.channel
        if channel is None or not place.is_conversation:
            return Footing(scope)
        # Which article is meant is worth less than an answer.
        with contextlib.suppress(NotSaved):
            before = await self.record(lambda store: store.newest_in(channel, person) or store.kept_by_message(channel))
            if before and before.asking.scope.server == place.server:
                return replace(before.footing, scope=scope)
        return Footing(scope)

    async def ask(self, asking: Asking, notice: Notice | None = None) -> Kept:
        """Return the answer to a question; `keep` makes its buttons work.

        Raises:
            SummitError: there is none, for a reason that `bot.errors` puts into words.

        """
        asking = replace(asking, scope=self.now(asking.scope))
        try:
            answer = await self._find(asking, notice)
        except Exception as error:
            self.meter.answered(kind_of(error), asking.door)
            raise
        self.meter.answered(outcome_of(answer), asking.door)
        titles = await self.titles_of(asking.scope)
        return Kept(secrets.token_hex(8), asking, datetime.now(UTC), answer, titles)

    async def _find(self, asking: Asking, notice: Notice | None) -> Answer:
        before = followed(asking, await self._followed(asking))
        entered = time.perf_counter()

        def find() -> Answer:
            self.meter.took("queue", time.perf_counter() - entered)
            hurried = self.questions.crowded
            return self.libraries.ask(asking.question, asking.scope, before=before, hurried=hurried)

        return await self.questions.run(find, notice)

    async def _followed(self, asking: Asking) -> Kept | None:
        """Return the answer that a question follows up, while it is kept."""
        follows = asking.follows
        if follows is None:
            return None
        # What it was about is worth less than an answer.
        with contextlib.suppress(NotSaved):
            kept = await self.record(lambda store: store.kept(follows))
            # What it quoted may be for others by now: nothing of that is to be read out of what follows.
            return kept and await self.kept_for(kept, asking.scope.audience)
        return None

    async def keep(self, kept: Kept) -> None:
        """Keep an answer for its buttons, and a question without one for the admins."""
        forgotten = kept.asking.author or self.is_forgotten(kept.asking.asker)
        _log_answer(kept, self.settings.log_questions and not forgotten)
        try:
            await self.record(lambda store: store.keep(kept))
        except NotSaved as error:
            # The answer is worth more than its buttons: they will say that it is not kept.
            log.error("answer_not_kept", question=kept.id, reason=str(error))

    async def take_back(self, kept: Kept) -> None:
        """Forget an answer that nobody was shown, and its question."""
        with contextlib.suppress(NotSaved):
            await self.record(lambda store: store.forget(kept.id))

    async def sent(self, kept: Kept, message: int) -> None:
        """Remember which message shows an answer, so that a reply to it can follow up."""
        try:
            await self.record(lambda store: store.place(kept.id, message))
        except NotSaved as error:
            log.error("message_not_kept", question=kept.id, reason=str(error))

    async def kept(self, answer: str) -> Kept | None:
        """Return a kept answer, or None where it is no longer kept."""
        return await self.record(lambda store: store.kept(answer))

    async def kept_for(self, kept: Kept, audience: Audience) -> Kept:
        """Return a kept answer as it may be shown to an audience now: articles may have become others' since."""
        scope = replace(kept.asking.scope, audience=audience)
        barred = await self.questions.run(lambda: self.libraries.barred(scope))
        kept = replace(kept, asking=replace(kept.asking, scope=scope))
        if not barred:
            return kept
        return replace(only(kept, barred), titles=await self.titles_of(self.now(scope)))

    async def restricted(self, servers: Iterable[int]) -> frozenset[tuple[int, int]]:
        """Return the articles of servers, and of the shared library as 0, that are not for everybody there."""
        scopes = [Scope(None), *(Scope(server, shared=False) for server in servers)]
        return await self.questions.run(
            lambda: frozenset((one.server or 0, ref.id) for one in scopes for ref in self.libraries.barred(one))
        )

    async def news_since(self, server: int | None, person: int) -> datetime:
        """Return from when on something is new to a person."""
        last = await self.record(lambda store: store.last_news(server, person))
        earliest = datetime.now(UTC) - NEWS
        return max(last, earliest) if last else earliest

    async def summarise(self, scope: Scope, topic: str | None, sentences: int, since: datetime | None) -> Summary:
        """Return the sentences that stand for the articles of a scope, or for a topic in them."""
        return await self.questions.run(lambda: self.libraries.summarise(scope, topic, sentences, since))

    async def asked_of(self, scope: Scope) -> int:
        """Return how many articles a question may be answered from: some may be gone, and some not fit."""
        return sum(one.is_in(scope) for one in await self.titles.all(scope))

    async def titles_of(self, scope: Scope) -> tuple[str, ...]:
        """Return the titles of the articles that a scope names and that are still there."""
        if not scope.articles:
            return ()
        return tuple(one.entry.title for one in await self.titles.all(scope) if one.ref in scope.articles)


def _begin(store: Store, thread: int, usual: Scope) -> Scope:
    """Keep a thread's scope: that of the answer it was started from, or what is usual there now."""
    started = store.kept_by_message(thread)
    return store.begin_thread(thread, started.asking.scope if started else usual)


def _log_answer(kept: Kept, with_question: bool) -> None:
    asking, answer = kept.asking, kept.answer
    text = {"text": asking.question} if with_question else {}
    log.info(
        "answered" if answer.found else "not_answered",
        question=kept.id,
        server=asking.scope.server,
        door=asking.door,
        language=asking.language,
        quotes=len(answer.quotes),
        facts=len(answer.facts),
        total=answer.total,
        ms=round(answer.ms, 1),
        **text,
    )
