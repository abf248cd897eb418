from __future__ import annotations

from tests.bot.discord.asking import text
from tests.bot.discord.conftest import SONGS, World
from tests.bot.discord.pressing import ask, option, stored


async def test_a_question_is_asked_of_a_publisher_and_of_what_is_new(world: World) -> None:
    answer = await ask(world, publisher="summit", since="2026-01-14")
    assert text(answer).endswith("Published by: summit · From 14 January 2026 on")
    assert "Dynamite" in text(answer)


async def test_where_no_article_fits_nothing_is_said_to_be_missing(world: World) -> None:
    for options in ({"publisher": "Nobody"}, {"since": "2099-01-01"}):
        assert text(await ask(world, **options)).startswith("No such articles\n")


async def test_what_is_no_day_is_told(world: World) -> None:
    assert text(await ask(world, since="soon")).startswith("This is neither a date")


async def test_a_further_question_keeps_to_the_same_articles(world: World) -> None:
    answer = await ask(world, publisher="Summit", since="2026-01-14")
    shown = await option(world.bob, answer, "Ask more")
    result = (await world.bob.submit_modal(shown, {"question": SONGS})).response
    before, after = await stored(world, answer), await stored(world, result)
    assert before
    assert after
    assert after.asking.scope == before.asking.scope


async def test_publishers_are_offered_while_somebody_types(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "ask", "publisher", "sum")
    assert [choice["name"] for choice in choices] == ["Summit"]
