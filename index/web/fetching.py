"""Link -> bytes: politely, never into a private network, and never for longer or more than the limits."""

from __future__ import annotations

import ssl
import threading
from dataclasses import dataclass
from email.message import Message

from index.errors import NotFetched
from index.records import Fetched, Validators
from index.web.asking import Request, Response, ask, tls
from index.web.deadline import Deadline
from index.web.links import Link, read_link
from index.web.manners import Manners
from index.web.naming import Resolve, addresses_of, resolve
from index.web.pace import Pace, asks_to_wait, retry_after
from index.web.refusals import refusal_of
from index.web.robots import Robots

SECONDS = 20.0
MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_LATER = (429, 503)
_FOR_GOOD = (301, 308)
_UNCHANGED = 304
_LONGEST = 500
"""Characters of what a site says of a page's state."""
_FEEDS = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml,application/xml;q=0.9,"
    "text/xml;q=0.9,text/html;q=0.7,*/*;q=0.5"
)
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/epub+zip,text/plain;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Asking:
    """How a link is asked for."""

    accept: str
    since: Validators
    mannered: bool = True
    """Whether what the site allows robots to read counts."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a link has led to, and as far as which link for good."""

    link: Link
    lasting: Link


class Web:
    """Fetches links; what it knows of sites is shared by all threads."""

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        asked: Resolve = resolve,
        pace: Pace | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.manners = manners or Manners()
        self._asked = asked
        self._pace = pace or Pace()
        self._robots = Robots()
        self._seconds = seconds
        self._context: ssl.SSLContext | None = None
        self._lock = threading.Lock()

    def fetch(self, words: str, since: Validators | None = None, *, feed: bool = False) -> Fetched:
        """Return what is at a link, or that it is `unchanged` since the site was asked before; a `feed` is preferred.

        Raises:
            NotFetched, TooLarge: in a sentence for whoever gave the link.

        """
        link = read_link(words)
        asking = _Asking(_FEEDS if feed else _ACCEPT, since or Validators())
        with Deadline(self._seconds) as deadline:
            way, response = self._followed(link, deadline, asking)
        found, moved = str(way.link), str(way.lasting)
        moved_to = moved if moved != str(link) else None
        if response.status == _UNCHANGED and since and (since.etag or since.modified):
            return Fetched(words.strip(), found, "", None, b"", since, moved_to, unchanged=True)
        if response.status != 200:  # noqa: PLR2004
            raise refusal_of(response.status)
        said = Message()
        said["content-type"] = response.headers.get("content-type", "")
        media = said.get_content_type() if response.headers.get("content-type") else ""
        state = Validators(_said(response, "etag"), _said(response, "last-modified"))
        return Fetched(words.strip(), found, media, said.get_content_charset(), response.body, state, moved_to)

    def _followed(self, link: Link, deadline: Deadline, asking: _Asking) -> tuple[_Way, Response]:
        """Return where a link leads in the end, and what is there; each step is checked like the first."""
        lasting, lasts = link, True
        for _ in range(MOST_REDIRECTS + 1):
            if asking.mannered:
                self._robots.check(link, lambda rules: self._rules(rules, deadline))
            response = self._patiently(link, deadline, asking)
            if response.status not in _REDIRECTS:
                return _Way(link, lasting), response
            location = response.headers.get("location", "")
            if not location:
                raise NotFetched("This site sends us on without saying where to: open the link in a browser.")
            link, lasts = link.joined(location), lasts and response.status in _FOR_GOOD
            lasting = link if lasts else lasting
        raise NotFetched(f"This link leads on over {MOST_REDIRECTS} times: give the address where it ends.")

    def _rules(self, link: Link, deadline: Deadline) -> tuple[int, bytes]:
        _, response = self._followed(link, deadline, _Asking(_ACCEPT, Validators(), mannered=False))
        return response.status, response.body

    def _patiently(self, link: Link, deadline: Deadline, asking: _Asking) -> Response:
        """Ask, and once more where the site says when; another thread leaves it alone as long."""
        response = self._once(link, deadline, asking)
        if response.status not in _LATER or (wait := retry_after(response.headers.get("retry-after"))) is None:
            return response
        self._pace.rest(link.host, wait)
        if wait >= deadline.left():
            raise asks_to_wait(wait)
        return self._once(link, deadline, asking, resting=True)

    def _once(self, link: Link, deadline: Deadline, asking: _Asking, *, resting: bool = False) -> Response:
        let_in = self.manners.lets_in(link)
        addresses = addresses_of(link, self._asked, deadline, let_in=let_in)
        if resting or not let_in:
            self._pace.take_turn(link.host, deadline.left())
        request = Request(link, tuple(addresses), self.manners.agent, asking.accept, asking.since)
        return ask(request, deadline, self._trusted())

    def _trusted(self) -> ssl.SSLContext:
        with self._lock:
            # Reading the system's authorities takes longer than a page.
            self._context = self._context or tls()
            return self._context


def _said(response: Response, header: str) -> str | None:
    """Return what a site says of a page's state, where that can be said again as it stands."""
    value = response.headers.get(header, "").strip()
    return value if value and len(value) <= _LONGEST and value.isascii() and value.isprintable() else None
