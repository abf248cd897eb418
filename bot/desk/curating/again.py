"""Questions that had no answer, asked again where the articles have changed: for the admins' list alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.desk.bridge import Bridge
from bot.desk.curating.unanswered import Group
from bot.desk.libraries import Libraries
from bot.log import log
from bot.records import Scope
from index import Fact, Quote, SummitError

MOST_REMEMBERED = 20_000

Version = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the articles said to a question, and as which they said it."""

    version: Version | None
    answer: Quote | Fact | None


class Again:
    """Remember what the articles say now, by the articles as they were; made in a running event loop."""

    def __init__(self, libraries: Libraries, questions: Bridge, now: Callable[[Scope], Scope]) -> None:
        self._libraries = libraries
        self._questions = questions
        self._now = now
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self.wanted: set[int] = set()
        """The servers in which there is more to look at."""
        self.wake: Callable[[], None] = lambda: None
        """Called when there is; whoever looks sets it."""

    def want(self, server: int) -> None:
        """Have all of a server's questions looked at soon."""
        self.wanted.add(server)
        self.wake()

    def answer(self, group: Group) -> Quote | Fact | None:
        """Return what was said to a group when it was last looked at, or None."""
        seen = self._seen.get(group.newest.answer)
        return seen.answer if seen else None

    async def look(self, groups: Sequence[Group], most: int) -> int:
        """Ask those groups again whose articles have changed, at most so many, and return how many are left."""
        versions = {scope: await self._version(scope) for scope in {group.newest.scope for group in groups}}
        stale = [group for group in groups if self._is_stale(group, versions[group.newest.scope])]
        for number, group in enumerate(stale[:most]):
            try:
                await self._ask(group, versions[group.newest.scope])
            except SummitError as error:
                # Who asks now comes first, and what cannot be read at the moment is not worth a second try.
                log.info("not_asked_again", question=group.newest.answer, reason=str(error))
                return len(stale) - number
        return len(stale[most:])

    def _is_stale(self, group: Group, version: Version | None) -> bool:
        seen = self._seen.get(group.newest.answer)
        return seen is None or version is None or seen.version != version

    async def _version(self, scope: Scope) -> Version | None:
        try:
            return await self._questions.run(lambda: self._libraries.version(self._now(scope)))
        except SummitError as error:
            log.warning("library_not_read", server=scope.server, reason=str(error))
            return None

    async def _ask(self, group: Group, version: Version | None) -> None:
        scope, question = self._now(group.newest.scope), group.newest.question
        answer = await self._questions.run(lambda: self._libraries.ask(question, scope))
        said: Quote | Fact | None = next(iter(answer.quotes), next(iter(answer.facts), None))
        self._seen[group.newest.answer] = _Seen(version, said)
        while len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
