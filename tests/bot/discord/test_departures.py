from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle

from bot.desk.departing.aside import aside, folders, move_aside
from bot.desk.departing.departures import delete
from bot.discord.departures import compare
from bot.records import ChannelSettings
from index import NoAccess
from tests.bot.discord.asking import BUILDER, MARA, add, choose, text
from tests.bot.discord.conftest import SONGS, World

A_DAY = 24 * 3600


class Other:
    """Another server with an article of its own, a question and settings."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.guild: GuildHandle = world.env.create_guild("Elsewhere")
        self.channel: ChannelHandle = self.guild.create_text_channel("questions")
        self._kept = (world.env.backend.guilds[self.guild.id], world.env.backend.channels[self.channel.id])
        self.carol = self.guild.add_member(world.env.create_user("carol"))
        add(world, server=self.guild.id)

    async def use(self) -> None:
        """Ask a question, and choose something."""
        await self.carol.slash(self.channel, "ask", question=BUILDER)
        await choose(self.world, guild=self.guild, language="ja")

    async def leave(self) -> None:
        """Remove the bot while it runs."""
        self.world.env.backend.remove_guild(self.guild.id)
        await self.world.env.settle()

    async def leave_unseen(self) -> None:
        """Remove the bot while it is down."""
        await self.world.bot.close()
        self.world.env.backend.remove_guild(self.guild.id)
        await self.world.env.restart_bot()

    async def return_(self) -> None:
        """Take the bot back, as Discord tells it."""
        self.is_back()
        backend, (guild, _) = self.world.env.backend, self._kept
        backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, guild))
        await self.world.env.settle()

    def is_back(self) -> None:
        """Take the bot back, without a word."""
        guild, channel = self._kept
        self.world.env.backend.guilds[guild.id] = guild
        self.world.env.backend.channels[channel.id] = channel


@pytest.fixture
async def other(world: World) -> Other:
    made = Other(world)
    await made.use()
    return made


async def away(world: World) -> set[int]:
    return set(await world.bot.desk.record(lambda store: store.departed()))


async def with_data(world: World) -> set[int]:
    """Return the servers of which anything is stored, in a folder or in the store."""
    return (
        folders(world.data) | aside(world.data) | await world.bot.desk.record(lambda store: store.servers_with_data())
    )


async def make_older(world: World, server: int, days: float) -> None:
    """Let a server be away for longer than it is."""
    moment = datetime.now(UTC) - timedelta(days=days)

    def age(store: object) -> None:
        with store._database.writing() as sql:  # type: ignore[attr-defined]
            microseconds = int(moment.timestamp() * 1_000_000)
            sql.execute("UPDATE departure SET moment = ? WHERE server = ?", (microseconds, server))

    await world.bot.desk.record(age)


async def sweep(world: World, days: float = 1) -> None:
    """Do what is due after so many more days in which the bot has run."""
    departures = world.bot._scheduler._departures  # type: ignore[union-attr]
    if departures._counted is None:
        await departures.sweep()
    departures._counted -= days * A_DAY  # type: ignore[operator]
    await departures.sweep()


async def test_a_server_that_removes_the_bot_is_noted_and_keeps_its_data(world: World, other: Other) -> None:
    await other.leave()
    assert await away(world) == {other.guild.id}
    assert other.guild.id in await with_data(world)
    assert world.bot.desk.server(other.guild.id).language == "ja"


async def test_its_data_is_deleted_after_thirty_days(world: World, other: Other) -> None:
    await other.leave()
    await sweep(world, 29.9)
    assert other.guild.id in folders(world.data)
    await sweep(world, 0.2)
    assert other.guild.id not in await with_data(world)
    assert world.bot.desk.server(other.guild.id).language is None
    assert await away(world) == set()


async def test_other_servers_and_the_shared_library_keep_everything(world: World, other: Other) -> None:
    add(world, server=world.guild.id)
    await choose(world, channel=ChannelSettings(auto=True))
    await other.leave()
    await make_older(world, other.guild.id, 31)
    await world.env.advance_time(1000)
    assert await with_data(world) == {world.guild.id}
    assert MARA in text((await world.alice.slash(world.channel, "ask", question=BUILDER)).response)
    assert "Dynamite" in text((await world.alice.slash(world.channel, "ask", question=SONGS)).response)
    assert world.bot.desk.server(world.guild.id).channels


async def test_a_removal_while_the_bot_was_down_is_noticed_at_the_start(world: World, other: Other) -> None:
    await other.leave_unseen()
    assert await away(world) == {other.guild.id}
    await make_older(world, other.guild.id, 31)
    await world.env.advance_time(1000)
    assert other.guild.id not in await with_data(world)


async def test_a_server_that_has_a_folder_alone_is_noticed_too(world: World) -> None:
    add(world, server=77)
    await world.env.restart_bot()
    assert await away(world) == {77}


async def test_a_server_that_has_rows_alone_is_noticed_too(world: World) -> None:
    await world.bot.desk.record(lambda store: store.save_server(77, world.bot.desk.server(None)))
    await world.env.restart_bot()
    assert await away(world) == {77}


async def test_returning_brings_everything_back(world: World, other: Other) -> None:
    await other.leave()
    await make_older(world, other.guild.id, 29)
    await other.return_()
    assert await away(world) == set()
    await sweep(world, 0.5)
    assert other.guild.id in folders(world.data)
    assert world.bot.desk.server(other.guild.id).language == "ja"
    changes = await world.bot.desk.record(lambda store: store.changes(other.guild.id, 10))
    assert [(change.what, change.who) for change in changes] == [("returned", None), ("left", None)]


async def test_returning_while_the_bot_is_down_brings_everything_back(world: World, other: Other) -> None:
    await other.leave()
    await world.bot.close()
    other.is_back()
    await world.env.restart_bot()
    assert await away(world) == set()


async def test_an_outage_is_not_a_removal(world: World, other: Other) -> None:
    world.env.backend.emit("GUILD_DELETE", {"id": str(other.guild.id), "unavailable": True})
    await world.env.settle()
    await sweep(world, 0.5)
    assert await away(world) == set()


async def test_the_only_server_may_have_left_too_while_the_bot_was_down(world: World, other: Other) -> None:
    add(world, server=world.guild.id)
    await world.bot.close()
    for guild in (other.guild, world.guild):
        world.env.backend.remove_guild(guild.id)
    await world.env.restart_bot()
    await sweep(world, 0.5)
    assert await away(world) == {world.guild.id, other.guild.id}


@pytest.mark.parametrize("status", [401, 403, 500, 503])
async def test_a_list_that_cannot_be_had_is_not_a_removal(world: World, status: int) -> None:
    add(world, server=77)
    world.env.inject_error("GET", "/users/@me/guilds", status=status, times=None)
    await compare(world.bot)
    assert await away(world) == set()
    world.env.backend.faults.clear()
    await compare(world.bot)
    assert await away(world) == {77}


async def test_what_the_gateway_leaves_out_and_discord_lists_is_not_gone(world: World, other: Other) -> None:
    world.bot._connection._remove_guild(world.bot.get_guild(other.guild.id))  # type: ignore[arg-type]
    await compare(world.bot)
    assert await away(world) == set()


async def test_nothing_is_deleted_while_discord_does_not_say_that_the_bot_is_out(world: World, other: Other) -> None:
    await other.leave()
    await make_older(world, other.guild.id, 31)
    world.env.inject_error("GET", f"/guilds/{other.guild.id}", status=500, times=None)
    await sweep(world)
    assert other.guild.id in folders(world.data)
    world.env.backend.faults.clear()
    await sweep(world)
    assert other.guild.id not in await with_data(world)


class Ahead(datetime):
    """A clock that was set far ahead."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return datetime.now(UTC) + timedelta(days=400)


