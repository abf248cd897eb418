"""Those who pressed `Tell me when it is answered` are told where they asked, once it is."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace

import discord

from bot.discord.base import UNREACHABLE, DeskBot
from bot.discord.conversation import audiences
from bot.discord.conversation.showing import shown
from bot.log import log
from bot.records import Asking, Kept, Place, Scope, Waiting
from bot.store import begun
from bot.texts import phrases
from index import PUBLIC, Audience, SummitError

MOST_PINGED = 75
"""People named in one message: Discord pings a hundred at most, and their names must fit beside the words."""

Group = tuple[Waiting, ...]
"""Those who asked the same in one place, or one who asked in private."""


class Notices:
    """Ask again what had no answer, where the articles have changed since."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        # For each, the articles as they were when they had no answer.
        self._tried: dict[Waiting, tuple[str, ...]] = {}

    async def tell(self) -> bool:
        """Tell everybody whose question now has an answer, and return whether somebody still waits."""
        with begun():
            return await self._tell_all()

    async def _tell_all(self) -> bool:
        waiting = await self._bot.desk.record(lambda store: store.waiting())
        versions = {scope: await self._version(scope) for scope in {one.asking.scope for one in waiting}}
        self._tried = {one: self._tried[one] for one in waiting if one in self._tried}
        due = [one for one in waiting if versions[one.asking.scope] not in {None, self._tried.get(one)}]
        for group in _together(due):
            # A stop lets those end who are being told: nobody is told half, or twice.
            if await asyncio.shield(self._try(group)):
                version = versions[group[0].asking.scope]
                self._tried |= {one: version for one in group if version}
        return bool(await self._bot.desk.record(lambda store: store.waiting()))

    async def _version(self, scope: Scope) -> tuple[str, ...] | None:
        desk = self._bot.desk
        try:
            return await desk.questions.run(lambda: desk.libraries.version(desk.now(scope)))
        except SummitError as error:
            log.warning("library_not_read", server=scope.server, reason=str(error))
            return None

    async def _try(self, group: Group) -> bool:
        """Ask again, and tell whether that was done: an error costs one group their turn, and nobody else."""
        try:
            with self._bot.desk.working():
                await self._ask_again(group)
        except Exception:
            log.warning("not_told", question=group[0].answer, exc_info=True)
            return False
        return True

    async def _ask_again(self, group: Group) -> None:
        asked = _asked_by(group)
        alone = await self._reached(group[0]) if asked.private else None
        audience = _of_one(alone) if asked.private else self._everybody(asked)
        kept = await self._bot.desk.ask(replace(asked, scope=replace(asked.scope, audience=audience)))
        if not kept.answer.found:
            return
        # Struck out before it is sent: on a full disk, afterwards would mean the same notice every quarter of an hour.
        left = await self._bot.desk.record(lambda store: store.told(group))
        if not left:
            return
        first = _asked_by(left)
        kept = replace(kept, asking=replace(kept.asking, asker=first.asker, author=first.author))
        if alone:
            await self._tell_one(left[0], alone, kept)
        elif not asked.private and not await self._tell_here(left, kept):
            await self._tell_alone(left, kept)

    def _everybody(self, asking: Asking) -> Audience:
        """Return who will be told in a channel: everybody there."""
        guild = self._bot.get_guild(asking.scope.server) if asking.scope.server else None
        place = guild.get_channel_or_thread(asking.channel) if guild and asking.channel else None
        parent = place.parent_id if isinstance(place, discord.Thread) else None
        return audiences.everybody(Place(asking.scope.server, asking.channel, parent))

    async def _reached(self, one: Waiting) -> discord.User | discord.Member | None:
        """Return who waits, or None where nobody can reach them."""
        try:
            return await self._person(one)
        except UNREACHABLE as error:
            log.warning("unreachable", question=one.answer, reason=str(error))
            return None

    async def _tell_here(self, group: Group, kept: Kept) -> bool:
        """Tell all of them in one message where it was asked; return False where that was private, or is gone."""
        asking = kept.asking
        if asking.private or asking.channel is None or not self._may_tell(asking.scope.server, asking.channel):
            return False
        channel = self._bot.get_partial_messageable(asking.channel)
        try:
            await self._send(channel, group, kept)
        except UNREACHABLE:
            log.info("channel_gone", question=group[0].answer)
            return False
        return True

    def _may_tell(self, server: int | None, channel: int) -> bool:
        """Tell whether a channel still takes answers; of one that is not in its memory, Discord will tell."""
        guild = self._bot.get_guild(server) if server else None
        place = guild.get_channel_or_thread(channel) if guild else None
        if guild is None or place is None:
            return True
        parent = place.parent_id if isinstance(place, discord.Thread) else channel
        # Without Embed Links people would be pinged for an answer that Discord leaves out.
        return self._bot.desk.server(server).channel(parent).enabled and place.permissions_for(guild.me).embed_links

    async def _tell_alone(self, group: Group, kept: Kept) -> None:
        """Tell each by direct message; one who cannot be reached waits no longer, and costs no other their turn."""
        failed: list[Exception] = []
        for one in group:
            try:
                if person := await self._again_if_lost(one):
                    await self._tell_one(one, person, kept)
            except Exception as error:
                failed.append(error)
        if failed:
            raise failed[0]

    async def _again_if_lost(self, one: Waiting) -> discord.User | discord.Member | None:
        """Return who waits, or None where nobody can reach them; where that cannot be told now, they wait again."""
        try:
            return await self._reached(one)
        except Exception:
            await self._bot.desk.record(lambda store: store.wait_again((one,)))
            raise

    async def _tell_one(self, one: Waiting, person: discord.User | discord.Member, kept: Kept) -> None:
        """Tell one by direct message what they may see, under an id of its own."""
        own = replace(kept, id=secrets.token_hex(8), asking=replace(kept.asking, asker=one.person))
        own = await self._bot.desk.kept_for(own, _of_one(person))
        if not own.answer.found:
            return
        try:
            await self._send(person, (one,), own, pinged=False)
        except UNREACHABLE as error:
            log.warning("unreachable", question=one.answer, reason=str(error))

    async def _send(self, place: discord.abc.Messageable, group: Group, kept: Kept, *, pinged: bool = True) -> None:
        """Send an answer; one that did not arrive is not kept, and waited for again unless nobody can be reached.

        In a channel those are pinged who have not had their data deleted since.
        """
        desk = self._bot.desk
        try:
            await desk.keep(kept)
            people = [one for one in dict.fromkeys(one.person for one in group) if not desk.is_forgotten(one)]
            if not people:
                return
            message = await _post(place, kept, people if pinged else [])
        except Exception as error:
            await desk.record(lambda store: store.forget(kept.id))
            if not isinstance(error, UNREACHABLE):
                await desk.record(lambda store: store.wait_again(group))
            raise
        await desk.sent(kept, message.id)
        log.info("told", question=kept.id, people=len(group))

    async def _person(self, waiting: Waiting) -> discord.User | discord.Member:
        """Return who waits; where a server was asked, only while they are in it."""
        server, person = waiting.asking.scope.server, waiting.person
        return await (self._bot.fetch_user(person) if server is None else self._bot.member(server, person))


