from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.records import Change, What
from tests.bot.discord.articles.managing import DAM, admin_of, changes, publish, told
from tests.bot.discord.articles.reindexing import Held, answered, fill, press, until
from tests.bot.discord.articles.test_access import forged
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY


async def note(world: World, who: int | None, what: What, detail: str) -> None:
    change = Change(datetime.now(UTC), world.guild.id, who, what, detail)
    await world.bot.desk.record(lambda store: store.note(change))


async def test_an_empty_library_has_its_state_too(world: World) -> None:
    result = await admin_of(world).slash(world.channel, "articles status")
    shown = text(result.response)
    assert result.ephemeral
    assert "Articles 0 of 1,000\nSentences 0\n" in shown
    assert "Model none yet" in shown
    assert shown.endswith("Health All is well.\nLast change Nothing was changed yet.")


async def test_what_the_library_holds_and_who_changed_it_is_shown(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    await publish(carol, world, DAM.encode(), "dam.txt")
    shown = text((await carol.slash(world.channel, "articles status")).response)
    assert "Articles 2 of 1,000\nSentences 7\n" in shown
    assert "Model all-MiniLM-L6-v2" in shown
    assert "kB of 200.0 MB" in shown
    assert "File size limit 10.0 MB" in shown
    last, before = shown.split("Last change ")[1].split("\nBefore that ")
    assert last.endswith(f"<@{carol.id}>: added Dam")
    assert before.endswith(f"<@{carol.id}>: added The lighthouse")


async def test_what_was_done_on_the_terminal_has_nobodys_name(world: World) -> None:
    await note(world, None, "restore", "2026-01-14 12:00+00:00")
    shown = text((await admin_of(world).slash(world.channel, "articles status")).response)
    assert "the people who run this bot: restored the backup of 2026-01-14 12:00+00:00" in shown


async def test_the_log_is_the_last_lines_alone(world: World) -> None:
    carol = admin_of(world)
    for number in range(30):
        await note(world, carol.id, "add", f"Number {number} of a **series**")
    shown = text((await carol.slash(world.channel, "articles status")).response)
    assert "Number 29" in shown
    assert "Number 22" in shown
    assert "Number 21" not in shown
    assert len(await changes(world)) == 30


async def test_the_whole_log_is_a_file_for_this_person_alone(world: World) -> None:
    carol = admin_of(world)
    for number in range(30):
        await note(world, carol.id if number else None, "add", f"Number {number} of a **series**\nand more")
    await note(world, None, "left", "")
    shown = (await carol.slash(world.channel, "articles status")).response
    result = await carol.click(shown, label="Log as a file")
    (file,) = result.response.attachments
    lines = (await file.read()).decode("utf-8-sig").splitlines()
    assert result.ephemeral
    assert len(lines) == 31
    assert lines[0].endswith("UTC  the bot was removed from the server")
    assert lines[1].endswith(f"UTC  <@{carol.id}>: added Number 29 of a series and more")
    assert lines[30].endswith("the people who run this bot: added Number 0 of a series and more")


async def test_a_member_is_not_given_the_log(world: World) -> None:
    await note(world, 300, "add", "Oxwick")
    await note(world, 300, "add", "Tarn")
    shown = (await admin_of(world).slash(world.channel, "articles status")).response
    assert told(await forged(world, world.alice, shown.id, "summit:log")) == SAY("error.not_allowed")


async def test_a_broken_library_tells_no_secrets(world: World) -> None:
    folder = world.data / "servers" / str(world.guild.id)
    folder.mkdir(parents=True)
    (folder / "library.db").write_bytes(b"rubbish" * 500)
    result = await admin_of(world).slash(world.channel, "articles status")
    shown = text(result.response)
    assert "Health ⚠️ The articles cannot be read at the moment." in shown
    assert "Articles" not in shown
    assert str(world.data) not in shown


async def test_of_a_broken_library_the_last_changes_are_shown_all_the_same(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    await world.bot.close()
    (world.data / f"servers/{world.guild.id}/library.db").write_bytes(b"rubbish" * 500)
    await world.env.restart_bot()
    shown = text((await carol.slash(world.channel, "articles status")).response)
    assert "The articles cannot be read at the moment." in shown
    assert "added The lighthouse" in shown


async def test_a_reindex_under_way_is_shown_with_who_began_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    carol, held = admin_of(world), Held(monkeypatch)
    fill(world)
    press(world, carol)
    await held.wait()
    shown = press(world, carol, "status")
    await until(world, lambda: f"<@{carol.id}> began one <t:" in answered(world, shown))
    held.let_go()
    await world.env.settle()
    assert "began one" not in text((await carol.slash(world.channel, "articles status")).response)
