"""/articles reindex outlives its interaction, Discord's refusals and a restart of the bot."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest

from bot.records import FORGOTTEN, Reindexing
from bot.store import Store
from index import Library, NoAccess
from tests.bot.discord.articles.managing import admin_of, changes, told
from tests.bot.discord.articles.reindexing import DONE, TITLE, Held, answered, fill, posted, press, remembered, until
from tests.bot.discord.asking import BUILDER, MARA, choose, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY, ask

CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
MESSAGES = "/channels/*/messages"
A_QUARTER = 15 * 60


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell each article, not one every few seconds."""
    monkeypatch.setattr("bot.desk.reindexer.EVERY", 0.0)


async def closed_in_the_middle(world: World, held: Held) -> int:
    """Begin a reindex, stop the bot in it, and return the interaction."""
    shown = press(world, admin_of(world))
    await held.wait()
    await until(world, lambda: TITLE in answered(world, shown))
    closing = asyncio.create_task(world.bot.close())
    await asyncio.sleep(0.05)
    held.let_go()
    await closing
    return shown


async def again(world: World, tries: int = 1, **known: object) -> None:
    """Start the bot again where the last run was killed in the middle of a reindex."""
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        edition = library.edition() or ""
    run = Reindexing(world.guild.id, world.bob.id, world.channel.id, world.env.now(), None, edition, tries)
    await world.bot.close()
    store = Store.open(world.data / "bot.db")
    store.put_reindexing(run)
    store.close()
    for change in known.values():
        with sqlite3.connect(world.data / f"servers/{world.guild.id}/library.db") as library_db:
            library_db.execute(str(change))
    await world.env.restart_bot()


@pytest.mark.usefixtures("eager")
async def test_past_the_interactions_time_it_goes_on_in_an_ordinary_message(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    shown = press(world, admin_of(world))
    await held.wait()
    await until(world, lambda: TITLE in answered(world, shown))
    world.env.backend.advance_clock(A_QUARTER)
    held.let_go()
    await until(world, lambda: any(DONE in one for one in posted(world)))
    assert SAY("reindex.moved") in answered(world, shown)
    assert len(posted(world)) == 1
    await world.env.settle()
    assert (await remembered(world), [change.what for change in await changes(world)]) == ([], ["reindex"])


@pytest.mark.usefixtures("eager")
async def test_where_it_may_not_write_then_it_ends_quietly_and_the_status_says_so(world: World, monkeypatch) -> None:
    fill(world)
    held, admin = Held(monkeypatch), admin_of(world)
    shown = press(world, admin)
    await held.wait()
    await until(world, lambda: TITLE in answered(world, shown))
    world.env.inject_error("POST", MESSAGES, status=403, code=50001, times=None)
    world.env.backend.advance_clock(A_QUARTER)
    held.let_go()
    await world.env.settle()
    world.env.backend.faults.clear()
    assert posted(world) == []
    status = text((await admin.slash(world.channel, "articles status")).response)
    assert "reindexed, and could not say so in the channel: 2 articles · 6 sentences" in status


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
async def test_an_announcement_that_fails_begins_nothing(world: World, status: int) -> None:
    fill(world)
    admin = admin_of(world)
    world.env.inject_error("POST", CALLBACK, status=status)
    await admin.slash(world.channel, "articles reindex", public=True)
    assert (await changes(world), await remembered(world)) == ([], [])
    assert world.bot.desk.reindexer.running(world.guild.id) is None
    assert DONE in told(await admin.slash(world.channel, "articles reindex", public=True))


@pytest.mark.parametrize("status", [403, 404, 500, 503])
async def test_a_message_that_cannot_be_edited_is_followed_by_an_ordinary_one(world: World, status: int) -> None:
    fill(world)
    world.env.inject_error("PATCH", ORIGINAL, status=status, times=None)
    await admin_of(world).slash(world.channel, "articles reindex", public=True)
    assert [DONE in one for one in posted(world)] == [True]
    assert [change.what for change in await changes(world)] == ["reindex"]
    assert not world.env.errors


async def test_a_message_that_somebody_deletes_comes_back_at_the_end_alone(world: World, monkeypatch) -> None:
    monkeypatch.setattr("bot.desk.reindexer.EVERY", 0.0)
    fill(world)
    held = Held(monkeypatch)
    shown = press(world, admin_of(world))
    await held.wait()
    await until(world, lambda: TITLE in answered(world, shown))
    world.env.backend.delete_message(world.channel.id, world.env.backend.interactions[shown].message_id)
    held.let_go()
    await world.env.settle()
    assert [DONE in one for one in posted(world)] == [True]


async def test_where_discord_stays_away_it_is_done_all_the_same(world: World) -> None:
    fill(world)
    for path in (ORIGINAL, MESSAGES):
        world.env.inject_error("*", path, status=503, times=None)
    await admin_of(world).slash(world.channel, "articles reindex", public=True)
    assert [change.what for change in await changes(world)] == ["reindex_unseen"]
    assert await remembered(world) == []
    assert not world.env.errors


async def test_a_stop_of_the_bot_ends_it_and_says_so(world: World, monkeypatch) -> None:
    fill(world)
    shown = await closed_in_the_middle(world, Held(monkeypatch))
    assert SAY("reindex.paused") in answered(world, shown)


async def test_the_next_run_goes_on_and_says_so(world: World, monkeypatch) -> None:
    fill(world)
    with monkeypatch.context() as patched:
        shown = await closed_in_the_middle(world, Held(patched))
    await world.env.restart_bot()
    await world.env.settle()
    assert SAY("reindex.moved") in answered(world, shown)
    (message,) = posted(world)
    assert message.startswith(f"{DONE}\n2 articles · 6 sentences")
    assert (await remembered(world), [change.what for change in await changes(world)]) == ([], ["reindex"])


async def test_while_it_goes_on_it_says_that_the_bot_was_restarted(world: World, monkeypatch) -> None:
    fill(world)
    held = Held(monkeypatch)
    starting = asyncio.create_task(again(world))
    await held.wait()
    await until(world, lambda: any(SAY("reindex.again") in one for one in posted(world)))
    assert [run.tries for run in await remembered(world)] == [2]
    held.let_go()
    await starting
    await world.env.settle()
    assert [DONE in one for one in posted(world)] == [True]


async def test_what_the_last_run_had_done_is_said_to_be_done(world: World) -> None:
    fill(world)
    await again(world, known="UPDATE edition SET token = 'made by the reindex'")
    await world.env.settle()
    (message,) = posted(world)
    assert message.startswith(f"{DONE}\n2 articles · 6 sentences")
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        assert library.edition() == "made by the reindex"


async def test_one_that_brought_the_bot_down_again_and_again_is_given_up(world: World) -> None:
    fill(world)
    await again(world, tries=3)
    await world.env.settle()
    assert [SAY("reindex.stopped") in one for one in posted(world)] == [True]
    assert [change.what for change in await changes(world)] == ["reindex_stopped"]
    assert (await remembered(world), world.bot.desk.reindexer.running(world.guild.id)) == ([], None)


async def test_where_the_next_run_may_not_write_it_goes_on_quietly(world: World) -> None:
    fill(world)
    world.env.inject_error("POST", MESSAGES, status=403, code=50001, times=None)
    await again(world)
    await world.env.settle()
    assert [change.what for change in await changes(world)] == ["reindex_unseen"]
    assert await remembered(world) == []


async def test_where_it_cannot_be_shown_the_admins_are_told_in_their_channel(world: World) -> None:
    fill(world)
    staff = world.guild.create_text_channel("staff")
    await choose(world, admin=staff.id)
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50001, times=None)
    await again(world)
    await world.env.settle()
    assert [DONE in message.content for message in said(staff)] == [True]
    assert [change.what for change in await changes(world)] == ["reindex"]


