from __future__ import annotations

from datetime import UTC, datetime

from bot.records import Change, What
from tests.bot.discord.articles.managing import DAM, admin_of, changes, publish
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World


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
    assert "MB of 200.0 MB" in shown
    assert "Largest file 10.0 MB" in shown
    last, before = shown.split("Last change ")[1].split("\nBefore that ")
    assert last.endswith(f"<@{carol.id}>: added Dam")
    assert before.endswith(f"<@{carol.id}>: added The lighthouse")


async def test_what_was_done_on_the_terminal_has_nobodys_name(world: World) -> None:
    await note(world, None, "restore", "summit.tar")
    shown = text((await admin_of(world).slash(world.channel, "articles status")).response)
    assert "the people who run this bot: restored a backup summit.tar" in shown


async def test_the_log_is_the_last_lines_alone(world: World) -> None:
    carol = admin_of(world)
    for number in range(30):
        await note(world, carol.id, "add", f"Number {number} of a **series**")
    shown = text((await carol.slash(world.channel, "articles status")).response)
    assert "Number 29" in shown
    assert "Number 22" in shown
    assert "Number 21" not in shown
    assert len(await changes(world)) == 30


async def test_a_broken_library_tells_no_secrets(world: World) -> None:
    folder = world.data / "servers" / str(world.guild.id)
    folder.mkdir(parents=True)
    (folder / "library.db").write_bytes(b"rubbish" * 500)
    result = await admin_of(world).slash(world.channel, "articles status")
    assert text(result.response).startswith("The articles cannot be read at the moment.")
    assert str(world.data) not in text(result.response)
