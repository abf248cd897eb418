from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import UserHandle
from simcord.results import InteractionResult, ResponseMessage

from bot import Settings
from bot.desk.exporting import packed
from bot.records import FORGOTTEN, Change
from tests.bot.discord.asking import BUILDER, add, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World, labels
from tests.bot.discord.pressing import ask, forge, press, reply, stored
from tests.bot.discord.settings import admin_of, noted, settle, words


async def privacy(world: World, who: MemberActor) -> ResponseMessage:
    """Return the answer to /privacy."""
    response = (await who.slash(world.channel, "privacy")).response
    assert response
    return response


async def exported(result: InteractionResult) -> dict[str, Any]:
    """Return the file that a press of Export mine has sent."""
    assert result.ephemeral
    message = result.followups[-1] if result.followups else result.response
    assert message
    (attachment,) = message.attachments
    assert attachment.filename == "summit-export.json"
    content: dict[str, Any] = json.loads(await attachment.read())
    return content


async def export(world: World, who: MemberActor) -> dict[str, Any]:
    return await exported(await who.click(await privacy(world, who), label="Export mine"))


async def delete(world: World, who: MemberActor, answer: str = "Confirm") -> InteractionResult:
    """Press Delete mine, and then Confirm or Cancel."""
    asked = await who.click(await privacy(world, who), label="Delete mine")
    sure = asked.followups[-1] if asked.followups else asked.response
    assert sure
    return await who.click(sure, label=answer)


async def test_privacy_tells_one_person_what_is_stored_and_for_how_long(world: World) -> None:
    result = await world.alice.slash(world.channel, "privacy")
    assert result.ephemeral
    shown = text(result.response)
    for told in ("for 90 days", "deleted after 30 days", "neither your name nor your questions"):
        assert told in shown
    assert labels(result.response) == ["Export mine", "Delete mine"]


async def test_an_export_holds_what_a_person_asked_and_pressed(world: World) -> None:
    answer = await ask(world)
    await press(world.alice, answer, "helpful")
    await world.alice.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    await world.alice.slash(world.channel, "summary")
    content = await export(world, world.alice)
    assert [one["question"] for one in content["questions"]] == [SONGS, NOWHERE]
    assert "Dynamite" in content["questions"][0]["answer"]["quotes"][0]["text"]
    assert [vote["helpful"] for vote in content["votes"]] == [True]
    assert [wait["answer"] for wait in content["waiting"]] == [content["questions"][1]["id"]]
    assert [news["server"] for news in content["news"]] == [str(world.guild.id)]


async def test_an_export_holds_what_was_not_known(world: World) -> None:
    add(world)
    await ask(world, "Who wrote the article about the lighthouse of Oxwick?")
    (question,) = (await export(world, world.alice))["questions"]
    assert question["answer"]["unknown"] == [{"field": "author", "title": "Oxwick"}]


async def test_an_export_holds_the_changes_that_an_admin_made(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "shared", state="off")
    (change,) = (await export(world, admin))["changes"]
    assert (change["what"], change["detail"], change["server"]) == ("settings", "shared: off", str(world.guild.id))


async def test_an_export_holds_nothing_of_anybody_else(world: World) -> None:
    answer = await ask(world)
    await press(world.bob, answer, "helpful")
    content = await export(world, world.bob)
    assert content["questions"] == []
    assert SONGS not in json.dumps(content)
    assert len(content["votes"]) == 1


async def test_an_export_is_of_all_servers_and_direct_messages(world: World) -> None:
    other = world.env.create_guild("Elsewhere")
    channel, there = other.create_text_channel("questions"), other.add_member(world.alice.user)
    await ask(world)
    await there.slash(channel, "ask", question=SONGS)
    await world.alice.user.slash("ask", question=SONGS)
    content = await export(world, world.alice)
    assert [one["server"] for one in content["questions"]] == [str(world.guild.id), str(other.id), None]


async def test_an_export_quotes_no_server_that_a_person_has_left(world: World) -> None:
    other = world.env.create_guild("Elsewhere")
    channel, there = other.create_text_channel("questions"), other.add_member(world.alice.user)
    add(world, server=other.id)
    await there.slash(channel, "ask", question=BUILDER)
    assert "Mara Lindqvist" in json.dumps(await export(world, world.alice))
    other.remove_member(there)
    content = await export(world, world.alice)
    assert [one["question"] for one in content["questions"]] == [BUILDER]
    assert "Mara Lindqvist" not in json.dumps(content)


async def test_an_export_names_no_articles_of_a_server_that_a_person_has_left(world: World) -> None:
    change = Change(datetime.now(UTC), 77, world.alice.id, "add", "The secret of Oxwick")
    await world.bot.desk.record(lambda store: store.note(change))
    (exported,) = (await export(world, world.alice))["changes"]
    assert (exported["what"], exported["detail"]) == ("add", None)


async def test_an_export_works_in_direct_messages(world: World) -> None:
    await ask(world)
    shown = (await world.alice.user.slash("privacy")).response
    content = await exported(await world.alice.user.click(shown, label="Export mine"))
    assert [one["question"] for one in content["questions"]] == [SONGS]


async def test_a_question_that_no_file_can_hold_is_exported_all_the_same(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question="What about \ud800 and the drums?")
    (question,) = (await export(world, world.alice))["questions"]
    assert question["question"] == "What about ? and the drums?"


