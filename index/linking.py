"""Links -> Sources: fetched side by side, read one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from index.errors import IngestError
from index.records import Fetched, Source
from index.web import Web

AT_ONCE = 8
"""Links that are fetched at a time; a host is asked once a second all the same."""
Read = Callable[[Fetched], Iterable[Source]]


def read_links(web: Web, links: Iterable[str], read: Read | None = None) -> Iterator[Source]:
    """Yield what is at each link, in their order; `read` reads what was fetched, in place of the own reader."""
    waiting: deque[Future[Fetched | Source]] = deque()
    reading = read or _read
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for link in links:
                waiting.append(pool.submit(_fetch, web, link))
                if len(waiting) > AT_ONCE:
                    yield from _sources(waiting.popleft(), reading)
            while waiting:
                yield from _sources(waiting.popleft(), reading)
        finally:
            for future in waiting:
                future.cancel()


def _fetch(web: Web, link: str) -> Fetched | Source:
    try:
        return web.fetch(link)
    except IngestError as error:
        return Source(link, refusal=error)


def _sources(future: Future[Fetched | Source], read: Read) -> Iterator[Source]:
    found = future.result()
    if isinstance(found, Source):
        yield found
    else:
        yield from read(found)


def _read(fetched: Fetched) -> Iterator[Source]:
    from index.ingest import read_fetched

    return read_fetched(fetched)
