"""Those who pressed `Tell me when it is answered` are told where they asked, once it is."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import discord

from bot.base import UNREACHABLE, DeskBot
from bot.log import log
from bot.records import Kept, Scope, Waiting
from bot.showing import shown
from bot.texts import phrases
from index import SummitError


class Notices:
    """Ask again what had no answer, where the articles have changed since."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        # For each, the articles as they were when they had no answer.
        self._tried: dict[Waiting, tuple[str, ...]] = {}

    async def tell(self) -> None:
        """Tell everybody whose question now has an answer."""
        waiting = await self._bot.desk.record(lambda store: store.waiting())
        versions = {scope: await self._version(scope) for scope in {one.asking.scope for one in waiting}}
        self._tried = {one: self._tried[one] for one in waiting if one in self._tried}
        for one in waiting:
            version = versions[one.asking.scope]
            if version is None or version == self._tried.get(one):
                continue
            # A stop lets the one end who is being told: nobody is told half, or twice.
            if await asyncio.shield(self._try(one)):
                self._tried[one] = version

    async def _version(self, scope: Scope) -> tuple[str, ...] | None:
        desk = self._bot.desk
        try:
            return await desk.questions.run(lambda: desk.libraries.version(scope))
        except SummitError as error:
            log.warning("library_not_read", server=scope.server, reason=str(error))
            return None

    async def _try(self, waiting: Waiting) -> bool:
        """Ask again, and tell whether that was done: an error costs one person their turn, and nobody else."""
        try:
            with self._bot.desk.working():
                await self._ask_again(waiting)
        except Exception:
            log.warning("not_told", question=waiting.answer, exc_info=True)
            return False
        return True

    async def _ask_again(self, waiting: Waiting) -> None:
        kept = await self._bot.desk.ask(replace(waiting.asking, asker=waiting.person, door="notice"))
        if not kept.answer.found:
            return
        # Struck out before it is sent: on a full disk, afterwards would mean the same notice every quarter of an hour.
        await self._bot.desk.record(lambda store: store.told(waiting.answer, waiting.person))
        await self._bot.desk.keep(kept)
        await self._send(waiting, kept)

    async def _send(self, waiting: Waiting, kept: Kept) -> None:
        """Send an answer; one that did not arrive is not kept, and waited for again unless nobody can be reached."""
        desk = self._bot.desk
        try:
            message = await self._deliver(waiting, kept)
        except Exception as error:
            await desk.record(lambda store: store.forget(kept.id))
            if isinstance(error, UNREACHABLE):
                log.warning("unreachable", question=waiting.answer, reason=str(error))
                return
            await desk.record(lambda store: store.wait(waiting.answer, waiting.person))
            raise
        await desk.sent(kept, message.id)
        log.info("told", question=kept.id)

    async def _deliver(self, waiting: Waiting, kept: Kept) -> discord.Message:
        """Send it where it was asked, or to the person where that was private or is gone."""
        asking, words = kept.asking, phrases(kept.asking.language)("refusal.answered")
        if not asking.private and asking.channel is not None:
            channel = self._bot.get_partial_messageable(asking.channel)
            try:
                return await _post(channel, kept, f"<@{waiting.person}> {words}", _only(waiting.person))
            except UNREACHABLE:
                log.info("channel_gone", question=waiting.answer)
        return await _post(await self._person(waiting), kept, words, discord.AllowedMentions.none())

    async def _person(self, waiting: Waiting) -> discord.abc.Messageable:
        """Return who waits; where a server was asked, only while they are in it."""
        server, person = waiting.asking.scope.server, waiting.person
        return await (self._bot.fetch_user(person) if server is None else self._bot.member(server, person))


async def _post(
    place: discord.abc.Messageable, kept: Kept, words: str, pinged: discord.AllowedMentions
) -> discord.Message:
    answer = shown(kept, phrases(kept.asking.language))
    # The nonce keeps Discord from posting it twice where a request is sent again.
    return await place.send(words, embed=answer.embed, view=answer.view, nonce=kept.id, allowed_mentions=pinged)


def _only(person: int) -> discord.AllowedMentions:
    """Return the one ping that this bot sends: this person pressed a button to get it."""
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=[discord.Object(person)])
