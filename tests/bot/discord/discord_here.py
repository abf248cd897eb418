"""As much of Discord as a bot needs to log in, on a port of this machine."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import discord
import pytest
import yarl
from aiohttp import web

TOKEN = "a-token.of-no.bot"
_BOT = {"id": "1", "username": "Summit", "discriminator": "0", "avatar": None, "bot": True}
_APPLICATION = {
    "id": "1",
    "name": "Summit",
    "icon": None,
    "description": "",
    "bot_public": False,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "owner": _BOT,
}
_HELLO = {"op": 10, "d": {"heartbeat_interval": 40_000}}


def as_json(value: object, status: int = 200) -> web.Response:
    """Return what discord.py takes for JSON: with a charset behind it, it takes it for text."""
    return web.Response(body=json.dumps(value).encode(), content_type="application/json", status=status)


class DiscordHere:
    """Answer a login with `status`, and the gateway's handshake with READY or the code that closes it."""

    def __init__(self, status: int = 200, closes_with: int | None = None) -> None:
        self.status = status
        self.closes_with = closes_with
        self.when_asked: Callable[[], None] = lambda: None
        self.when_ready: Callable[[], None] = lambda: None
        self.commands: list[str] = []

    async def users_me(self, _: web.Request) -> web.Response:
        self.when_asked()
        return as_json(_BOT if self.status == 200 else {"message": "no", "code": 0}, status=self.status)

    async def application(self, _: web.Request) -> web.Response:
        return as_json(_APPLICATION)

    async def list_commands(self, _: web.Request) -> web.Response:
        return as_json([])

    async def put_commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.commands = [command["name"] for command in commands]
        return as_json(
            [
                {"description": "", **command, "id": str(number), "application_id": "1", "version": "1"}
                for number, command in enumerate(commands, 2)
            ]
        )

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(_HELLO)
        await socket.receive_json()
        if self.closes_with:
            await socket.close(code=self.closes_with)
            return socket
        ready = {"v": 10, "user": _BOT, "guilds": [], "session_id": "s", "application": _APPLICATION}
        ready["resume_gateway_url"] = f"ws://{request.host}/gateway"
        await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
        self.when_ready()
        async for _ in socket:
            pass
        return socket

    async def serve(self, started: Callable[[int], None], ended: asyncio.Event) -> None:
        app = web.Application()
        app.router.add_get("/users/@me", self.users_me)
        app.router.add_get("/oauth2/applications/@me", self.application)
        app.router.add_get("/applications/1/commands", self.list_commands)
        app.router.add_put("/applications/1/commands", self.put_commands)
        app.router.add_get("/gateway", self.gateway)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        started(runner.addresses[0][1])
        await ended.wait()
        await runner.cleanup()


@contextmanager
def discord_here(monkeypatch: pytest.MonkeyPatch, **answers: int) -> Iterator[DiscordHere]:
    """Point discord.py at a Discord of our own, in a thread."""
    here, ready, stop = DiscordHere(**answers), threading.Event(), []

    def started(port: int) -> None:
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{port}")
        monkeypatch.setattr(
            discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(f"ws://127.0.0.1:{port}/gateway")
        )
        ready.set()

    async def main() -> None:
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        stop.append(lambda: loop.call_soon_threadsafe(ended.set))
        await here.serve(started, ended)

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield here
    finally:
        stop[0]()
        thread.join(10)
