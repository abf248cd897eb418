from __future__ import annotations

import pytest

from bot.records import ArticleRef
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, MARA, add, choose, text
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import (
    EXPIRED,
    SAY,
    ask,
    ask_in_dm,
    ask_with_more,
    forge,
    id_of,
    press,
    remove,
    reply,
    stored,
)

AFTER = "The tower is 31 metres high and stands on a cliff."
FORGED = (
    "summit:context:" + "f" * 15,
    "summit:context:" + "F" * 16,
    "summit:context:" + "f" * 16 + ":1000",
    "summit:context:" + "f" * 16 + "\n",
    "summit:library:9999999",
    "summit::",
    "summit:" + "a" * 93,
)


async def test_the_context_is_the_passage_around_each_quote(world: World) -> None:
    add(world)
    result = await world.bob.click(await ask(world, BUILDER), label="Show context")
    assert MARA in reply(result)
    assert AFTER in reply(result)


async def test_the_context_is_shown_to_the_one_who_presses_alone(world: World) -> None:
    result = await world.bob.click(await ask(world), label="Show context")
    assert result.ephemeral
    assert len(world.channel.history()) == 1


async def test_the_context_says_that_an_article_was_changed(world: World) -> None:
    add(world)
    answer = await ask(world, BUILDER)
    add(world, "Somebody built the lighthouse of Oxwick. Who it was, nobody remembers any more.")
    result = await world.alice.click(answer, label="Show context")
    assert reply(result) == "In context\n“Oxwick” was changed since this was quoted: the sentence is no longer in it."


async def test_the_context_of_a_sentence_that_has_moved_is_found_again(world: World) -> None:
    add(world)
    answer = await ask(world, BUILDER)
    add(world, f"A word before, which was added in a correction of the article. {LIGHTHOUSE}")
    result = await world.alice.click(answer, label="Show context")
    assert f"correction of the article. {MARA} {AFTER}" in reply(result)


async def test_the_context_says_that_an_article_was_removed(world: World) -> None:
    ref = add(world)
    answer = await ask(world, BUILDER)
    remove(world, ref)
    result = await world.alice.click(answer, label="Show context")
    assert reply(result) == "In context\n“Oxwick” was removed since this was quoted."


async def test_a_removed_article_is_quoted_nowhere_any_more(world: World) -> None:
    ref = add(world)
    answer = await ask(world, BUILDER)
    remove(world, ref)
    for label in set(labels(answer)) & {"Show context", "More quotes"}:
        assert MARA not in reply(await world.alice.click(answer, label=label))


async def test_more_quotes_turn_forward_and_back(world: World) -> None:
    first = (await world.alice.click(await ask_with_more(world), label="More quotes")).response
    assert first
    assert "Page 1 of 4" in text(first)
    before = text(first)
    second = (await world.alice.click(first, label="Next")).response
    assert "Page 2 of 4" in text(second)
    assert second
    back = (await world.alice.click(second, label="Back")).response
    assert text(back) == before


async def test_the_first_page_of_more_quotes_cannot_be_turned_back(world: World) -> None:
    first = (await world.alice.click(await ask_with_more(world), label="More quotes")).response
    assert first
    back, on = first.components[0]["components"]
    assert back["disabled"]
    assert not on["disabled"]


async def test_more_quotes_leave_out_and_count_what_is_gone(world: World) -> None:
    answer = await ask_with_more(world)
    gone = (await stored(world, answer)).answer.further[0]  # type: ignore[union-attr]
    add(world, "All of this was rewritten.", gone.title)
    more = reply(await world.bob.click(answer, label="More quotes"))
    assert gone.text not in more
    assert "1 quote is left out: its article was changed or removed since." in more


async def test_a_page_that_is_no_longer_there_shows_the_last_one(world: World) -> None:
    answer = await ask_with_more(world)
    first = (await world.alice.click(answer, label="More quotes")).response
    assert first
    result = await forge(world.alice, first, f"summit:page:{id_of(answer)}:999")
    assert "Page 4 of 4" in text(result.response)


