"""/articles history: what was done, and undoing it after Confirm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from index import KEPT, Act, Library
from tests.bot.discord.articles.managing import NEWER, admin_of, changes, entries, publish, records, titles, told
from tests.bot.discord.asking import BUILDER, MARA, text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY, ask
from tests.index.towns import source, town
from tests.searching import holding


async def history(world: World, who: Any) -> Any:
    return (await who.slash(world.channel, "articles history")).response


async def remove(world: World, who: Any, label: str = "Confirm") -> None:
    asked = await who.slash(world.channel, "articles remove", article="server:1")
    await who.click(asked.response, label=label)


async def test_what_was_removed_is_told_and_brought_back_after_confirm(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world)
    before = entries(world)
    await remove(world, dave)
    shown = await history(world, carol)
    lines = text(shown).split("\n")
    assert [line.partition("> ")[2] for line in lines if "lighthouse" in line] == [
        f"<@{dave.id}>: removed The lighthouse",
        f"<@{carol.id}>: added The lighthouse",
    ]
    assert labels(shown) == ["Undo", "Delete for good"]
    sure = (await carol.click(shown, label="Undo")).response
    assert (labels(sure), titles(world)) == (["Confirm", "Cancel"], [])
    result = await carol.click(sure, label="Confirm")
    assert told(result).startswith("Undone.")
    assert entries(world) == before
    assert MARA in text(await ask(world, BUILDER))
    assert [(one.who, one.what, one.detail) for one in (await changes(world))[:1]] == [
        (carol.id, "undo", "The lighthouse")
    ]


async def test_cancel_undoes_nothing_and_an_undo_can_be_undone(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records("The dam was opened in 1932.", "The lock was closed in 1950."), "two.jsonl")
    shown = await history(world, carol)
    back = (await carol.click((await carol.click(shown, label="Undo")).response, label="Cancel")).response
    assert len(titles(world)) == 2
    gone = (await carol.click((await carol.click(back, label="Undo")).response, label="Confirm")).response
    assert titles(world) == []
    assert "undone since" in text(gone)
    again = (await carol.click((await carol.click(gone, label="Undo")).response, label="Confirm")).response
    assert len(titles(world)) == 2
    assert text(again).count("undone since") == 1


async def test_two_who_undo_the_same_and_what_was_changed_since_are_one_sentence(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world)
    sure = [(await who.click(await history(world, who), label="Undo")).response for who in (carol, dave, carol)]
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        library.edit(1, {"author": "Somebody"})
    assert told(await carol.click(sure[0], label="Confirm")).startswith(SAY("history.not_changed"))
    newest = (await carol.click(await history(world, carol), label="Undo")).response
    await carol.click(newest, label="Confirm")
    assert told(await dave.click(sure[1], label="Confirm")).startswith("Undone.")
    assert told(await carol.click(sure[2], label="Confirm")).startswith(SAY("history.not_undone"))


async def test_delete_for_good_leaves_nothing_of_what_was_removed_before(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    await remove(world, carol)
    assert holding(world.data, MARA)
    late = (await carol.click(await history(world, carol), label="Undo")).response
    sure = (await carol.click(await history(world, carol), label="Delete for good")).response
    assert labels(sure) == ["Delete for good", "Cancel"]
    result = await carol.click(sure, label="Delete for good")
    assert told(result).startswith("Deleted for good.")
    assert holding(world.data, MARA, "Mara Lindqvist", NEWER) == []
    assert told(await carol.click(late, label="Confirm")).startswith(SAY("history.not_erased"))
    assert titles(world) == []


async def test_what_was_brought_back_is_not_deleted_by_a_late_press(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    await remove(world, carol)
    late = (await carol.click(await history(world, carol), label="Delete for good")).response
    await carol.click((await carol.click(await history(world, carol), label="Undo")).response, label="Confirm")
    assert told(await carol.click(late, label="Delete for good")).startswith(SAY("history.closed"))
    assert titles(world) == ["The lighthouse"]


async def test_settings_sources_and_pages_stand_in_the_list(world: World) -> None:
    carol, server = admin_of(world), world.guild.id
    await carol.slash(world.channel, "settings language", language="en")
    with Library.open(world.data / f"servers/{server}") as library:
        for number in range(7):
            library.add(source(town(number), f"town-{number}"), Act(f"Source {number}", "refresh"))
    shown = await history(world, carol)
    assert "Source 6: refreshed town-6" in text(shown)
    assert "town-0" not in text(shown)
    menu = next(one for row in shown.components for one in row["components"] if one["type"] == 3)
    assert [one["label"] for one in menu["options"]][:2] == ["refreshed town-6", "refreshed town-5"]
    chosen = (await carol.select(shown, [menu["options"][2]["value"]], custom_id=menu["custom_id"])).response
    sure = (await carol.click(chosen, label="Undo")).response
    assert "town-4" in text(sure)
    await carol.click(sure, label="Confirm")
    assert "town-4" not in titles(world)
    second = text((await carol.click(await history(world, carol), label="Next")).response)
    assert "town-0" in second
    assert "changed a setting: language" in second


async def test_the_bot_itself_deletes_what_is_too_old_to_be_undone(world: World) -> None:
    carol, server = admin_of(world), world.guild.id
    await publish(carol, world)
    with Library.open(world.data / f"servers/{server}") as library:
        old = datetime.now(UTC) - KEPT - timedelta(hours=1)
        library.remove(1, Act("terminal", moment=old))
    assert "Undo" not in labels(await history(world, carol))
    await world.bot.desk.curator.lapse()
    assert holding(world.data, MARA) == []
