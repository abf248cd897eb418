from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot import Settings
from bot.discord.client import SummitBot
from tests.bot.discord.asking import said, text
from tests.bot.discord.conftest import World

COMMANDS = "/applications/*/commands"
SOON = 70


async def test_the_commands_are_sent_where_discord_has_none(world: World) -> None:
    assert {command["name"] for command in sent(world)} >= {"ask", "summary", "library", "about"}
    assert methods(world) == ["PUT"]


async def test_the_commands_are_sent_once(world: World) -> None:
    await world.env.restart_bot()
    assert methods(world) == ["PUT", "GET"]


async def test_a_new_bot_on_the_same_data_does_not_send_them_again(world: World) -> None:
    await world.bot.close()
    bot = SummitBot(Settings(data=world.data))
    await world.env.restart_bot(bot)
    assert methods(world) == ["PUT", "GET"]
    await bot.close()


async def test_commands_that_changed_are_sent_again(world: World) -> None:
    await forget_hash(world)
    await world.env.restart_bot()
    assert methods(world) == ["PUT", "PUT"]


async def test_commands_that_discord_has_lost_are_sent_again(world: World) -> None:
    world.env.backend.commands.clear()
    await world.env.restart_bot()
    assert methods(world) == ["PUT", "GET", "PUT"]


@pytest.mark.parametrize(("method", "status"), [("PUT", 500), ("PUT", 429), ("PUT", 400), ("GET", 503)])
async def test_what_could_not_be_sent_at_the_start_is_sent_a_minute_later(
    world: World, method: str, status: int
) -> None:
    if method == "PUT":
        await forget_hash(world)
    world.env.inject_error(method, COMMANDS, status=status)
    await world.env.restart_bot()
    before = methods(world)
    await world.env.advance_time(SOON)
    assert methods(world) == [*before, method]


async def test_a_connection_that_breaks_meanwhile_does_not_keep_the_bot_from_starting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ConnectionResetError(104, "Connection reset by peer")

    await forget_hash(world)
    with monkeypatch.context() as patched:
        patched.setattr("discord.app_commands.CommandTree.sync", broken)
        await world.env.restart_bot()
    await world.env.advance_time(SOON)
    assert methods(world) == ["PUT", "PUT"]


async def test_questions_are_answered_although_the_commands_could_not_be_sent(world: World) -> None:
    await forget_hash(world)
    world.env.inject_error("PUT", COMMANDS, status=500)
    await world.env.restart_bot()
    result = await world.alice.slash(world.channel, "ask", question="What songs did they play?")
    assert "Dynamite" in text(result.response)


async def test_commands_that_were_sent_late_are_not_sent_again(world: World) -> None:
    await forget_hash(world)
    world.env.inject_error("PUT", COMMANDS, status=500)
    await world.env.restart_bot()
    await world.env.advance_time(5 * SOON)
    assert methods(world) == ["PUT", "PUT", "PUT"]


@pytest.mark.parametrize("restarted", [False, True])
async def test_commands_are_named_so_that_they_can_be_pressed(world: World, restarted: bool) -> None:
    if restarted:
        await world.env.restart_bot()
    (ask,) = (command for command in world.env.backend.commands[None].values() if command["name"] == "ask")
    await world.alice.send(world.channel, world.mention)
    assert f"</ask:{ask['id']}>" in said(world.channel)[-1].content


async def test_commands_whose_ids_are_unknown_are_named_as_they_are_typed(world: World) -> None:
    await forget_hash(world)
    world.env.inject_error("PUT", COMMANDS, status=500)
    await world.bot.close()
    bot = SummitBot(Settings(data=world.data))
    await world.env.restart_bot(bot)
    await world.alice.send(world.channel, f"<@{bot.user.id}>")  # type: ignore[union-attr]
    assert "`/ask`" in said(world.channel)[-1].content
    await bot.close()


async def test_every_name_and_description_is_there_in_japanese_and_korean(world: World) -> None:
    for part in parts(world):
        assert set(part["name_localizations"]) == {"ja", "ko"}, part["name"]
        if "description" in part:
            assert set(part["description_localizations"]) == {"ja", "ko"}, part["name"]


async def test_every_name_and_description_is_as_short_as_discord_wants_it(world: World) -> None:
    for part in parts(world):
        names = [part["name"], *part["name_localizations"].values()]
        descriptions = [part.get("description", "-"), *part.get("description_localizations", {}).values()]
        assert all(1 <= len(name) <= 32 for name in names), names
        assert all(1 <= len(description) <= 100 for description in descriptions), descriptions


async def test_the_names_of_slash_commands_and_options_are_lower_case_words(world: World) -> None:
    named = [part for part in parts(world) if part.get("type") != 3 or "description" in part]
    for name in (name for part in named if "value" not in part for name in names_of(part)):
        assert name == name.lower()
        assert name.replace("-", "").replace("_", "").isalnum()


async def test_every_command_is_within_the_characters_of_a_command(world: World) -> None:
    for command in sent(world):
        assert characters(command) <= 8000
        assert len(command.get("options", ())) <= 25


async def test_no_two_commands_or_options_have_the_same_name_in_any_language(world: World) -> None:
    for siblings in [sent(world), *(command.get("options", []) for command in sent(world))]:
        for language in ("ja", "ko"):
            names = [one["name_localizations"][language] for one in siblings]
            assert len(set(names)) == len(names)


async def test_commands_are_for_servers_and_direct_messages_but_those_of_admins(world: World) -> None:
    contexts = {command["name"]: tuple(command["contexts"]) for command in sent(world)}
    for_admins = {name for name in contexts if contexts[name] == (0,)}
    assert for_admins == {"articles", "settings", "sources"}
    for_people = {"ask", "summary", "privacy", "Find this in the articles"}
    assert {contexts[name] for name in for_people} == {(0, 1, 2)}
    assert {contexts[name] for name in contexts.keys() - for_admins - for_people} == {(0, 1)}
    installs = {command["name"]: tuple(command["integration_types"]) for command in sent(world)}
    assert {name for name in installs if installs[name] == (0, 1)} == for_people
    assert {installs[name] for name in installs.keys() - for_people} == {(0,)}


def methods(world: World) -> list[str]:
    return [r.method for r in world.env.http_requests if r.path.endswith("/commands")]


def sent(world: World) -> list[dict[str, Any]]:
    return next(r.json for r in world.env.http_requests if r.method == "PUT")


def parts(world: World) -> Iterator[dict[str, Any]]:
    """Yield each command, option and choice."""
    pending = list(sent(world))
    while pending:
        part = pending.pop()
        yield part
        pending += [*part.get("options", ()), *part.get("choices", ())]


def names_of(part: dict[str, Any]) -> list[str]:
    return [part["name"], *part["name_localizations"].values()]


def characters(part: dict[str, Any]) -> int:
    """Count as Discord does: names, descriptions and values, of a text in several languages the longest."""
    name, value = max(map(len, names_of(part))), len(str(part.get("value", "")))
    described = [part.get("description", ""), *(part.get("description_localizations") or {}).values()]
    within = [*part.get("options", ()), *part.get("choices", ())]
    return name + value + max(map(len, described)) + sum(map(characters, within))


async def forget_hash(world: World) -> None:
    key = f"commands:{world.bot.application_id}"
    await world.bot.desk.record(lambda store: store.set_value(key, "another"))