async def test_who_has_nothing_is_given_an_empty_export(world: World) -> None:
    content = await export(world, world.bob)
    assert [content[key] for key in ("questions", "votes", "waiting", "news", "changes")] == [[]] * 5


def test_an_export_that_is_too_large_is_compressed_and_then_leaves_answers_out() -> None:
    many = [{"question": f"{n}", "answer": {"quotes": [f"{n * 7919}" * 40]}} for n in range(2000)]
    content = {"questions": many}
    assert packed(content, 10**9)[0] == "summit-export.json"
    name, data = packed(content, 100_000)
    assert name == "summit-export.json.gz"
    assert json.loads(gzip.decompress(data)) == content
    _, small = packed(content, len(data) - 1)
    assert [one["answer"] for one in json.loads(gzip.decompress(small))["questions"]] == [None] * 2000


async def test_delete_mine_deletes_everything_in_all_servers(world: World) -> None:
    other = world.env.create_guild("Elsewhere")
    channel, there = other.create_text_channel("questions"), other.add_member(world.alice.user)
    answers = [await ask(world), (await there.slash(channel, "ask", question=SONGS)).response]
    bobs = (await world.bob.slash(world.channel, "ask", question=SONGS)).response
    assert bobs
    await press(world.alice, bobs, "helpful")
    result = await delete(world, world.alice)
    assert text(result.response) == words("privacy.deleted")
    assert [await stored(world, answer) for answer in answers if answer] == [None, None]
    assert await stored(world, bobs)
    content = await export(world, world.alice)
    assert [content[key] for key in ("questions", "votes", "waiting", "news", "changes")] == [[]] * 5


async def test_the_audit_log_keeps_what_was_done_and_loses_who(world: World) -> None:
    admin, other = admin_of(world), admin_of(world, "thea")
    await settle(world, admin, "shared", state="off")
    await settle(world, other, "editors", none=True)
    await settle(world, other, "shared", state="on")
    await delete(world, admin)
    lines = [(change.who, change.detail) for change in await noted(world)]
    assert lines == [(other.id, "shared: on"), (FORGOTTEN, "shared: off")]
    shown = text((await other.slash(world.channel, "articles status")).response)
    assert "somebody whose data was deleted" in shown
    assert f"<@{admin.id}>" not in shown


async def test_nothing_is_deleted_before_it_is_confirmed_or_where_it_is_cancelled(world: World) -> None:
    answer = await ask(world)
    assert reply(await delete(world, world.alice, "Cancel")) == words("privacy.cancelled")
    assert await stored(world, answer)


async def test_delete_mine_works_in_direct_messages(world: World) -> None:
    answer = await ask(world)
    user: UserHandle = world.alice.user
    asked = await user.click((await user.slash("privacy")).response, label="Delete mine")
    await user.click(asked.followups[-1] if asked.followups else asked.response, label="Confirm")
    assert await stored(world, answer) is None


async def test_the_buttons_outlive_a_restart(world: World) -> None:
    answer = await ask(world)
    shown = await privacy(world, world.alice)
    await world.env.restart_bot()
    content = await exported(await world.alice.click(shown, label="Export mine"))
    assert len(content["questions"]) == 1
    asked = await world.alice.click(shown, label="Delete mine")
    await world.env.restart_bot()
    sure = asked.followups[-1] if asked.followups else asked.response
    assert sure
    await world.alice.click(sure, label="Confirm")
    assert await stored(world, answer) is None


async def test_a_button_is_about_the_one_who_presses_it(world: World) -> None:
    answer = await ask(world)
    shown = await privacy(world, world.bob)
    await forge(world.bob, shown, "summit:privacy:confirm")
    assert await stored(world, answer)


async def test_a_forged_button_says_nothing_and_raises_nothing(world: World) -> None:
    await forge(world.alice, await privacy(world, world.alice), "summit:privacy:dance")
    assert not world.env.errors


@pytest.mark.parametrize("status", [403, 404, 500, 503])
async def test_a_fault_of_discord_sends_no_half_and_deletes_nothing(world: World, status: int) -> None:
    answer = await ask(world)
    shown = await privacy(world, world.alice)
    for label in ("Export mine", "Delete mine"):
        world.env.inject_error("POST", "/interactions/*/callback", status=status)
        await world.alice.click(shown, label=label)
    assert await stored(world, answer)
    assert not world.env.errors


async def test_what_cannot_be_deleted_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import NoAccess

    def full(*_: object) -> None:
        raise NoAccess("The disk reports an error.")

    answer = await ask(world)
    monkeypatch.setattr("bot.store.Store.forget_person", full)
    assert reply(await delete(world, world.alice)).startswith("I could not save or look that up just now.")
    assert await stored(world, answer)


class TestLogged:
    """The owner has the text of questions written to the log."""

    @pytest.fixture
    def settings(self, own_seeds: Path) -> Settings:
        return Settings(data=own_seeds, log_questions=True, retention_days=7, owner_contact="ada@example.org")

    async def test_privacy_says_so(self, world: World) -> None:
        shown = text(await privacy(world, world.alice))
        for told in (words("privacy.log_questions"), "for 7 days", "ada@example.org"):
            assert told in shown
