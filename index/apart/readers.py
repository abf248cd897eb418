"""Workers, no more than so many at a time, and one sentence for whatever ends one of them."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Generator, Sequence

from index.apart.frames import Broken
from index.apart.nursery import Nursery
from index.apart.worker import Worker
from index.cutting import cut
from index.errors import TooLarge
from index.ingest.feeds import read_feed
from index.ingest.feeds.records import FeedRead
from index.ingest.items import read_item
from index.ingest.limits import too_much
from index.records import Fetched, Item, Source

IDLE_S = 600.0
"""How long nothing is read before what could read it is not worth its memory."""
_log = logging.getLogger(__name__)


class Readers:
    """Read items in processes apart; each method blocks, and may be called from any thread."""

    def __init__(self, most: int) -> None:
        self._nursery = Nursery()
        self._places = threading.BoundedSemaphore(most)
        self._busy: set[Worker] = set()
        self._closed = False

    def read(self, items: Sequence[Item], most: int) -> Generator[tuple[Item, Source]]:
        """Yield what items hold, at most so many articles of each, by one worker.

        An item that costs the worker its life is refused from there on, and another worker goes on with the next.
        """
        if not hasattr(os, "fork"):
            yield from ((item, cut(source)) for item in items for source in read_item(item, most))
            return
        worker: Worker | None = None
        with self._places:
            try:
                for item in items:
                    try:
                        worker = worker or self._begun()
                        yield from ((item, source) for source in worker.read(item, most))
                    except Broken as broken:
                        _log.warning("the worker that read %r was lost: %s", item.name, broken)
                        self._end(worker)
                        worker = None
                        yield item, Source(item.name, refusal=too_much())
            finally:
                self._end(worker)

    def feed(self, fetched: Fetched) -> FeedRead:
        """Return what is at the address of a feed.

        Raises:
            IngestError: it is none, broken, or cost the worker its life.

        """
        if not hasattr(os, "fork"):
            return read_feed(fetched)
        worker: Worker | None = None
        with self._places:
            try:
                worker = self._begun()
                return worker.feed(fetched)
            except Broken as broken:
                _log.warning("the worker that read %r was lost: %s", fetched.asked, broken)
                raise TooLarge("Reading this feed took more time or memory than one may take.") from broken
            finally:
                self._end(worker)

    def tidy(self) -> None:
        """Give back the memory of what was not used for long."""
        if not self._busy:
            self._nursery.tidy(IDLE_S)

    def close(self) -> None:
        """End all that is read, and read nothing more."""
        self._closed = True
        for worker in list(self._busy):
            worker.stop()
        self._nursery.tidy(0.0)

    def _begun(self) -> Worker:
        if self._closed:
            raise Broken("closed")
        worker = self._nursery.worker()
        self._busy.add(worker)
        return worker

    def _end(self, worker: Worker | None) -> None:
        if worker:
            self._busy.discard(worker)
            worker.end()