async def test_who_began_it_and_had_their_data_deleted_meanwhile_stays_forgotten(world: World, monkeypatch) -> None:
    fill(world)
    carol, held = admin_of(world), Held(monkeypatch)
    shown = press(world, carol)
    await held.wait()
    await world.bot.desk.forget_person(carol.id)
    held.let_go()
    await world.env.settle()
    assert [(change.what, change.who) for change in await changes(world)] == [("reindex", FORGOTTEN)]
    assert f"<@{carol.id}>" not in answered(world, shown)
    shown = press(world, carol)
    await world.env.settle()
    assert f"<@{carol.id}>" in answered(world, shown)


async def test_the_next_run_speaks_the_language_of_the_server(world: World) -> None:
    fill(world)
    world.env.backend.edit_guild(world.guild.id, {"preferred_locale": "ja"})
    await again(world, tries=3)
    await world.env.settle()
    assert posted(world)[0].startswith("索引を作り直しています")


async def test_a_server_that_the_bot_has_left_is_not_reindexed(world: World) -> None:
    fill(world)
    other = Reindexing(12345, 1, 2, world.env.now())
    await world.bot.desk.record(lambda store: store.put_reindexing(other))
    await world.env.restart_bot()
    await world.env.settle()
    assert (posted(world), await remembered(world)) == ([], [other])


async def test_what_cannot_be_done_is_one_sentence_and_the_old_index_answers(world: World, monkeypatch, caplog) -> None:
    def full(*_: object) -> None:
        raise NoAccess("/a/secret/path is full")

    fill(world)
    admin = admin_of(world)
    monkeypatch.setattr("index.reindexing.index_article", full)
    said = told(await admin.slash(world.channel, "articles reindex", public=True))
    assert "the old index goes on answering. The articles cannot be read at the moment." in said
    assert "secret" not in said
    assert "/a/secret/path" in caplog.text
    assert MARA in text(await ask(world, BUILDER))
    assert ([change.what for change in await changes(world)], await remembered(world)) == (["reindex_stopped"], [])


async def test_one_that_cannot_be_remembered_is_not_begun(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise NoAccess("The disk is full.")

    fill(world)
    admin = admin_of(world)
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.Store.put_reindexing", full)
        assert told(await admin.slash(world.channel, "articles reindex", public=True)).startswith("I could not save")
    assert world.bot.desk.reindexer.running(world.guild.id) is None
    assert DONE in told(await admin.slash(world.channel, "articles reindex", public=True))


async def test_while_the_bot_closes_nobody_begins_one(world: World) -> None:
    fill(world)
    admin = admin_of(world)
    await world.bot.desk.finish()
    assert told(await admin.slash(world.channel, "articles reindex", public=True)) == SAY("wait.closing")
