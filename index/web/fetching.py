"""Link -> bytes: politely, never into a private network, and never for longer or more than the limits."""

from __future__ import annotations

import ssl
import threading
from email.message import Message

from index.errors import NotFetched
from index.records import Fetched
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
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/epub+zip,text/plain;q=0.9,*/*;q=0.5"


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

    def fetch(self, words: str) -> Fetched:
        """Return what is at a link.

        Raises:
            NotFetched, TooLarge: in a sentence for whoever gave the link.

        """
        link = read_link(words)
        with Deadline(self._seconds) as deadline:
            found, response = self._followed(link, deadline, mannered=True)
        if response.status != 200:  # noqa: PLR2004
            raise refusal_of(response.status)
        said = Message()
        said["content-type"] = response.headers.get("content-type", "")
        media = said.get_content_type() if response.headers.get("content-type") else ""
        return Fetched(words.strip(), str(found), media, said.get_content_charset(), response.body)

    def _followed(self, link: Link, deadline: Deadline, *, mannered: bool) -> tuple[Link, Response]:
        """Return where a link leads in the end, and what is there; each step is checked like the first."""
        for _ in range(MOST_REDIRECTS + 1):
            if mannered:
                self._robots.check(link, lambda rules: self._rules(rules, deadline))
            response = self._patiently(link, deadline)
            if response.status not in _REDIRECTS:
                return link, response
            location = response.headers.get("location", "")
            if not location:
                raise NotFetched("This site sends us on without saying where to: open the link in a browser.")
            link = link.joined(location)
        raise NotFetched(f"This link leads on over {MOST_REDIRECTS} times: give the address where it ends.")

    def _rules(self, link: Link, deadline: Deadline) -> tuple[int, bytes]:
        _, response = self._followed(link, deadline, mannered=False)
        return response.status, response.body

    def _patiently(self, link: Link, deadline: Deadline) -> Response:
        """Ask, and once more where the site says when; another thread leaves it alone as long."""
        response = self._once(link, deadline)
        if response.status not in _LATER or (wait := retry_after(response.headers.get("retry-after"))) is None:
            return response
        self._pace.rest(link.host, wait)
        if wait >= deadline.left():
            raise asks_to_wait(wait)
        return self._once(link, deadline, resting=True)

    def _once(self, link: Link, deadline: Deadline, *, resting: bool = False) -> Response:
        let_in = self.manners.lets_in(link)
        addresses = addresses_of(link, self._asked, deadline, let_in=let_in)
        if resting or not let_in:
            self._pace.take_turn(link.host, deadline.left())
        request = Request(link, tuple(addresses), self.manners.agent, _ACCEPT)
        return ask(request, deadline, self._trusted())

    def _trusted(self) -> ssl.SSLContext:
        with self._lock:
            # Reading the system's authorities takes longer than a page.
            self._context = self._context or tls()
            return self._context
