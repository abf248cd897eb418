"""What did not help reaches the admins, who pin the right sentence to a question, or hide one."""

from __future__ import annotations

from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from tests.bot.discord.articles.managing import admin_of, changes, menu
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, MARA, add, text
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import SAY, ask, forge, id_of, press

KEEPER = "The last keeper left the island when the lamp was automated."


async def _choose(who: MemberActor, message: ResponseMessage, act: str, words: str) -> str:
    found = menu(message, act)
    value = next(one["value"] for one in found["options"] if words in one["label"])
    response = (await who.select(message, [value], custom_id=found["custom_id"])).response
    assert response
    return text(response)


async def _mending(who: MemberActor, answer: ResponseMessage) -> ResponseMessage:
    opened = (await press(who, answer, "options")).response
    assert opened
    menus = (await who.click(opened, label="Choose the answer")).response
    assert menus
    return menus


async def test_an_admin_pins_a_sentence_and_takes_it_back(world: World) -> None:
    add(world, LIGHTHOUSE, "Oxwick", world.guild.id)
    admin, answer = admin_of(world), await ask(world, BUILDER)
    assert await _choose(admin, await _mending(admin, answer), "pin", KEEPER[:40]) == SAY("mending.pin_done")
    again = text(await ask(world, BUILDER))
    assert again.index(SAY("certainty.pinned")) < again.index(KEEPER)
    assert await _choose(admin, await _mending(admin, answer), "back", KEEPER[:40]) == SAY("mending.back_done")
    assert SAY("certainty.pinned") not in text(await ask(world, BUILDER))
    assert [(one.what, one.who, one.detail) for one in await changes(world)] == [
        ("take_back", admin.id, "Oxwick"),
        ("pin", admin.id, "Oxwick"),
    ]


async def test_what_an_admin_hides_stands_in_no_answer(world: World) -> None:
    add(world, LIGHTHOUSE, "Oxwick", world.guild.id)
    admin, answer = admin_of(world), await ask(world, BUILDER)
    assert await _choose(admin, await _mending(admin, answer), "hide", MARA[:40]) == SAY("mending.hide_done")
    assert MARA not in text(await ask(world, BUILDER))
    # What was quoted before stays: the article is as it was.
    assert MARA in text(answer)


async def test_what_did_not_help_is_a_list_of_its_own(world: World) -> None:
    add(world, LIGHTHOUSE, "Oxwick", world.guild.id)
    answer, admin = await ask(world, BUILDER), admin_of(world)
    await press(world.bob, answer, "unhelpful")
    page = (await admin.slash(world.channel, "articles unanswered")).response
    assert page
    assert [part for part in (SAY("unanswered.empty"), SAY("poor.title"), MARA) if part not in text(page)] == []
    poor = (await admin.click(page, label="Not helpful (1)")).response
    assert poor
    assert [part for part in (BUILDER, MARA, "👎 1") if part not in text(poor)] == []
    assert labels(poor) == ["Choose 1", "Dismiss 1", "Without an answer"]
    left = (await admin.click(poor, label="Dismiss 1")).response
    assert left
    assert SAY("poor.empty") in text(left)


async def test_what_was_asked_in_private_is_in_no_list_and_cannot_be_mended(world: World) -> None:
    add(world, LIGHTHOUSE, "Oxwick", world.guild.id)
    answer, admin = await ask(world, BUILDER, private=True), admin_of(world)
    await press(world.alice, answer, "unhelpful")
    assert await world.bot.desk.record(lambda store: store.poor(world.guild.id, 9)) == []
    shown = await ask(world, BUILDER)
    result = await forge(admin, shown, f"summit:mend:open:{id_of(answer)}")
    assert result.followups or result.response
    assert SAY("expired.body") in text(result.followups[-1] if result.followups else result.response)


async def test_who_may_not_manage_articles_is_offered_nothing_and_refused(world: World) -> None:
    answer = await ask(world, NOWHERE)
    opened = (await press(world.bob, await ask(world), "options")).response
    assert opened
    assert "Choose the answer" not in labels(opened)
    result = await forge(world.bob, answer, f"summit:mend:open:{id_of(answer)}")
    assert SAY("error.not_allowed") in text(result.followups[-1] if result.followups else result.response)


async def test_editing_an_article_leaves_what_was_quoted_of_it(world: World) -> None:
    ref = add(world, LIGHTHOUSE, "Oxwick", world.guild.id)
    answer, admin = await ask(world, BUILDER), admin_of(world)
    result = await admin.slash(world.channel, "articles edit", article=str(ref))
    await admin.submit_modal(result, {"title": "The light of Oxwick"})
    kept = await world.bot.desk.kept(id_of(answer))
    assert kept
    assert kept.answer.quotes[0].text == MARA
