"""One GET of one link, to an address that was checked, within the limits."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, SSLError
from urllib3.response import BaseHTTPResponse

from index.errors import NotFetched, TooLarge
from index.records import Validators
from index.web.deadline import Deadline
from index.web.links import Link

MOST_SENT = 10_000_000
"""Bytes of a body as it is sent."""
MOST_UNPACKED = 30_000_000
_CHUNK = 65_536
_ACCEPTED = {"gzip", "x-gzip", "br", "zstd", "deflate", "identity"}
_KEPT_ON_REFUSAL = 100_000


@dataclass(frozen=True, slots=True)
class Response:
    """What a site answered."""

    status: int
    headers: Mapping[str, str]
    """Their names in lower case."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom."""

    link: Link
    addresses: tuple[str, ...]
    agent: str
    accept: str
    since: Validators = field(default_factory=Validators)
    """What the site said when it was asked before."""


def ask(request: Request, deadline: Deadline, context: ssl.SSLContext) -> Response:
    """Ask the first of the addresses that can be connected to.

    Raises:
        NotFetched, TooLarge: there was no answer, or more of it than may be.

    """
    for place, address in enumerate(request.addresses, 1):
        try:
            return _ask_at(address, request, deadline, context)
        except _NoConnection as error:
            if place == len(request.addresses):
                raise NotFetched(f"No connection to {request.link.host} could be made: try again later.") from error
    raise NotFetched(f"No connection to {request.link.host} could be made: try again later.")


class _NoConnection(Exception):
    """Tell that an address does not answer, so that the next may."""


def tls() -> ssl.SSLContext:
    """Return whom we trust: the system's authorities (or SSL_CERT_FILE's), and where it has none, certifi's."""
    context = ssl.create_default_context()
    known = ssl.get_default_verify_paths()
    if known.cafile is None and known.capath is None and not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _ask_at(address: str, request: Request, deadline: Deadline, context: ssl.SSLContext) -> Response:
    link, headers = request.link, _headers(request)
    with _pool(address, link, deadline, context) as pool:
        try:
            # urllib3 follows no redirect, asks no proxy and tries nothing twice.
            answer = pool.urlopen(
                "GET",
                link.target,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=Timeout(connect=deadline.left(), read=deadline.left()),
            )
            try:
                return _response(answer, deadline)
            finally:
                answer.close()
        except (HTTPError, OSError, ValueError) as error:
            raise _told(error, link, deadline) from error


def _headers(request: Request) -> dict[str, str]:
    since = {"If-None-Match": request.since.etag, "If-Modified-Since": request.since.modified}
    return {
        "Host": request.link.netloc,
        "User-Agent": request.agent,
        "Accept": request.accept,
        "Accept-Encoding": "gzip, br, zstd",
        "Connection": "close",
        **{name: value for name, value in since.items() if value},
    }


def _pool(address: str, link: Link, deadline: Deadline, context: ssl.SSLContext) -> Any:
    """Return a pool that connects to an address; certificate and SNI go by the link's host."""
    if link.scheme == "http":
        plain = HTTPConnectionPool(address, link.port, maxsize=1)
        plain.ConnectionCls = _watched(HTTPConnection, deadline)
        return plain
    pool = HTTPSConnectionPool(
        address, link.port, maxsize=1, ssl_context=context, server_hostname=link.host, assert_hostname=link.host
    )
    pool.ConnectionCls = _watched(HTTPSConnection, deadline)
    return pool


def _watched(kind: Any, deadline: Deadline) -> Any:
    """Return a class of connection that the deadline watches from before the handshake on."""

    class Watched(kind):  # type: ignore[misc]
        def _new_conn(self) -> Any:
            try:
                connected = super()._new_conn()
            except (HTTPError, OSError) as error:
                deadline.left()
                raise _NoConnection from error
            deadline.watch(connected)
            return connected

    return Watched


def _response(answer: BaseHTTPResponse, deadline: Deadline) -> Response:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if answer.status != 200:  # noqa: PLR2004
        return Response(answer.status, headers, _beginning(answer))
    unknown = {token.strip().lower() for token in headers.get("content-encoding", "identity").split(",")} - _ACCEPTED
    if unknown:
        raise NotFetched("This site packs its pages in a way that cannot be opened: save the page, and add the file.")
    return Response(answer.status, headers, _body(answer, deadline))


def _beginning(answer: BaseHTTPResponse) -> bytes:
    """Return the beginning of what comes with a refusal; it is only looked at for what kind of refusal it is."""
    with suppress(HTTPError, OSError, ValueError):
        return answer.read(_KEPT_ON_REFUSAL, decode_content=True)
    return b""


def _body(answer: BaseHTTPResponse, deadline: Deadline) -> bytes:
    said = answer.headers.get("content-length", "")
    if said.isascii() and said.isdigit() and int(said[:18]) > MOST_SENT:
        raise _too_large()
    chunks, unpacked = [], 0
    while chunk := answer.read(_CHUNK, decode_content=True):
        deadline.left()
        chunks.append(chunk)
        unpacked += len(chunk)
        if answer.tell() > MOST_SENT or unpacked > MOST_UNPACKED:
            raise _too_large()
    # A connection that was shut down looks like one that has come to its end.
    deadline.left()
    return b"".join(chunks)


def _too_large() -> TooLarge:
    return TooLarge(
        f"What is at this link is over {MOST_SENT / 1e6:g} MB ({MOST_UNPACKED / 1e6:g} MB unpacked), too large to be "
        "fetched: save it, and add parts of it."
    )


def _told(error: Exception, link: Link, deadline: Deadline) -> NotFetched:
    if deadline.is_over:
        return deadline.passed()
    if isinstance(error, SSLError) or isinstance(error.__cause__, ssl.SSLError) or isinstance(error, ssl.SSLError):
        return NotFetched(f"The certificate of {link.host} cannot be trusted: check the link, or save the page.")
    if isinstance(error, DecodeError):
        return NotFetched("What this site sends is packed and damaged: try again later, or save the page.")
    return NotFetched(f"{link.host} broke the connection off: try again later.")
