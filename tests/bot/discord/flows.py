"""What admins and members do, each a step that is made ready, done, and looked at afterwards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.store import Store
from tests.bot.discord.articles.managing import (
    LINK,
    draft,
    drafts_on_disk,
    entries,
    menu,
    publish,
    records,
)
from tests.bot.discord.asking import unanswered
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import ask

Act = Callable[[], Awaitable[InteractionResult]]


@dataclass(frozen=True, slots=True)
class Flow:
    """One step: what it does, what it changes, and what the audit log calls that."""

    ready: Callable[[World, MemberActor, int], Awaitable[Act]]
    """Make the step ready once more, and return what does it."""
    state: Callable[[World], Awaitable[Any]]
    """Return what the step changes."""
    noted: str | None = None
    """What its lines of the audit log are called."""
    lines: int = 1
    """How many it leaves."""

    async def count(self, world: World) -> int:
        """Return how many lines of the audit log tell of it by now."""
        server = world.guild.id
        found = await world.bot.desk.record(lambda store: store.changes(server, 10_000))
        return sum(change.what == self.noted for change in found)


def page(number: int) -> bytes:
    """Return an article that is not there yet."""
    return records(f"The tower of Town{number} is {number + 10} metres high and stands on a cliff.")


async def _added(world: World, who: MemberActor, number: int) -> Act:
    return lambda: who.slash(world.channel, "articles add", file=(f"town{number}.jsonl", page(number)))


async def _submitted(world: World, who: MemberActor, number: int) -> Act:
    async def act() -> InteractionResult:
        shown = await who.slash(world.channel, "articles add")
        given = {"title": "Typed", "text1": f"The tower of Town{number} fell in 1911."}
        return await who.submit_modal(shown, given) if shown.modal else shown

    return act


async def _published(world: World, who: MemberActor, number: int) -> Act:
    message = await draft(who, world, page(number), f"town{number}.jsonl")
    return lambda: who.click(message, label="Publish")


async def _discarded(world: World, who: MemberActor, number: int) -> Act:
    message = await draft(who, world, page(number), f"town{number}.jsonl")
    return lambda: who.click(message, label="Discard")


async def _chosen(world: World, who: MemberActor, number: int) -> Act:
    message = await draft(who, world, name=f"light{number}.md")
    found = menu(message, "takein")
    (value,) = [one["value"] for one in found["options"] if LINK in one["label"]]
    return lambda: who.select(message, [value], custom_id=found["custom_id"])


async def _published_several(world: World, who: MemberActor, number: int) -> Act:
    data = b"\n".join(page(3 * number + place) for place in range(3))
    message = await draft(who, world, data, f"towns{number}.jsonl")
    return lambda: who.click(message, label="Publish")


async def _removed(world: World, who: MemberActor, number: int) -> Act:
    await publish(who, world, page(number), f"town{number}.jsonl")
    asked = await who.slash(world.channel, "articles remove", article="Article 1")
    return lambda: who.click(asked.response, label="Confirm")


async def _reindexed(world: World, who: MemberActor, number: int) -> Act:
    if not entries(world):
        await publish(who, world, page(number), f"town{number}.jsonl")
    return lambda: who.slash(world.channel, "articles reindex")


async def _dismissed(world: World, who: MemberActor, number: int) -> Act:
    await ask(world, f"Who painted the bridge of Quint{number}?")
    listed = (await who.slash(world.channel, "articles unanswered")).response
    return lambda: who.click(listed, label="Dismiss 1")


async def _forgotten(world: World, who: MemberActor, _number: int) -> Act:
    await ask(world)
    sure = await world.alice.click((await world.alice.slash(world.channel, "privacy")).response, label="Delete mine")
    return lambda: world.alice.click(sure.response, label="Confirm")


async def _waited(world: World, _who: MemberActor, number: int) -> Act:
    refusal = await ask(world, f"Who painted the bridge of Quint{number}?")
    return lambda: world.bob.click(refusal, label="Tell me when it is answered")


async def _texts(world: World) -> Any:
    return [(entry.id, entry.title) for entry in entries(world)]


async def _drafts(world: World) -> Any:
    return {name: next((world.data / "drafts").glob(f"*/{name}")).read_bytes() for name in drafts_on_disk(world)}


async def _questions(world: World) -> Any:
    return [one.answer for one in await unanswered(world)]


async def _of_alice(world: World) -> Any:
    return await world.bot.desk.record(lambda store: store.personal(world.alice.id))


async def _waiting(world: World) -> Any:
    return await world.bot.desk.record(Store.waiting)


async def _edition(world: World) -> Any:
    return await world.bot.desk.questions.run(lambda: world.bot.desk.libraries.of(world.guild.id).edition())


FLOWS = {
    "add": Flow(_added, _drafts),
    "modal": Flow(_submitted, _drafts),
    "publish": Flow(_published, _texts, "add"),
    "publish several": Flow(_published_several, _texts, "add", 3),
    "discard": Flow(_discarded, _drafts),
    "choose": Flow(_chosen, _drafts),
    "remove": Flow(_removed, _texts, "remove"),
    "reindex": Flow(_reindexed, _edition, "reindex"),
    "dismiss": Flow(_dismissed, _questions, "dismiss"),
    "delete mine": Flow(_forgotten, _of_alice),
    "tell me": Flow(_waited, _waiting),
}
