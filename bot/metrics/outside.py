"""The page of numbers, and whether the bot lives and answers; served beside the event loop: one that hangs shows."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Protocol
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import make_wsgi_app

from bot.errors import CannotStart
from bot.metrics.counting import Counting

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

PROBE = 1.0
"""Seconds between two looks at how fast the event loop takes something up."""
HANGS = 30.0
"""Seconds for which the event loop takes nothing up, after which the bot counts as dead."""
PATIENCE = 10.0
"""Seconds that somebody may take to say what they want to see."""


class Seen(Protocol):
    """What can be asked of the bot from any thread."""

    def not_ready(self) -> str | None:
        """Return why no question is answered now, or None."""

    def call_soon(self, act: Callable[[], None]) -> object:
        """Do something in the event loop; raise RuntimeError where that has ended."""


class Outside:
    """Show a bot to whoever asks at an address, until it is closed."""

    def __init__(self, address: tuple[str, int], meter: Counting, bot: Seen) -> None:
        self._meter, self._bot = meter, bot
        self._numbers: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]] = make_wsgi_app(meter.registry)
        self._ended = threading.Event()
        self._reached = time.perf_counter()
        self._log = meter.listen()
        meter.watch("ready", lambda: float(bot.not_ready() is None))
        self._server = _serve(address, self._answer)
        self._threads = [
            threading.Thread(target=act, name=f"summit-{name}", daemon=True)
            for name, act in (("metrics", self._server.serve_forever), ("probe", self._probe))
        ]

    @property
    def address(self) -> tuple[str, int]:
        """Return where it is, with the port that was taken where none was named."""
        return str(self._server.server_address[0]), int(self._server.server_address[1])

    def open(self) -> None:
        """Begin."""
        logging.getLogger().addHandler(self._log)
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End, and give the port back."""
        self._ended.set()
        logging.getLogger().removeHandler(self._log)
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, asked: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        match asked["PATH_INFO"]:
            case "/metrics":
                return self._numbers(asked, start)
            case "/healthz":
                return _say(start, self._not_alive())
            case "/readyz":
                return _say(start, self._not_alive() or self._bot.not_ready())
            case _:
                return _say(start, "Here are /metrics, /healthz and /readyz.", "404 Not Found")

    def _not_alive(self) -> str | None:
        silent = time.perf_counter() - self._reached
        return f"The event loop has taken nothing up for {silent:.0f} seconds." if silent > HANGS else None

    def _probe(self) -> None:
        with suppress(RuntimeError):
            while not self._ended.wait(PROBE):
                self._look()

    def _look(self) -> None:
        """Put something into the event loop, and wait until it is taken up: not one more behind one that hangs."""
        sent, taken = time.perf_counter(), threading.Event()

        def take() -> None:
            self._reached = time.perf_counter()
            taken.set()

        self._bot.call_soon(take)
        while not taken.wait(PROBE) and not self._ended.is_set():
            pass
        if taken.is_set():
            self._meter.lagged(self._reached - sent)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False

    def server_bind(self) -> None:
        """Take the port without asking the network for this machine's name, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = PATIENCE

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Write no line for each look."""


def _serve(address: tuple[str, int], answer: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]) -> _Server:
    host, port = address
    try:
        return make_server(host, port, answer, _Server6 if ":" in host else _Server, _Handler)
    except OSError as error:
        raise CannotStart(
            f"SUMMIT_METRICS: {host}:{port} cannot be listened at ({error.strerror}). Name another port, or none."
        ) from error


def _say(start: StartResponse, wrong: str | None, status: str = "503 Service Unavailable") -> Iterable[bytes]:
    start(status if wrong else "200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{wrong or 'ok'}\n".encode()]
