"""/articles reindex: told as it goes, with answers from the old index meanwhile; one at a time."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock
from simcord.results import InteractionResult

from bot.desk.reindexer import NICENESS
from index.indexing import index_article
from tests.bot.discord.articles.managing import admin_of, changes, entries, told
from tests.bot.discord.articles.reindexing import DONE, TITLE, Held, answered, fill, press, remembered, until
from tests.bot.discord.asking import BUILDER, MARA, add, bodies, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY


async def reindex(world: World) -> InteractionResult:
    admin = admin_of(world)
    return await admin.slash(world.channel, "articles reindex", public=True)


async def test_it_says_what_there_is_now_who_began_it_and_what_has_changed(world: World) -> None:
    fill(world)
    admin = admin_of(world)
    said = told(await admin.slash(world.channel, "articles reindex", public=True))
    assert said.startswith(f"{DONE}\n2 articles · 6 sentences\nModel: all-MiniLM-L6-v2@")
    assert said.endswith(f", as before\nEvery article has the same sentences as before.\nStarted by {admin.mention}.")


async def test_everybody_in_the_channel_sees_it_and_nobody_is_pinged(world: World) -> None:
    fill(world)
    result = await reindex(world)
    assert not result.ephemeral
    assert all(not body.get("allowed_mentions", {"parse": []})["parse"] for body in bodies(world.env))


async def test_unless_asked_it_shows_its_progress_to_the_admin_alone(world: World) -> None:
    fill(world)
    result = await admin_of(world).slash(world.channel, "articles reindex")
    assert result.ephemeral
    assert DONE in told(result)
    assert world.channel.history() == []


async def test_what_cannot_be_shown_to_the_admin_any_more_ends_in_a_direct_message(world: World) -> None:
    fill(world)
    admin = admin_of(world)
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, times=None)
    await admin.slash(world.channel, "articles reindex")
    assert [DONE in text(message) for message in admin.user.dm_channel.history()] == [True]
    assert world.channel.history() == []


async def test_another_model_is_named_before_and_after(world: World) -> None:
    fill(world)
    with sqlite3.connect(world.data / f"servers/{world.guild.id}/library.db") as library:
        library.execute("UPDATE edition SET model = 'another*@1'")
    assert "before that another*@1" in told(await reindex(world))
    (change,) = await changes(world)
    assert change.detail.startswith("2 · 6 · another*@1 → all-MiniLM-L6-v2@")


async def test_articles_that_are_cut_otherwise_are_named(world: World) -> None:
    add(world, title="**Oxwick** @everyone", server=world.guild.id)
    with sqlite3.connect(world.data / f"servers/{world.guild.id}/library.db") as library:
        library.execute("UPDATE passage SET start = start - 1")
    said = told(await reindex(world))
    assert "1 article has other sentences than before:\n• **Oxwick** @everyone" in said
    assert r"\*\*Oxwick\*\* \@everyone" in bodies(world.env)[-1]["embeds"][0]["description"]


async def test_it_leaves_a_line_in_the_audit_log(world: World) -> None:
    fill(world)
    admin = admin_of(world)
    await admin.slash(world.channel, "articles reindex", public=True)
    (change,) = await changes(world)
    assert (change.what, change.who) == ("reindex", admin.id)
    assert "reindexed 2 articles · 6 sentences" in text((await admin.slash(world.channel, "articles status")).response)
    assert await remembered(world) == []


async def test_a_server_without_articles_has_nothing_to_reindex(world: World) -> None:
    assert told(await reindex(world)) == SAY("reindex.empty")
    assert (await changes(world), world.bot.desk.reindexer.running(world.guild.id)) == ([], None)


async def test_a_question_meanwhile_is_answered_from_the_old_index(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    shown = press(world, admin_of(world))
    await held.wait()
    asking = press_question(world)
    await until(world, lambda: MARA in answered(world, asking).replace("**", ""))
    assert TITLE in answered(world, shown)
    held.let_go()
    await until(world, lambda: DONE in answered(world, shown))


async def test_the_progress_is_shown_in_the_same_message(world: World, monkeypatch) -> None:
    monkeypatch.setattr("bot.desk.reindexer.EVERY", 0.0)
    fill(world)
    held = Held(monkeypatch)
    admin = admin_of(world)
    shown = press(world, admin)
    await held.wait()
    await until(world, lambda: TITLE in answered(world, shown))
    before = answered(world, shown)
    assert "Questions are answered from the old index" in before
    assert f"Started by {admin.mention}." in before
    held.let_go()
    await until(world, lambda: DONE in answered(world, shown))
    descriptions = [body["embeds"][0]["description"] for body in bodies(world.env) if body.get("embeds")]
    assert any("of 2 articles" in one and "▱" in one for one in descriptions)


async def test_it_is_edited_every_few_seconds_at_most(world: World) -> None:
    for number in range(12):
        add(world, f"Mara built the tower number {number} of the town in 1911. It stands on a cliff.", f"{number}")
        add(world, f"Mara built the dam {number} in 1911. It stands in a valley.", f"D{number}", world.guild.id)
    await reindex(world)
    assert 2 <= len([body for body in bodies(world.env) if body.get("embeds")]) <= 3


async def test_a_second_one_is_refused_with_the_name_of_the_first(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    first, second = admin_of(world), admin_of(world, "dora")
    shown = press(world, first)
    await held.wait()
    refused = press(world, second)
    await until(world, lambda: bool(answered(world, refused)))
    assert answered(world, refused) == SAY("reindex.refused", who=first.mention)
    assert [body for body in bodies(world.env) if body.get("allowed_mentions", {}).get("parse")] == []
    held.let_go()
    await until(world, lambda: DONE in answered(world, shown))


async def test_of_two_admins_at_once_one_reindexes(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    shown = [press(world, admin_of(world)), press(world, admin_of(world, "dora"))]
    await held.wait()
    held.let_go()
    await until(world, lambda: sum(DONE in answered(world, one) for one in shown) == 1)
    assert sum("is reindexing these articles at the moment" in answered(world, one) for one in shown) == 1
    assert [change.what for change in await noted(world, 1)] == ["reindex"]


async def test_one_on_the_terminal_is_respected(world: World) -> None:
    fill(world)
    with FileLock(world.data / f"servers/{world.guild.id}/reindex.lock"):
        said = told(await reindex(world))
    assert SAY("reindex.terminal") in said
    assert (await changes(world), await remembered(world)) == ([], [])


async def test_it_can_be_begun_again_after_a_refusal(world: World) -> None:
    fill(world)
    admin = admin_of(world)
    with FileLock(world.data / f"servers/{world.guild.id}/reindex.lock"):
        await admin.slash(world.channel, "articles reindex", public=True)
    assert DONE in told(await admin.slash(world.channel, "articles reindex", public=True))


async def test_articles_that_are_added_meanwhile_are_in_the_new_index(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    shown = press(world, admin_of(world))
    await held.wait()
    add(world, "Otto Brandt planned the dam of Veldham.", "Dam", world.guild.id)
    held.let_go()
    await until(world, lambda: DONE in answered(world, shown))
    assert "3 articles · 7 sentences" in answered(world, shown)
    assert [entry.sentences for entry in entries(world)] == [4, 2, 1]


async def test_two_servers_are_reindexed_one_after_the_other_and_know_nothing_of_each_other(
    world: World, monkeypatch
) -> None:
    other = world.env.create_guild("Elsewhere")
    other.create_text_channel("there")
    fill(world)
    fill(world, other)
    held = Held(monkeypatch)
    admins = admin_of(world), admin_of(world, "dora", other)
    first = press(world, admins[0])
    await held.wait()
    second = press(world, admins[1])
    await until(world, lambda: "begins" in answered(world, second))
    assert admins[0].mention not in answered(world, second)
    held.let_go()
    await until(world, lambda: DONE in answered(world, first) and DONE in answered(world, second))
    assert [len(await noted(world, 1, guild)) for guild in (world.guild.id, other.id)] == [1, 1]


async def test_the_thread_is_none_of_those_that_answer(world: World, monkeypatch) -> None:
    fill(world)
    names: list[str] = []
    monkeypatch.setattr(
        "index.reindexing.index_article",
        lambda *given: names.append(threading.current_thread().name) or index_article(*given),
    )
    await reindex(world)
    assert [name.rsplit("_")[0] for name in names] == ["summit-reindex"] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no priority of their own here")
async def test_the_thread_and_those_that_it_starts_let_questions_go_first(world: World, monkeypatch) -> None:
    fill(world)
    nice: list[int] = []

    def looking(*given: object) -> object:
        with ThreadPoolExecutor(1) as pool:
            nice.append(pool.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())).result())
        return index_article(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("index.reindexing.index_article", looking)
    await reindex(world)
    ours = os.getpriority(os.PRIO_PROCESS, 0)
    assert nice == [min(ours + NICENESS, 19)] * 2


async def noted(world: World, most: int, server: int | None = None) -> list:
    """Return the audit log once it has so many lines."""
    for _ in range(500):
        if len(found := await changes(world, server)) >= most:
            return found
        await asyncio.sleep(0.01)
    return found


def press_question(world: World) -> int:
    from simcord import interactions

    backend = world.env.backend
    command = backend.find_command("ask", world.guild.id, type=1)
    data = {
        "id": command["id"],
        "name": "ask",
        "type": 1,
        "options": [{"name": "question", "type": 3, "value": BUILDER}],
    }
    here = {"channel_id": world.channel.id, "guild_id": world.guild.id, "user_id": world.alice.id}
    record, payload = interactions.base_payload(backend, type=2, data=data, **here)
    backend.emit("INTERACTION_CREATE", payload)
    return int(record.id)