def _of_one(person: discord.User | discord.Member | None) -> Audience:
    """Return what one person may see alone, with the roles that they have now."""
    return Audience(roles=audiences.roles_of(person)) if isinstance(person, discord.Member) else PUBLIC


def _together(waiting: Sequence[Waiting]) -> Iterator[Group]:
    """Yield those together who asked the same question in the same place; whoever asked in private stays alone."""
    groups: dict[object, list[Waiting]] = {}
    for one in waiting:
        asking = one.asking
        question = " ".join(asking.question.casefold().split())
        place = one if asking.private else (asking.scope, asking.channel, asking.language, question)
        groups.setdefault(place, []).append(one)
    for group in groups.values():
        yield from (tuple(group[first : first + MOST_PINGED]) for first in range(0, len(group), MOST_PINGED))


def _asked_by(group: Group) -> Asking:
    """Return the question as the one of a group has it who asked it, or who waits first."""
    first = next((one for one in group if one.person == one.asking.asker), group[0])
    return replace(first.asking, asker=first.person, door="notice")


async def _post(place: discord.abc.Messageable, kept: Kept, pinged: Sequence[int]) -> discord.Message:
    say, only = phrases(kept.asking.language), _only(pinged)
    answer, words = shown(kept, say), " ".join((*(f"<@{person}>" for person in pinged), say("refusal.answered")))

    async def send() -> discord.Message:
        # The nonce keeps Discord from posting it twice where a request is sent again.
        return await place.send(words, embed=answer.embed, view=answer.view, nonce=kept.id, allowed_mentions=only)

    try:
        return await send()
    except discord.HTTPException:
        raise
    except Exception as error:
        # It may stand there, and only the word of that was lost; in a quarter of an hour its nonce is forgotten.
        log.info("sent_again", question=kept.id, reason=repr(error))
        return await send()


def _only(people: Sequence[int]) -> discord.AllowedMentions:
    """Return the pings that this bot sends: these people pressed a button to get them."""
    users = [discord.Object(person) for person in people]
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