async def test_a_clock_that_jumps_while_the_bot_runs_deletes_nothing(
    world: World, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    await other.leave()
    await sweep(world)
    monkeypatch.setattr("bot.discord.departures.datetime", Ahead)
    await sweep(world)
    assert other.guild.id in folders(world.data)
    monkeypatch.undo()
    await sweep(world)
    assert other.guild.id in folders(world.data)
    assert await away(world) == {other.guild.id}


async def test_a_clock_that_was_set_ahead_while_the_bot_was_down_deletes_nothing_at_once(
    world: World, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    await other.leave()
    await sweep(world)
    monkeypatch.setattr("bot.discord.departures.datetime", Ahead)
    await world.env.restart_bot()
    await sweep(world, 0.5)
    assert other.guild.id in folders(world.data)
    await sweep(world)
    assert other.guild.id not in folders(world.data)


def stops(step: str) -> Callable[..., None]:
    def stop(*_: object) -> None:
        raise NoAccess(f"The disk is gone at {step}.")

    return stop


@pytest.mark.parametrize("step", ["bot.desk.departing.departures.move_aside", "bot.store.Store.forget_server"])
async def test_a_deletion_that_fails_before_the_rows_are_gone_has_deleted_nothing(
    world: World, other: Other, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    await other.leave()
    await make_older(world, other.guild.id, 31)
    with monkeypatch.context() as patched:
        patched.setattr(step, stops(step))
        await world.env.advance_time(1000)
    assert (other.guild.id in folders(world.data), aside(world.data)) == (True, set())
    assert await away(world) == {other.guild.id}
    await sweep(world)
    assert other.guild.id not in await with_data(world)


async def test_a_deletion_that_fails_after_the_rows_are_gone_is_ended_later(
    world: World, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    await other.leave()
    await make_older(world, other.guild.id, 31)
    with monkeypatch.context() as patched:
        patched.setattr("bot.desk.departing.departures.delete_aside", stops("the end"))
        await world.env.advance_time(1000)
    assert aside(world.data) == {other.guild.id}
    await world.env.restart_bot()
    assert other.guild.id not in await with_data(world)


async def test_a_bot_that_was_killed_before_the_rows_were_gone_brings_the_folder_back(
    world: World, other: Other
) -> None:
    await other.leave()
    await world.bot.close()
    move_aside(world.data, other.guild.id)
    other.is_back()
    await world.env.restart_bot()
    assert (other.guild.id in folders(world.data), aside(world.data)) == (True, set())
    assert await away(world) == set()


async def test_a_bot_that_was_killed_after_the_rows_were_gone_ends_the_deletion(world: World, other: Other) -> None:
    await other.leave()
    await world.bot.desk.forget_server(other.guild.id)
    await world.bot.close()
    move_aside(world.data, other.guild.id)
    await world.env.restart_bot()
    assert other.guild.id not in await with_data(world)


async def test_a_server_that_is_back_is_not_deleted(world: World, other: Other) -> None:
    await delete(world.bot.desk, other.guild.id, lambda: True)
    assert other.guild.id in folders(world.data)


async def test_a_server_that_returns_after_its_data_was_deleted_begins_anew(world: World, other: Other) -> None:
    await other.leave()
    await make_older(world, other.guild.id, 31)
    await world.env.advance_time(1000)
    await other.return_()
    channel = other.guild.create_text_channel("again")
    dave = other.guild.add_member(world.env.create_user("dave"))
    assert await dave.autocomplete(channel, "ask", "article", "oxw") == []
    assert "Not in the articles" in text((await dave.slash(channel, "ask", question=BUILDER)).response)
    add(world, server=other.guild.id)
    assert MARA in text((await dave.slash(channel, "ask", question=BUILDER)).response)


async def test_a_departure_that_cannot_be_noted_is_noted_later(
    world: World, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.Store.depart", stops("the store"))
        await other.leave()
    assert await away(world) == set()
    assert not world.env.errors
    await sweep(world)
    assert await away(world) == {other.guild.id}
