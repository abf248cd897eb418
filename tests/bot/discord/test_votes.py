from __future__ import annotations

from simcord.results import ResponseMessage

from index import NoAccess
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import SAY, ask, id_of, reply


async def test_a_vote_is_thanked_for_in_private(world: World) -> None:
    answer = await ask(world)
    helpful = await world.bob.click(answer, label="Helpful")
    assert reply(helpful) == SAY("vote.thanks")
    assert helpful.ephemeral
    unhelpful = await world.bob.click(answer, label="Not helpful")
    assert reply(unhelpful) == SAY("vote.thanks_not")


async def test_the_votes_of_several_people_are_counted(world: World) -> None:
    answer = await ask(world)
    await world.alice.click(answer, label="Helpful")
    await world.bob.click(answer, label="Helpful")
    await world.moderator.click(answer, label="Not helpful")
    assert await votes(world, answer) == (2, 1)


async def test_the_last_vote_of_a_person_counts(world: World) -> None:
    answer = await ask(world)
    for label in ("Helpful", "Helpful", "Not helpful"):
        await world.bob.click(answer, label=label)
    assert await votes(world, answer) == (0, 1)


async def test_votes_survive_a_restart(world: World) -> None:
    answer = await ask(world)
    await world.bob.click(answer, label="Helpful")
    await world.env.restart_bot()
    await world.alice.click(answer, label="Not helpful")
    assert await votes(world, answer) == (1, 1)


async def test_a_refusal_has_nothing_to_vote_for(world: World) -> None:
    assert not {"Helpful", "Not helpful"} & set(labels(await ask(world, NOWHERE)))


async def test_a_vote_that_cannot_be_stored_is_not_thanked_for(world: World, monkeypatch) -> None:
    def full(*_: object) -> bool:
        raise NoAccess("The disk is full.")

    answer = await ask(world)
    monkeypatch.setattr("bot.store.Store.vote", full)
    assert reply(await world.bob.click(answer, label="Helpful")).startswith("I could not save")
    assert await votes(world, answer) == (0, 0)


async def votes(world: World, answer: ResponseMessage) -> tuple[int, int]:
    return await world.bot.desk.record(lambda store: store.votes(id_of(answer)))
