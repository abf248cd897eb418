from __future__ import annotations

import sqlite3

import pytest
from simcord.results import InteractionResult

from index import NoAccess
from tests.bot.discord.asking import said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import SAY, ask, press, reply, stored

CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
MESSAGES = "/channels/*/messages"
UNEXPECTED = "Something went wrong on my side."
STATUSES = [403, 404, 429, 500, 503]


async def test_an_announcement_that_fails_is_followed_by_one_sentence(world: World) -> None:
    for status in STATUSES:
        world.env.inject_error("POST", CALLBACK, status=status)
        assert reply(await asked(world)).startswith(UNEXPECTED)
    assert not world.env.errors


async def test_an_answer_that_cannot_be_shown_gives_way_to_one_sentence(world: World) -> None:
    for status in STATUSES:
        world.env.inject_error("PATCH", ORIGINAL, status=status)
        answer = (await asked(world)).response
        assert answer
        assert answer.content.startswith(UNEXPECTED)
        assert not answer.embeds
    assert not world.env.errors


@pytest.mark.parametrize("path", [CALLBACK, ORIGINAL, MESSAGES, "*"])
async def test_nothing_is_raised_where_discord_stays_away(world: World, path: str) -> None:
    world.env.inject_error("*", path, status=503, times=None)
    await asked(world)
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert not world.env.errors


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (400, 40060)])
async def test_an_interaction_that_is_over_is_left_alone(world: World, status: int, code: int) -> None:
    world.env.inject_error("POST", CALLBACK, status=status, code=code)
    result = await asked(world)
    assert not result.acknowledged
    assert len([request for request in world.env.http_requests if "/callback" in request.path]) == 1
    assert not world.env.errors


@pytest.mark.parametrize("code", [10062, 40060])
async def test_nothing_is_asked_for_an_interaction_that_is_over(world: World, code: int) -> None:
    world.env.inject_error("POST", CALLBACK, status=404, code=code)
    await asked(world, NOWHERE)
    assert await world.bot.desk.record(lambda store: store.unanswered(world.guild.id)) == []


async def test_a_reply_that_cannot_be_posted_raises_nothing(world: World) -> None:
    for status in STATUSES:
        world.env.inject_error("POST", MESSAGES, status=status, times=2)
        await world.alice.send(world.channel, f"{world.mention} {SONGS}")
        world.env.backend.faults.clear()
    assert said(world.channel) == []
    assert not world.env.errors


async def test_a_broken_connection_raises_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ConnectionResetError(104, "Connection reset by peer")

    monkeypatch.setattr("discord.InteractionResponse.defer", broken)
    monkeypatch.setattr("discord.InteractionResponse.send_message", broken)
    assert not (await asked(world)).acknowledged
    assert not world.env.errors


async def test_the_next_question_is_answered_after_a_fault(world: World) -> None:
    world.env.inject_error("*", "*", status=500)
    await asked(world)
    assert "Dynamite" in reply(await asked(world))


async def test_a_button_whose_announcement_fails_says_one_sentence(world: World) -> None:
    answer = await ask(world)
    for act in ("context", "helpful", "options"):
        world.env.inject_error("POST", CALLBACK, status=500)
        assert reply(await press(world.alice, answer, act)).startswith(UNEXPECTED)
    assert not world.env.errors


async def test_the_reference_that_a_person_is_given_stands_in_the_log(world: World, caplog) -> None:
    world.env.inject_error("PATCH", ORIGINAL, status=500)
    assert reference(await asked(world)) in caplog.text


async def test_a_broken_library_is_one_sentence_with_a_reference(world: World, caplog) -> None:
    broken = world.data / "servers" / str(world.guild.id)
    broken.mkdir(parents=True)
    (broken / "library.db").write_bytes(b"rubbish" * 500)
    result = await asked(world)
    assert reply(result) == SAY("error.library", reference=reference(result))
    assert reference(result) in caplog.text


async def test_a_library_that_breaks_while_the_bot_runs_is_one_sentence(world: World) -> None:
    await ask(world)
    await world.bot.close()
    for file in (world.data / "shared").glob("library.db*"):
        file.write_bytes(b"rubbish" * 500)
    await world.env.restart_bot()
    for command in ("ask", "summary", "library", "about"):
        options = {"question": SONGS} if command == "ask" else {}
        result = await world.alice.slash(world.channel, command, **options)
        assert reply(result) == SAY("error.library", reference=reference(result))


async def test_a_library_of_another_model_asks_for_a_reindex(world: World) -> None:
    with sqlite3.connect(world.data / "shared" / "library.db") as library:
        library.execute("UPDATE edition SET model = 'another@1'")
    library.close()
    assert reply(await asked(world)) == SAY("error.reindex")


async def test_a_refusal_that_was_never_shown_is_no_question_for_the_admins(world: World) -> None:
    world.env.inject_error("PATCH", ORIGINAL, status=500)
    await asked(world, NOWHERE)
    assert await world.bot.desk.record(lambda store: store.unanswered(world.guild.id)) == []


async def test_what_nobody_expected_is_one_sentence_and_a_line_in_the_log(world: World, monkeypatch, caplog) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret of the machine")

    monkeypatch.setattr("bot.desk.libraries.Libraries.ask", broken)
    result = await asked(world)
    assert reply(result) == SAY("error.unexpected", reference=reference(result))
    assert reference(result) in caplog.text
    assert "a secret of the machine" in caplog.text
    assert not world.env.errors


async def test_what_nobody_expected_is_one_sentence_in_a_reply_too(world: World, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.desk.libraries.Libraries.ask", broken)
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    (message,) = said(world.channel)
    assert message.content.startswith(UNEXPECTED)


async def test_an_answer_that_cannot_be_kept_is_given_all_the_same(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise NoAccess("The disk is full.")

    monkeypatch.setattr("bot.store.Store.keep", full)
    answer = await ask(world)
    assert "Dynamite" in text(answer)
    assert await stored(world, answer) is None
    assert reply(await world.alice.click(answer, label="Show context")) == SAY("expired.body")


async def test_a_refusal_that_cannot_be_kept_is_given_all_the_same(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise NoAccess("The disk is full.")

    monkeypatch.setattr("bot.store.Store.keep", full)
    monkeypatch.setattr("bot.store.Store.place", full)
    assert (await ask(world, NOWHERE)).embeds[0].title == "Not in the articles"


async def test_a_button_is_one_sentence_where_its_answer_cannot_be_read(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise NoAccess("The disk reports an error.")

    answer = await ask(world)
    monkeypatch.setattr("bot.store.Store.kept", full)
    result = await world.alice.click(answer, label="Show context")
    assert reference(result)
    assert result.ephemeral


async def asked(world: World, question: str = SONGS) -> InteractionResult:
    return await world.alice.slash(world.channel, "ask", question=question)


def reference(result: InteractionResult) -> str:
    """Return the reference of an interaction."""
    found = f"{result._interaction.id:x}"
    assert found in reply(result)
    return found
