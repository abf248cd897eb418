from __future__ import annotations

import pytest
from discord import NotFound
from simcord.results import InteractionResult

from index import NoAccess
from tests.bot.discord.articles.managing import (
    PAGE,
    admin_of,
    changes,
    draft,
    drafts_on_disk,
    publish,
    titles,
    told,
)
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY

CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
ANSWERS = "/webhooks/*"
UNEXPECTED = "Something went wrong on my side."
STATUSES = [403, 404, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
async def test_a_draft_that_cannot_be_announced_is_not_begun(world: World, status: int) -> None:
    world.env.inject_error("POST", CALLBACK, status=status)
    result = await admin_of(world).slash(world.channel, "articles add", file=("light.md", PAGE))
    assert told(result).startswith(UNEXPECTED)
    assert drafts_on_disk(world) == []
    assert not world.env.errors


@pytest.mark.parametrize("status", STATUSES)
async def test_a_draft_that_cannot_be_shown_is_not_kept(world: World, status: int) -> None:
    world.env.inject_error("*", ANSWERS, status=status, times=2)
    result = await admin_of(world).slash(world.channel, "articles add", file=("light.md", PAGE))
    assert told(result).startswith(UNEXPECTED)
    assert (drafts_on_disk(world), titles(world)) == ([], [])
    assert not world.env.errors


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("label", ["Publish", "Discard"])
async def test_a_press_that_cannot_be_announced_does_nothing(world: World, status: int, label: str) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    world.env.inject_error("POST", CALLBACK, status=status)
    assert told(await carol.click(message, label=label)).startswith(UNEXPECTED)
    assert titles(world) == []
    assert told(await carol.click(message, label="Publish")).startswith("Published")


@pytest.mark.parametrize("status", STATUSES)
async def test_what_was_published_is_said_where_the_message_cannot_be_edited(world: World, status: int) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    world.env.inject_error("PATCH", ORIGINAL, status=status)
    result = await carol.click(message, label="Publish")
    assert told(result) == "Published\n• The lighthouse: added, 5 sentences"
    assert result.followups[-1].ephemeral
    assert [change.what for change in await changes(world)] == ["add"]
    assert told(await carol.click(message, label="Publish")) == SAY("draft.gone")


@pytest.mark.parametrize("status", [404, 503])
async def test_what_took_too_long_to_publish_is_said_in_the_channel(world: World, status: int) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    world.env.inject_error("*", "/webhooks/*", status=status, times=None)
    await carol.click(message, label="Publish")
    assert text(world.channel.last_message) == "Published\n• The lighthouse: added, 5 sentences"
    assert titles(world) == ["The lighthouse"]


@pytest.mark.parametrize("status", STATUSES)
async def test_what_was_removed_is_said_where_the_message_cannot_be_edited(world: World, status: int) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    asked = await carol.slash(world.channel, "articles remove", article="lighthouse")
    world.env.inject_error("PATCH", ORIGINAL, status=status)
    assert told(await carol.click(asked.response, label="Confirm")) == "Removed."
    assert titles(world) == []


@pytest.mark.parametrize("path", [CALLBACK, ORIGINAL, "*"])
async def test_nothing_is_raised_where_discord_stays_away(world: World, path: str) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    for command, options in COMMANDS.items():
        world.env.inject_error("*", path, status=503, times=None)
        await carol.slash(world.channel, command, **options)
        world.env.backend.faults.clear()
    assert titles(world) == ["The lighthouse"]
    assert not world.env.errors


async def test_a_file_that_discord_does_not_hand_over_is_one_sentence(world: World, monkeypatch) -> None:
    async def gone(*_: object) -> bytes:
        raise NotFound(type("Response", (), {"status": 404, "reason": "Not Found"})(), "asset not found")

    monkeypatch.setattr(world.bot.http, "get_from_cdn", gone)
    result = await admin_of(world).slash(world.channel, "articles add", file=("light.md", PAGE))
    assert told(result) == SAY("adding.not_fetched")


async def test_a_draft_that_the_disk_does_not_take_is_one_sentence(world: World) -> None:
    (world.data / "drafts").write_text("a file where the folder should be")
    result = await admin_of(world).slash(world.channel, "articles add", file=("light.md", PAGE))
    assert told(result).startswith("I could not save or look that up just now.")
    assert not world.env.errors


async def test_an_article_that_the_disk_does_not_take_stays_a_draft(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise NoAccess("The disk is full.")

    carol = admin_of(world)
    message = await draft(carol, world)
    with monkeypatch.context() as patch:
        patch.setattr("index.Library.publish", full)
        assert told(await carol.click(message, label="Publish")).startswith("The articles cannot be")
    assert (titles(world), await changes(world)) == ([], [])
    assert told(await carol.click(message, label="Publish")).startswith("Published")


def full(*_: object) -> None:
    raise NoAccess("The disk is full.")


async def test_what_cannot_be_noted_is_not_published(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.Store.intend", full)
        assert "could not save" in told(await carol.click(message, label="Publish"))
    assert titles(world) == []
    assert told(await carol.click(message, label="Publish")).startswith("Published")


async def test_what_was_published_and_could_not_be_noted_is_noted_at_the_next_start(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    carol = admin_of(world)
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.Store.settle", full)
        assert (await publish(carol, world)).startswith("Published")
    assert "change_not_noted" in caplog.text
    assert await changes(world) == []
    await world.env.restart_bot()
    (line,) = await changes(world)
    assert (line.who, line.what, line.detail) == (carol.id, "add", "The lighthouse")


async def test_the_next_command_works_after_a_fault(world: World) -> None:
    carol = admin_of(world)
    world.env.inject_error("*", "*", status=500)
    await draft_or_nothing(world, carol)
    assert "Draft: The lighthouse" in text(await draft(carol, world))


async def draft_or_nothing(world: World, who: object) -> InteractionResult:
    result: InteractionResult = await who.slash(world.channel, "articles add", file=("light.md", PAGE))  # type: ignore[attr-defined]
    return result


COMMANDS = {
    "articles add": {"file": ("light.md", PAGE)},
    "articles remove": {"article": "server:1"},
    "articles show": {"article": "server:1"},
    "articles status": {},
}
