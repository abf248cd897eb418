from __future__ import annotations

from pathlib import Path

import discord
import pytest

from bot import Settings
from tests.bot.discord.asking import BUILDER, add, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.settings import admin_of, chosen, settle, words

COURTESY = 31


@pytest.fixture(params=[True, False], ids=["wanted", "unwanted"])
def settings(own_seeds: Path, request: pytest.FixtureRequest) -> Settings:
    return Settings(data=own_seeds, cooldown=0, message_content=request.param)


def grant(world: World, monkeypatch: pytest.MonkeyPatch, flag: str) -> None:
    """Let the application have a flag, as the owner switches it on in Discord's portal."""
    flags = discord.ApplicationFlags(**{flag: True})
    told = world.bot.application_info

    async def info() -> discord.AppInfo:
        application = await told()
        application._flags = flags.value
        return application

    monkeypatch.setattr(world.bot, "application_info", info)


def missing(world: World, *, granted: bool) -> str | None:
    """Return the text that says what keeps the bot from reading all messages."""
    wanted = world.bot.settings.message_content
    key = {(True, False): "portal", (False, True): "setting", (False, False): "both"}.get((wanted, granted))
    return words(f"content.{key}") if key else None


async def test_every_question_is_answered_where_that_was_switched_on(world: World) -> None:
    add(world)
    await settle(world, admin_of(world), "auto", channel=world.channel, state="on")
    await world.alice.send(world.channel, BUILDER)
    await world.env.advance_time(COURTESY)
    answered = [text(message) for message in said(world.channel)]
    assert bool(answered) == world.bot.settings.message_content
    assert all("Mara Lindqvist" in answer for answer in answered)


async def test_it_says_what_is_missing_and_how_the_owner_switches_it_on(world: World) -> None:
    shown = await settle(world, admin_of(world), "auto", state="on")
    assert chosen(world).channel(world.channel.id).auto
    lack = missing(world, granted=False)
    assert lack
    assert shown.count(lack) == 2


@pytest.mark.parametrize("flag", ["gateway_message_content", "gateway_message_content_limited"])
async def test_a_granted_intent_is_not_asked_for(world: World, flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grant(world, monkeypatch, flag)
    shown = await settle(world, admin_of(world), "auto", state="on")
    lack = missing(world, granted=True)
    assert ("It does not work yet" in shown) == bool(lack)
    assert lack is None or lack in shown


async def test_where_discord_does_not_tell_the_flags_of_the_login_count(world: World) -> None:
    world.env.inject_error("GET", "/oauth2/applications/@me", status=500)
    shown = await settle(world, admin_of(world), "auto", state="on")
    assert str(missing(world, granted=False)) in shown


async def test_switched_off_again_it_answers_only_where_it_is_asked(world: World) -> None:
    admin = admin_of(world)
    add(world)
    await settle(world, admin, "auto", state="on")
    shown = await settle(world, admin, "auto", state="off")
    assert shown.startswith(f"In {world.channel.mention} the bot now answers only where it is asked.")
    await world.alice.send(world.channel, BUILDER)
    await world.env.advance_time(COURTESY)
    assert said(world.channel) == []


async def test_a_channel_whose_questions_are_off_is_told_to_have_them_on(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "channel", state="off")
    assert "Questions are switched off there: switch them on too." in await settle(world, admin, "auto", state="on")
