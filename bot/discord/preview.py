"""The real bot on a page of this machine: SimCord plays Discord, so that it takes no account."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import discord
import simcord
from simcord.backend.cdn import CDN_BASE
from simcord.preview import Preview, _markdown

from bot.discord.base import DeskBot
from bot.discord.service import first_of, told_to_stop
from bot.discord.starting import explaining
from bot.errors import CannotStart

AVATAR = Path(__file__).resolve().parents[2] / "docs/avatar.png"
QUESTION = "Which songs were played?"
SERVER = 1_400_000_000_000_000_000
"""The id of the preview's server, the same at each start, so that its library is found again."""

_LONGEST = 15.0
"""Seconds that one act on the page may take."""
_BEFORE = 120.0
"""Seconds by which the world begins in the past: what the bot does soon after its start, it does before it is shown."""
_TICK = 0.5
_ADMIN = discord.Permissions(manage_guild=True, manage_messages=True)


@dataclass(frozen=True, slots=True)
class World:
    """The server that is shown, and who looks at it."""

    channel: simcord.ChannelHandle
    member: simcord.MemberActor
    admin: simcord.MemberActor


class Sleeps:
    """What the bot does later; with a sleep as others have it, an act on the page would wait for what is due soon."""

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._left: dict[asyncio.Future[None], float] = {}

    async def sleep(self, seconds: float) -> None:
        """Sleep until so many seconds were counted: the clock that the bot sees is not that of the page."""
        over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._left[over] = seconds
        try:
            await self._env.external_wait(over, reason="what the bot does later")
        finally:
            del self._left[over]

    def count(self, seconds: float) -> None:
        """Count seconds that have passed, and end the sleeps that are over."""
        for over in list(self._left):
            self._left[over] -= seconds
            if self._left[over] <= 0 and not over.done():
                over.set_result(None)


def show(bot: discord.Client, port: int, announce: Callable[[str], None]) -> None:
    """Serve the page until SIGTERM, Ctrl-C or its own end; `announce` takes the address once it can be opened.

    Raises:
        CannotStart: the port is taken, or the bot does not start on this machine.

    """
    with explaining():
        asyncio.run(_show(bot, port, announce))


async def _show(bot: discord.Client, port: int, announce: Callable[[str], None]) -> None:
    # Discord shows small lines in embeds too; by itself the page would show their marks.
    _markdown._FIELD_POLICIES["embed_description"]["subtext"] = True
    env = simcord.Env(bot, settle_timeout=_LONGEST)
    world = build(env)
    with told_to_stop() as stop:
        async with running(env):
            # A machine that is too busy shows the page without it.
            with suppress(TimeoutError):
                await world.member.slash(world.channel, "ask", question=QUESTION)
            async with _page(env, world, port) as page:
                announce(page.url)
                await first_of(stop.wait(), page.wait_closed(), _follow(env, page, world.channel))


@asynccontextmanager
async def _page(env: simcord.Env, world: World, port: int) -> AsyncIterator[Preview]:
    viewers = [world.member, world.admin]
    page = env.preview(
        world.channel, viewers=viewers, layout="channel", timezone=_zone(), assets=_avatar(env), port=port
    )
    try:
        await page.__aenter__()
    except simcord.SetupError as error:
        raise CannotStart(f"There is no page ({error}): name another port with --port, or none.") from error
    try:
        yield page
    finally:
        await page.close()


async def _follow(env: simcord.Env, page: Preview, channel: simcord.ChannelHandle) -> None:
    """Let a page that is opened later begin at the newest message; by itself it begins at the first answer."""
    shown = 0
    while True:
        await asyncio.sleep(_TICK)
        # "2 minutes ago" is counted from here; by itself it stays at the start of the page.
        page.capture_time = env.now()
        newest = max(env.backend.messages.get(channel.id, ()), default=shown)
        if newest == shown:
            continue
        # While somebody acts on the page nothing may be shown; the next round comes soon.
        with suppress(simcord.SetupError, simcord.BackendError):
            for message in [message for message in channel.history() if not message.flags.ephemeral][-1:]:
                await page.show(message)
            shown = newest


def build(env: simcord.Env) -> World:
    """Return a server with a channel, a member and an admin; before the start, for then their ids never change."""
    env.backend.edit_bot_profile("Summit")
    env.backend.bot_user.avatar = "summit"
    server = env.create_guild("Summit preview", id=SERVER)
    admins = server.create_role("Admins", permissions=_ADMIN, color=0xE67E22, hoist=True)
    mention = f"<@{env.backend.bot_user.id}>"
    topic = f"Type /ask, or mention the bot by its id: {mention} {QUESTION}"
    return World(
        channel=server.create_text_channel("summit", topic=topic),
        member=server.add_member(env.create_user("mina", global_name="Mina")),
        admin=server.add_member(env.create_user("theo", global_name="Theo (admin)"), roles=[admins]),
    )


@asynccontextmanager
async def running(env: simcord.Env) -> AsyncIterator[None]:
    """Start the bot and keep its clock going; at the end it finishes what is in work, and then the world ends too."""
    env.backend.advance_clock(max(0.0, _behind(env) - _BEFORE))
    sleeps = Sleeps(env)
    if isinstance(env.bot, DeskBot):
        env.bot.sleep = sleeps.sleep
    try:
        await env.start()
        with env.time_context():
            await env.advance_time(_behind(env))
            clock = asyncio.create_task(_keep_time(env, sleeps))
            try:
                yield
            finally:
                clock.cancel()
    finally:
        await env.bot.close()
        await env.shutdown()


async def _keep_time(env: simcord.Env, sleeps: Sleeps) -> None:
    """Let the world's clock follow ours: by itself it stands still, and no cooldown would ever end."""
    while True:
        await asyncio.sleep(_TICK)
        env.backend.advance_clock(_behind(env))
        sleeps.count(_TICK)


def _avatar(env: simcord.Env) -> dict[str, tuple[str, bytes]]:
    """Return the bot's picture under the address where Discord would have it."""
    address = f"{CDN_BASE}/avatars/{env.backend.bot_user.id}/{env.backend.bot_user.avatar}.png"
    return {address: (AVATAR.name, AVATAR.read_bytes())} if AVATAR.is_file() else {}


def _zone() -> str:
    """Return the time zone of this machine by its hours; one with half an hour has no such name."""
    hours, rest = divmod(time.localtime().tm_gmtoff, 3600)
    return "UTC" if rest else f"Etc/GMT{-hours:+d}"


def _behind(env: simcord.Env) -> float:
    """Return how many seconds the world's clock is behind ours."""
    return max(0.0, (datetime.now(UTC) - env.now()).total_seconds())
