"""What a server's admins should know of their articles before somebody's question finds it out."""

from __future__ import annotations

from bot.discord.base import DeskBot
from bot.discord.telling.admin_notices import admin_phrases, tell_admins
from bot.log import log
from bot.settings import Settings
from bot.sizes import in_units
from bot.texts import Phrases
from index import Library, Status, SummitError

NEARLY = 0.9
"""The share of a limit from which on it is nearly reached."""
INDEXED_OTHERWISE = {"other_model", "outdated"}
"""The problems that a reindex puts right; every other is the owner's."""


class Watch:
    """Look at the libraries of servers whose admins want notices, and tell what is new."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    async def look(self) -> None:
        """Look at each; a library that cannot be looked at keeps the others from nothing."""
        servers = await self._bot.desk.record(lambda store: store.servers())
        for server in [server for server, chosen in servers.items() if chosen.admin]:
            if self._bot.get_guild(server) is not None:
                await self._look(server)

    async def _look(self, server: int) -> None:
        desk = self._bot.desk
        try:
            status, behind = await desk.curator.reads.run(lambda: _looked_at(desk.libraries.of(server)))
            now = concerns(status, self._bot.settings, reindexed_anyway=behind)
        except SummitError as error:
            log.warning("library_not_read", server=server, reason=str(error))
            status, now = Status(0, 0, None, None, 0), ("damaged",)
        before = await desk.record(lambda store: store.value(key(server)))
        told = {*(before or "").split()} & {*now}
        say = admin_phrases(self._bot, server)
        for concern in [concern for concern in now if concern not in told]:
            if await tell_admins(self._bot, server, _words(concern, status, self._bot.settings, say)):
                told.add(concern)
        await desk.record(lambda store: store.set_value(key(server), " ".join(sorted(told))))


def _looked_at(library: Library) -> tuple[Status, bool]:
    return library.status(), library.left_behind()


def key(server: int) -> str:
    """Return under which name it is remembered what a server's admins were told."""
    return f"told:{server}"


def concerns(status: Status, settings: Settings, *, reindexed_anyway: bool = False) -> tuple[str, ...]:
    """Return what is to be told of a library, by the names of the texts; what the bot will do by itself is not."""
    kinds = {problem.kind for problem in status.problems}
    found = {
        "damaged": bool(kinds - INDEXED_OTHERWISE),
        "reindex": bool(kinds & INDEXED_OTHERWISE) and not reindexed_anyway,
        "articles": status.articles >= NEARLY * settings.max_articles,
        "bytes": status.bytes >= NEARLY * settings.max_bytes,
    }
    return tuple(concern for concern, is_so in found.items() if is_so)


def _words(concern: str, status: Status, settings: Settings, say: Phrases) -> str:
    if concern == "articles":
        return say("notice.articles", found=status.articles, n=settings.max_articles)
    return say(f"notice.{concern}", found=in_units(status.bytes), most=in_units(settings.max_bytes))
