"""Reindexing what an upgrade left behind: nobody has to act, and each library answers meanwhile as before."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.desk.libraries import SHARED
from bot.desk.reindexer import Stopped
from bot.discord.base import DeskBot
from bot.discord.telling.admin_notices import admin_phrases, tell_admins
from bot.log import log
from bot.records import Change, Reindexing
from index import Act, Reindexed


class Upgrade:
    """Know which libraries are still to be reindexed, and reindex one at a time."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._failed: set[int] = set()
        """Those that the next run of the bot tries again."""

    async def go_on(self) -> bool:
        """Begin with the next library where none is being reindexed, and tell whether any is left."""
        desk = self._bot.desk
        if not desk.reindexer.is_idle:
            return True
        behind = await desk.curator.reads.run(desk.libraries.left_behind)
        servers = [one for one in behind if one not in self._failed and (one == SHARED or self._bot.get_guild(one))]
        for server in servers[:1]:
            run = Reindexing(server, self._me, 0, datetime.now(UTC))
            if desk.reindexer.reserve(run):
                desk.reindexer.begin(server, self._reindex(run))
        return bool(servers)

    @property
    def _me(self) -> int:
        return self._bot.user.id if self._bot.user else 0

    async def _reindex(self, run: Reindexing) -> None:
        server = run.server
        try:
            done = await self._bot.desk.reindexer.work(server, lambda _done, _total: None, Act("Summit", mark=run.mark))
            log.info("upgraded", server=server, articles=done.articles, model=done.model)
            if server != SHARED:
                await self._tell(run, done)
        except Stopped:
            # The next run of the bot goes on with what is built.
            return
        except Exception:
            self._failed.add(server)
            log.exception("not_upgraded", server=server)

    async def _tell(self, run: Reindexing, done: Reindexed) -> None:
        server = run.server
        await self._bot.desk.curator.changed(server)
        change = Change(datetime.now(UTC), server, self._me, "reindex", "", mark=run.mark)
        await self._bot.desk.record(lambda store: store.forget_reindexing(server, change))
        say = admin_phrases(self._bot, server)
        await tell_admins(self._bot, server, say("notice.upgraded", n=done.articles))
