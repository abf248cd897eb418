from __future__ import annotations

from typing import Any

from bot.records import Kept
from tests.bot.discord.articles.managing import DAM, NEWER, admin_of, changes, entries, publish, records, titles, told
from tests.bot.discord.asking import BUILDER, MARA, text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY, ask, reply
from tests.searching import holding


async def test_an_article_is_removed_after_confirm(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    asked = await carol.slash(world.channel, "articles remove", article="server:1")
    assert asked.ephemeral
    assert text(asked.response).startswith("Remove “The lighthouse”?\n17 January 2026 · 5 sentences")
    assert labels(asked.response) == ["Confirm", "Delete for good", "Cancel"]
    assert titles(world) == ["The lighthouse"]
    removed = await carol.click(asked.response, label="Confirm")
    assert (told(removed), labels(removed.response), titles(world)) == ("Removed.", ["Undo"], [])
    sure = (await carol.click(removed.response, label="Undo")).response
    await carol.click(sure, label="Confirm")
    assert titles(world) == ["The lighthouse"]


async def test_what_was_removed_is_not_quoted_any_more_and_noted(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    asked = await carol.slash(world.channel, "articles remove", article="lighthouse")
    await carol.click(asked.response, label="Confirm")
    answer = (await world.alice.slash(world.channel, "ask", question=BUILDER)).response
    assert "Not in the articles" in text(answer)
    (change, _) = await changes(world)
    assert (change.who, change.what, change.detail) == (carol.id, "remove", "The lighthouse")


async def test_the_question_shows_what_tells_an_article_from_others_of_its_title(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    shown = text((await carol.slash(world.channel, "articles remove", article="lighthouse")).response)
    added = SAY.date(entries(world)[0].added.date())
    assert shown.split("\n")[2:5:2] == [f"ID 1 · added on {added}", MARA]


async def test_a_title_that_two_articles_have_removes_neither(world: World) -> None:
    carol = admin_of(world)
    for number in (1, 2):
        await publish(carol, world, records(f"{DAM} It has {number} gates.", id=number, title="Dam"), "dam.jsonl")
    result = await carol.slash(world.channel, "articles remove", article="dam")
    assert told(result) == SAY("choosing.several")
    assert labels(result.response) == []
    chosen = await carol.slash(world.channel, "articles remove", article="server:1")
    assert labels(chosen.response) == ["Confirm", "Delete for good", "Cancel"]


async def test_articles_of_one_title_are_offered_with_date_and_id(world: World) -> None:
    carol = admin_of(world)
    fields = {"title": "D" * 150, "date": "2026-01-17"}
    await publish(carol, world, records(f"{DAM} It holds.", id=1, **fields), "dam.jsonl")
    await publish(carol, world, records(DAM, id=2, **(fields | {"date": None})), "dam.jsonl")
    await publish(carol, world)
    names = [one["name"] for one in await carol.autocomplete(world.channel, "articles remove", "article", "")]
    ends = {"The lighthouse", "… · 17 January 2026 · ID 1", f"… · {SAY.date(entries(world)[1].added.date())} · ID 2"}
    assert {name.lstrip("D") for name in names} == ends
    assert max(map(len, names)) == 100


async def test_cancel_removes_nothing(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    asked = await carol.slash(world.channel, "articles remove", article="lighthouse")
    result = await carol.click(asked.response, label="Cancel")
    assert (told(result), labels(result.response)) == ("Nothing was removed.", [])
    assert titles(world) == ["The lighthouse"]


async def test_the_list_offers_the_servers_own_articles_alone(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    offers = await carol.autocomplete(world.channel, "articles remove", "article", "")
    assert [(one["name"], one["value"]) for one in offers] == [("The lighthouse", "server:1")]


async def test_an_article_of_the_shared_library_cannot_be_removed(world: World) -> None:
    for words in ("shared:1", "Sanae Takaichi, the prime minister with a drum set at home"):
        result = await admin_of(world, f"of {words[:8]}").slash(world.channel, "articles remove", article=words)
        assert told(result).startswith("This article belongs to the shared library")
        assert labels(result.response) == []


async def test_an_article_that_is_not_there_is_one_sentence(world: World) -> None:
    result = await admin_of(world).slash(world.channel, "articles remove", article="server:99")
    assert told(result) == "There is no such article. Choose one from the list, or look at /library."


async def test_the_second_of_two_admins_is_told_that_it_is_gone(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world)
    hers = await carol.slash(world.channel, "articles remove", article="lighthouse")
    his = await dave.slash(world.channel, "articles remove", article="lighthouse")
    await carol.click(hers.response, label="Confirm")
    said = told(await dave.click(his.response, label="Confirm"))
    assert said == "This article is no longer there: somebody has removed it already."
    assert [change.what for change in await changes(world)] == ["remove", "add"]


async def test_an_old_confirm_never_removes_what_was_added_since(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    first = await carol.slash(world.channel, "articles remove", article="lighthouse")
    second = await carol.slash(world.channel, "articles remove", article="lighthouse")
    await carol.click(first.response, label="Confirm")
    await publish(carol, world, records("The dam of Veldham was opened in 1932."), "dam.jsonl")
    assert told(await carol.click(second.response, label="Confirm")).startswith("This article is no longer there")
    assert titles(world) == ["Article 1"]


async def test_delete_for_good_leaves_none_of_its_text_in_any_file(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    answer = await ask(world, BUILDER)
    assert holding(world.data, MARA) == ["bot.db-wal", f"servers/{world.guild.id}/library.db-wal"]
    asked = await carol.slash(world.channel, "articles remove", article="server:1")
    assert told(await carol.click(asked.response, label="Delete for good")) == "Deleted for good."
    assert titles(world) == []
    assert holding(world.data, MARA, "Mara Lindqvist", NEWER) == []
    assert reply(await world.alice.click(answer, label="Show context")).endswith(
        "“The lighthouse” was removed since this was quoted."
    )


async def test_an_answer_under_way_keeps_nothing_of_what_is_deleted_meanwhile(world: World) -> None:
    carol, desk = admin_of(world), world.bot.desk
    await publish(carol, world)
    find = desk.ask

    async def slow(*args: Any) -> Kept:
        kept = await find(*args)
        await desk.curator.erase(world.guild.id, 1, carol.id)
        return kept

    desk.ask = slow  # type: ignore[method-assign]
    answer = await ask(world, BUILDER)
    assert MARA in text(answer)
    assert holding(world.data, MARA) == []
