from __future__ import annotations

from bot.records import ArticleRef
from tests.bot.discord.asking import BUILDER, MARA, add, choose, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import EXPIRED, ask, ask_in_dm, forge, id_of, option, press, reply, stored


async def test_ask_more_opens_a_modal(world: World) -> None:
    shown = await option(world.bob, await ask(world), "Ask more")
    assert shown.modal
    assert shown.modal["title"] == "Ask the articles"
    assert shown.modal["components"][0]["label"] == "Your question"


async def test_the_question_of_the_modal_is_answered(world: World) -> None:
    add(world)
    shown = await option(world.bob, await ask(world), "Ask more")
    result = await world.bob.submit_modal(shown, {"question": BUILDER})
    assert MARA in text(result.response)
    assert not result.ephemeral


async def test_the_modal_asks_the_articles_that_the_answer_was_asked_of(world: World) -> None:
    ref = add(world)
    answer = await ask(world, BUILDER, article="Oxwick")
    shown = await option(world.bob, answer, "Ask more")
    result = await world.bob.submit_modal(shown, {"question": SONGS})
    assert result.response
    kept = await stored(world, result.response)
    assert kept
    assert kept.asking.scope.articles == (ArticleRef("shared", ref.id),)
    assert not kept.answer.found


async def test_the_shared_articles_are_out_of_reach_once_an_admin_has_switched_them_off(world: World) -> None:
    answer = await ask(world)
    await choose(world, shared=False)
    shown = await option(world.bob, answer, "Ask more")
    result = await world.bob.submit_modal(shown, {"question": SONGS})
    assert text(result.response).startswith("No articles yet")


async def test_what_is_asked_under_a_private_answer_stays_private(world: World) -> None:
    shown = await option(world.alice, await ask(world, private=True), "Ask more")
    result = await world.alice.submit_modal(shown, {"question": NOWHERE})
    assert result.ephemeral
    assert await unanswered(world) == []


async def test_what_is_asked_under_a_public_answer_is_for_everybody(world: World) -> None:
    opened = await press(world.bob, await ask(world), "options")
    assert opened.ephemeral
    assert opened.response
    shown = await world.bob.click(opened.response, label="Ask more")
    assert not (await world.bob.submit_modal(shown, {"question": SONGS})).ephemeral


async def test_ask_more_under_an_answer_of_an_earlier_version_still_works(world: World) -> None:
    answer = await ask(world)
    shown = await forge(world.bob, answer, f"summit:ask:{id_of(answer)}")
    assert not (await world.bob.submit_modal(shown, {"question": SONGS})).ephemeral


async def test_ask_more_works_in_direct_messages(world: World) -> None:
    add(world)
    shown = await option(world.alice.user, await ask_in_dm(world), "Ask more")
    result = await world.alice.user.submit_modal(shown, {"question": BUILDER})
    assert MARA in text(result.response)


async def test_a_modal_is_answered_by_the_next_run_of_the_bot(world: World) -> None:
    add(world)
    shown = await option(world.alice, await ask(world), "Ask more")
    await world.env.restart_bot()
    result = await world.alice.submit_modal(shown, {"question": BUILDER})
    assert MARA in text(result.response)


async def test_a_modal_under_a_forgotten_answer_says_so(world: World) -> None:
    answer = await ask(world)
    shown = await option(world.alice, answer, "Ask more")
    await world.bot.desk.record(lambda store: store.forget(id_of(answer)))
    result = await world.alice.submit_modal(shown, {"question": SONGS})
    assert reply(result) == EXPIRED


async def test_an_empty_question_of_the_modal_is_asked_for_again(world: World) -> None:
    shown = await option(world.alice, await ask(world), "Ask more")
    result = await world.alice.submit_modal(shown, {"question": "   "})
    assert reply(result) == "Please type a question."
    assert result.ephemeral


async def test_a_modal_is_not_remembered(world: World) -> None:
    await option(world.alice, await ask(world), "Ask more")
    assert not world.bot._connection._view_store._modals
