from __future__ import annotations

import asyncio
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot import Settings
from bot.desk.libraries import SHARED
from bot.texts import phrases
from index import Library
from tests.bot.discord.asking import add, choose, said
from tests.bot.discord.conftest import World

SAY = phrases("en")


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=0, max_articles=10, max_bytes=100_000_000)


@pytest.fixture
async def watched(world: World) -> World:
    """Return the world with an article of its own and a channel for notices."""
    add(world, server=world.guild.id)
    await choose(world, admin=world.channel.id)
    return world


async def look(world: World) -> list[str]:
    """Return what admins were told so far, after another look."""
    await world.bot._scheduler._watching.look()  # type: ignore[union-attr]
    return [message.content for message in said(world.channel)]


def index_otherwise(world: World, model: str) -> None:
    with sqlite3.connect(world.data / f"servers/{world.guild.id}/library.db") as library:
        library.execute("UPDATE edition SET model = ?", (model,))
    library.close()


async def test_admins_of_a_library_that_is_well_are_told_nothing(watched: World) -> None:
    assert await look(watched) == []


async def test_a_library_of_another_model_is_told_once(watched: World) -> None:
    index_otherwise(watched, "another@1")
    assert await look(watched) == [SAY("notice.reindex", found="", most="")]
    assert len(await look(watched)) == 1
    await watched.env.restart_bot()
    assert len(await look(watched)) == 1


async def test_what_was_well_again_is_told_again(watched: World) -> None:
    library = watched.data / f"servers/{watched.guild.id}/library.db"
    shutil.copy(library, library.with_suffix(".well"))
    index_otherwise(watched, "another@1")
    await look(watched)
    watched.bot.desk.libraries.leave(watched.guild.id)
    shutil.copy(library.with_suffix(".well"), library)
    assert len(await look(watched)) == 1
    index_otherwise(watched, "another@2")
    assert len(await look(watched)) == 2


async def test_a_library_that_cannot_be_read_is_told_without_its_place(watched: World) -> None:
    watched.bot.desk.libraries.leave(watched.guild.id)
    for file in (watched.data / f"servers/{watched.guild.id}").glob("library.db*"):
        file.write_bytes(b"rubbish" * 500)
    (told,) = await look(watched)
    assert told == SAY("notice.damaged", found="", most="")
    assert str(watched.data) not in told


async def test_a_limit_is_told_when_it_is_nearly_reached(watched: World) -> None:
    for number in range(7):
        add(watched, f"The harbour of Tarn has {number + 20} piers.", f"Harbour {number}", watched.guild.id)
    assert await look(watched) == []
    add(watched, "The harbour of Tarn has a lighthouse of its own.", "Harbour", watched.guild.id)
    assert await look(watched) == [SAY("notice.articles", found=9, n=10)]


async def test_a_server_without_a_channel_for_notices_is_not_looked_at(world: World) -> None:
    await choose(world, shared=False)
    assert await look(world) == []
    assert not (world.data / f"servers/{world.guild.id}").exists()


async def test_what_could_not_be_told_is_told_later(watched: World) -> None:
    index_otherwise(watched, "another@1")
    watched.env.inject_error("POST", "/channels/*/messages", status=403)
    assert await look(watched) == []
    assert len(await look(watched)) == 1


async def test_admins_are_told_of_their_own_library_alone(watched: World) -> None:
    other = watched.env.create_guild("Elsewhere")
    add(watched, server=other.id)
    index_otherwise(watched, "another@1")
    channel = other.create_text_channel("staff")
    await choose(watched, guild=other, admin=channel.id)
    assert len(await look(watched)) == 1
    assert said(channel) == []


def index_by_older_version(world: World) -> None:
    with sqlite3.connect(world.data / f"servers/{world.guild.id}/library.db") as library:
        library.execute("UPDATE edition SET recipe = 'older'")
    library.close()


async def upgraded(world: World) -> list[str]:
    """Return what admins were told after all that an upgrade left behind was reindexed."""
    scheduler = world.bot._scheduler
    while await scheduler._catch_up():  # type: ignore[union-attr]
        await asyncio.gather(*world.bot.desk.reindexer._tasks)
    return [message.content for message in said(world.channel)]


async def test_what_an_upgrade_left_behind_is_reindexed_and_told_once(watched: World) -> None:
    index_by_older_version(watched)
    assert await look(watched) == []
    assert await upgraded(watched) == [SAY("notice.upgraded", n=1)]
    assert watched.bot.desk.libraries.of(watched.guild.id).status().problems == ()
    assert await upgraded(watched) == [SAY("notice.upgraded", n=1)]


async def test_the_shared_library_is_reindexed_without_a_word(watched: World) -> None:
    with sqlite3.connect(watched.data / "shared/library.db") as library:
        library.execute("UPDATE edition SET recipe = 'older'")
    library.close()
    assert watched.bot.desk.libraries.left_behind() == [SHARED]
    assert await upgraded(watched) == []
    assert watched.bot.desk.libraries.left_behind() == []


async def test_a_library_of_a_model_that_was_chosen_waits_for_its_admins(watched: World) -> None:
    index_otherwise(watched, "another@1")
    assert await upgraded(watched) == []
    assert await look(watched) == [SAY("notice.reindex", found="", most="")]


async def test_what_cannot_be_reindexed_is_left_to_the_next_run(
    watched: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_by_older_version(watched)
    with monkeypatch.context() as broken:
        broken.setattr(Library, "reindex", lambda *_: 1 / 0)
        assert await upgraded(watched) == []
    await watched.env.restart_bot()
    assert await upgraded(watched) == [SAY("notice.upgraded", n=1)]
