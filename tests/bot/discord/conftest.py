"""The real bot in a simulated Discord: a server with a channel, two members, a moderator, and the seeds to ask."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from discord import Permissions
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot import Settings
from bot.discord.client import SummitBot

SONGS = "What songs did they play?"
NOWHERE = "How many deer live in Nara?"


@dataclass(frozen=True, slots=True)
class World:
    """One server, as its people see it."""

    env: Env
    bot: SummitBot
    data: Path
    guild: GuildHandle
    channel: ChannelHandle
    alice: MemberActor
    bob: MemberActor
    moderator: MemberActor

    @property
    def mention(self) -> str:
        assert self.bot.user
        return self.bot.user.mention


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    """Return settings on a data folder with the seeds in its shared library; a test may replace this fixture."""
    return Settings(data=own_seeds, cooldown=0)


@pytest.fixture
async def simcord_bot(settings: Settings) -> AsyncIterator[SummitBot]:
    bot = SummitBot(settings)
    yield bot
    await bot.close()


@pytest.fixture
def world(simcord_env: Env, simcord_bot: SummitBot) -> World:
    guild = simcord_env.create_guild("Nara watchers")
    moderators = guild.create_role("Moderators", permissions=Permissions(manage_messages=True))
    return World(
        simcord_env,
        simcord_bot,
        simcord_bot.settings.data,
        guild,
        guild.create_text_channel("summit"),
        guild.add_member(simcord_env.create_user("alice")),
        guild.add_member(simcord_env.create_user("bob")),
        guild.add_member(simcord_env.create_user("moderator"), roles=[moderators]),
    )


def labels(message: object) -> list[str]:
    """Return the labels of the buttons under a message, as discord.py or as SimCord gives it."""
    rows = getattr(message, "components", [])
    buttons = [button for row in rows for button in (row["components"] if isinstance(row, dict) else row.children)]
    named = [button.get("label") if isinstance(button, dict) else getattr(button, "label", None) for button in buttons]
    return [label for label in named if label]


def shown(text: str | None) -> str:
    """Return what Discord shows of a description: without backslash escapes and bold."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", (text or "").replace("**", ""))
