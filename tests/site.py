"""A site on loopback: real HTTP and TLS, and every way in which a site may behave badly."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = dict[str, str]
Raw = Callable[[socket.socket], None]
"""Writes what it likes on the connection."""


@dataclass
class Site:
    """What is at which path; what is not there is a 404."""

    port: int = 0
    scheme: str = "http"
    pages: dict[str, tuple[int, Headers, bytes] | Raw] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        """Put a page at a path and return its link."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html; charset=utf-8", **named}, data)
        return self.link(path)

    def link(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site while the block runs."""
    site = Site(scheme="https" if context else "http")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path, (404, {}, b"not here"))
            if callable(page):
                page(self.connection)
                return
            status, headers, body = page
            if status == 200 and headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that hang up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield site
        server.shutdown()
        thread.join()
