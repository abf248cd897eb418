"""Host -> the addresses that may be connected to, asked for once: nobody who connects asks again."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence

from index.errors import NotFetched
from index.web.addresses import Address, is_public, literal
from index.web.deadline import Deadline
from index.web.links import PORTS, Link

Resolve = Callable[[str, int], Sequence[str]]
"""Takes a host and a port, and returns addresses as text; raises OSError where the name has none."""
MOST = 4
"""Addresses of one name that are tried."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def addresses_of(link: Link, asked: Resolve, deadline: Deadline, *, let_in: bool) -> list[str]:
    """Return where a link's host may be reached, the best first.

    Raises:
        NotFetched: it has no address, or none of the public web.

    """
    if not let_in and link.port not in PORTS.values():
        raise NotFetched(
            f"Links to port {link.port} are not followed, only to 80 and 443: "
            f"the bot's owner can allow it by SUMMIT_WEB_ALLOW={link.netloc}."
        )
    found = _found(link, asked, deadline)
    allowed = [str(address) for address in found if let_in or is_public(address)][:MOST]
    if not allowed:
        raise NotFetched(
            "This link leads into a private network, where nothing is fetched: "
            f"the bot's owner can allow it by SUMMIT_WEB_ALLOW={link.host}."
        )
    return allowed


def _found(link: Link, asked: Resolve, deadline: Deadline) -> list[Address]:
    if address := literal(link.host):
        return [address]
    try:
        found = deadline.within(lambda: asked(link.host, link.port))
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"No site is called {link.host}: check the link's spelling.") from error
    # A scope ("fe80::1%eth0") is only on addresses that are refused anyway.
    return [address for text in found if (address := literal(text.partition("%")[0]))]