async def test_the_nearest_passages_are_private_and_no_answer(world: World) -> None:
    result = await world.bob.click(await ask(world, NOWHERE), label="Nearest passages")
    assert result.ephemeral
    assert reply(result).startswith("The nearest passages\nThese do not answer the question.")


async def test_the_nearest_passages_leave_out_removed_articles(world: World) -> None:
    answer = await ask(world, NOWHERE)
    kept = await stored(world, answer)
    assert kept
    for article in {quote.article for quote in kept.answer.nearest}:
        remove(world, ArticleRef("shared", article))
    result = await world.alice.click(answer, label="Nearest passages")
    assert reply(result) == "The nearest passages\nNothing in the articles comes near it."


async def test_buttons_work_in_direct_messages(world: World) -> None:
    result = await world.alice.user.click(await ask_in_dm(world), label="Show context")
    assert reply(result).startswith("In context")


async def test_the_buttons_of_a_forgotten_answer_say_so(world: World) -> None:
    answer = await ask_with_more(world)
    await world.bot.desk.record(lambda store: store.forget(id_of(answer)))
    for act in ("context", "more", "helpful", "unhelpful", "options"):
        assert reply(await press(world.alice, answer, act)) == EXPIRED


async def test_the_buttons_of_a_forgotten_refusal_say_so(world: World) -> None:
    answer = await ask(world, NOWHERE)
    await world.bot.desk.record(lambda store: store.forget(id_of(answer)))
    for label in ("Nearest passages", "Tell me when it is answered", "Delete"):
        assert reply(await world.alice.click(answer, label=label)) == EXPIRED


async def test_another_servers_answer_is_refused(world: World) -> None:
    add(world, server=world.guild.id)
    secret = id_of(await ask(world, BUILDER))
    other = world.env.create_guild("Others")
    channel, eve = other.create_text_channel("general"), other.add_member(world.env.create_user("eve"))
    own = (await eve.slash(channel, "ask", question=BUILDER)).response
    assert own
    result = await forge(eve, own, f"summit:context:{secret}")
    assert reply(result) == EXPIRED


async def test_a_servers_answer_is_refused_in_somebody_elses_direct_messages(world: World) -> None:
    add(world, server=world.guild.id)
    secret = id_of(await ask(world, BUILDER))
    eve = world.env.create_user("eve")
    own = (await eve.slash("ask", question=BUILDER)).response
    result = await forge(eve, own, f"summit:context:{secret}")
    assert reply(result) == EXPIRED


async def test_an_unknown_act_is_answered(world: World) -> None:
    answer = await ask(world)
    result = await forge(world.alice, answer, f"summit:dance:{id_of(answer)}")
    assert reply(result) == EXPIRED


async def test_a_forged_button_does_nothing(world: World) -> None:
    answer = await ask(world)
    for custom_id in FORGED:
        result = await forge(world.alice, answer, custom_id)
        assert not result.acknowledged
    assert not world.env.errors


@pytest.mark.parametrize("act", ["context", "nearest", "tell", "helpful"])
async def test_somebody_elses_private_answer_is_nobodys_to_open(world: World, act: str) -> None:
    private, public = await ask(world, private=True), await ask(world)
    result = await forge(world.bob, public, f"summit:{act}:{id_of(private)}")
    assert reply(result) == EXPIRED


async def test_shared_articles_that_were_switched_off_since_are_not_shown_again(world: World) -> None:
    answer, refusal = await ask(world), await ask(world, NOWHERE)
    more = await ask_with_more(world)
    await choose(world, shared=False)
    said = reply(await world.alice.click(answer, label="Show context"))
    assert said == f"{SAY('context.title')}\n{SAY('context.unreached')}"
    assert "bridge" not in reply(await world.alice.click(more, label="More quotes"))
    assert reply(await world.alice.click(refusal, label="Nearest passages")).endswith(SAY("refusal.nothing_near"))
    await choose(world, shared=True)
    assert "Dynamite" in reply(await world.alice.click(answer, label="Show context"))
