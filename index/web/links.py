"""What somebody typed, or a page sent us to -> a link that may be followed, or the sentence why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from index.errors import NotFetched
from index.web.addresses import literal

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
_STARTS = re.compile(r"https?://", re.IGNORECASE)
_BROKEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}))*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_KEEPS = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True)
class Link:
    """An address of the web in one spelling: the host in ASCII and lower case, no fragment."""

    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as they are asked for."""

    @property
    def origin(self) -> str:
        """Return scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def netloc(self) -> str:
        """Return what the header Host says."""
        return self.origin.partition("://")[2]

    def __str__(self) -> str:
        return self.origin + self.target

    def joined(self, location: str) -> Link:
        """Return where a redirect leads.

        Raises:
            NotFetched: it leads nowhere that may be followed.

        """
        try:
            return read_link(urljoin(str(self), location.strip()))
        except ValueError as error:
            raise NotFetched("This link leads on to an address that is none: open it in a browser.") from error


def is_link(words: str) -> bool:
    """Tell whether words are meant as a link, and nothing else."""
    return bool(_STARTS.match(words)) and not re.search(r"\s", words.strip())


def read_link(words: str) -> Link:
    """Return the link that words are.

    Raises:
        NotFetched: they are none, or one that is never followed.

    """
    words = words.strip()
    if len(words) > LONGEST:
        raise NotFetched(f"This link has over {LONGEST:,} characters: give a shorter one.")
    if _BROKEN.search(words):
        raise NotFetched("This link holds a space, a backslash or a control character: copy it from the browser again.")
    parts = _split(words)
    if parts.scheme not in PORTS:
        raise NotFetched("Only links that begin with http:// or https:// are followed: give one of these.")
    if "@" in parts.netloc:
        raise NotFetched("This link holds a user name or a password, which are never sent: give it without them.")
    host = _host(parts.hostname or "")
    target = quote(parts.path or "/", safe=_KEEPS) + (f"?{quote(parts.query, safe=_KEEPS)}" if parts.query else "")
    return Link(parts.scheme, host, parts.port or PORTS[parts.scheme], target)


def _split(words: str) -> SplitResult:
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError as error:
        raise NotFetched("This is no address of the web: copy the link from the browser again.") from error
    if port == 0:
        raise NotFetched("This link names port 0, where nobody answers: copy it from the browser again.")
    return parts


def _host(written: str) -> str:
    """Return a host in its one spelling; an address that is not written in the usual way hides something."""
    host = _ascii(written.removesuffix("."))
    address = literal(host)
    if isinstance(address, IPv6Address):
        if address.scope_id:
            raise NotFetched("This link names a network card of one machine: give an address of the web.")
        return address.compressed
    if address:
        return str(address)
    if not _NAME.fullmatch(host):
        raise NotFetched("This link names no site: copy it from the browser again.")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise NotFetched("This link spells a numeric address in an unusual way: write it as four numbers, or a name.")
    return host


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise NotFetched("This link names a site with letters that no site's name has: copy it again.") from error
