from __future__ import annotations

from bot import Settings
from bot.discord.client import SummitBot
from tests.bot.discord.asking import said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import SAY, ask, ask_with_more, option, press, reply

QUOTED = {"context": "In context", "more": "More quotes", "options": "👍 Helpful: 0"}
REFUSED = {
    "Nearest passages": "The nearest passages",
    "Tell me when it is answered": SAY("refusal.waiting", n=90),
}


async def test_the_buttons_of_an_answer_outlive_a_restart(world: World) -> None:
    answer = await ask_with_more(world)
    await world.env.restart_bot()
    for act, start in QUOTED.items():
        assert reply(await press(world.bob, answer, act)).startswith(start)


async def test_the_buttons_of_a_refusal_outlive_a_restart(world: World) -> None:
    answer = await ask(world, NOWHERE)
    await world.env.restart_bot()
    for label, start in REFUSED.items():
        assert reply(await world.bob.click(answer, label=label)).startswith(start)


async def test_a_new_bot_on_the_same_data_knows_the_buttons(world: World) -> None:
    answer = await ask_with_more(world)
    await world.bot.close()
    bot = SummitBot(Settings(data=world.data, cooldown=0))
    await world.env.restart_bot(bot)
    for act, start in QUOTED.items():
        assert reply(await press(world.bob, answer, act)).startswith(start)
    assert (await option(world.alice, answer, "Ask more")).modal
    assert reply(await option(world.alice, answer, "Delete")) == SAY("delete.done")
    await bot.close()


async def test_a_bot_that_was_closed_starts_again(world: World) -> None:
    answer = await ask(world)
    await world.bot.close()
    await world.env.restart_bot()
    assert reply(await world.alice.click(answer, label="Show context")).startswith("In context")
    again = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert "Dynamite" in text(again.response)


async def test_a_bot_that_was_closed_hears_a_message_once(world: World) -> None:
    await world.bot.close()
    await world.env.restart_bot()
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert len(said(world.channel)) == 1


async def test_pages_are_turned_after_a_restart(world: World) -> None:
    pages = (await world.alice.click(await ask_with_more(world), label="More quotes")).response
    await world.env.restart_bot()
    assert pages
    assert "Page 2 of 4" in text((await world.alice.click(pages, label="Next")).response)


async def test_a_reply_to_an_answer_follows_it_up_after_a_restart(world: World) -> None:
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    (answer,) = said(world.channel)
    await world.env.restart_bot()
    await world.bob.send(world.channel, f"{world.mention} Who was the guest?", reply_to=answer)
    assert len(said(world.channel)) == 2


async def test_a_list_of_articles_is_turned_after_a_restart(world: World) -> None:
    await ask_with_more(world)
    listed = (await world.bob.slash(world.channel, "library")).response
    await world.env.restart_bot()
    assert listed
    turned = (await world.bob.click(listed, label="Next")).response
    assert "Page 2 of 3" in text(turned)
