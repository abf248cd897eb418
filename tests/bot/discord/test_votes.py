from __future__ import annotations

from simcord.results import ResponseMessage

from index import NoAccess
from tests.bot.discord.asking import said, text
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import ask, ask_with_more, forge, id_of, press, reply


async def test_an_answer_has_one_row_of_five_buttons(world: World) -> None:
    (row,) = (await ask_with_more(world)).components
    assert [button["label"] for button in row["components"]] == ["Show context", "More quotes", "👍 0", "👎 0", "…"]


async def test_a_vote_changes_the_button_and_says_nothing(world: World) -> None:
    answer = await ask(world)
    voted = await press(world.bob, answer, "helpful")
    assert not voted.followups
    (message,) = said(world.channel)
    assert labels(message)[-3:] == ["👍 1", "👎 0", "…"]
    assert "Dynamite" in text(message)


async def test_the_votes_of_several_people_are_counted(world: World) -> None:
    answer = await ask(world)
    await press(world.alice, answer, "helpful")
    await press(world.bob, answer, "helpful")
    await press(world.moderator, answer, "unhelpful")
    assert await votes(world, answer) == (2, 1)
    assert labels(said(world.channel)[0])[-3:-1] == ["👍 2", "👎 1"]


async def test_the_last_vote_of_a_person_counts(world: World) -> None:
    answer = await ask(world)
    for act in ("helpful", "helpful", "unhelpful"):
        await press(world.bob, answer, act)
    assert await votes(world, answer) == (0, 1)


async def test_the_counts_are_told_in_words_too(world: World) -> None:
    answer = await ask(world)
    await press(world.bob, answer, "unhelpful")
    opened = await press(world.alice, answer, "options")
    assert opened.ephemeral
    assert reply(opened) == "👍 Helpful: 0 · 👎 Not helpful: 1"


async def test_an_answer_of_an_earlier_version_has_the_new_buttons_once_somebody_votes(world: World) -> None:
    answer = await ask(world)
    voted = await forge(world.bob, answer, f"summit:helpful:{id_of(answer)}")
    assert labels(voted.response)[-3:] == ["👍 1", "👎 0", "…"]


async def test_votes_survive_a_restart(world: World) -> None:
    answer = await ask(world)
    await press(world.bob, answer, "helpful")
    await world.env.restart_bot()
    await press(world.alice, answer, "unhelpful")
    assert await votes(world, answer) == (1, 1)


async def test_a_refusal_has_nothing_to_vote_for(world: World) -> None:
    assert not [label for label in labels(await ask(world, NOWHERE)) if label[0] in "👍👎"]


async def test_a_vote_that_cannot_be_stored_is_not_counted(world: World, monkeypatch) -> None:
    def full(*_: object) -> bool:
        raise NoAccess("The disk is full.")

    answer = await ask(world)
    monkeypatch.setattr("bot.store.Store.vote", full)
    voted = await press(world.bob, answer, "helpful")
    assert reply(voted).startswith("I could not save")
    assert voted.followups[0].ephemeral
    assert await votes(world, answer) == (0, 0)


async def votes(world: World, answer: ResponseMessage) -> tuple[int, int]:
    return await world.bot.desk.record(lambda store: store.votes(id_of(answer)))
