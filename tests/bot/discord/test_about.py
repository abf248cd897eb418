from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import discord
import pytest

from bot import Settings
from tests.bot.discord.asking import callbacks, text
from tests.bot.discord.conftest import World


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=0, retention_days=30, owner_contact="ada@example.org")


async def test_about_is_shown_to_the_one_who_asked_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "about")
    assert result.ephemeral
    assert result.response.embeds[0].title == "About Summit"
    assert callbacks(world.env) == [5]


async def test_about_names_every_way_to_ask(world: World) -> None:
    shown = text((await world.alice.slash(world.channel, "about")).response)
    assert all(name in shown for name in ("/ask", "/summary", "/library", "Find this in the articles", "Mention me"))


async def test_about_tells_the_articles_the_days_the_contact_and_the_version(world: World) -> None:
    shown = text((await world.alice.slash(world.channel, "about")).response)
    assert "8 articles" in shown
    assert "for 30 days" in shown
    assert "ada@example.org" in shown
    assert version("summit-bot") in shown


async def test_about_finds_nothing_missing_where_nothing_is(world: World) -> None:
    shown = text((await world.alice.slash(world.channel, "about")).response)
    assert "I may do all that I need here." in shown


@pytest.mark.parametrize(
    ("permission", "name"),
    [
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_about_names_each_permission_that_is_missing(world: World, permission: str, name: str) -> None:
    assert world.bot.user
    denied = discord.PermissionOverwrite(**{permission: False})
    channel = world.guild.create_text_channel("limited", overwrites={world.bot.user: denied})
    shown = text((await world.alice.slash(channel, "about")).response)
    assert f"I am missing: {name}." in shown


async def test_about_in_a_direct_message_misses_nothing(world: World) -> None:
    shown = text((await world.alice.user.slash("about")).response)
    assert "I may do all that I need here." in shown
