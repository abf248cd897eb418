"""A worker as its keeper sees it: asked, heard to the end, and ended."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from typing import BinaryIO, cast

from index.apart import feeds, frames
from index.apart.confining import allowance
from index.apart.plain import from_plain
from index.ingest.feeds.records import FeedRead
from index.records import Fetched, Item, Source

_PATIENCE = 6
"""How much longer than a processor's time a file may take by the clock: a worker gives way to all else."""
_PATIENCE_S = 60.0
_log = logging.getLogger(__name__)


def patience(size: int) -> float:
    """Return the seconds by the clock after which a worker is ended that reads so many bytes."""
    return _PATIENCE_S + _PATIENCE * allowance(size)


class Worker:
    """Have items read by a process of its own."""

    def __init__(self, pipe: socket.socket, kill: Callable[[], None]) -> None:
        self._pipe = pipe
        self._kill = kill
        self._stream = cast(BinaryIO, pipe.makefile("rwb"))

    def read(self, item: Item, most: int) -> Iterator[Source]:
        """Yield at most so many articles of an item, as they come.

        Raises:
            Broken: the worker has ended, in whatever way, or does not say what a worker says.

        """
        late = threading.Timer(patience(len(item.data)), self.stop)
        late.start()
        try:
            header = {one.name: getattr(item, one.name) for one in fields(item) if one.name != "data"}
            frames.send(self._stream, {"item": header, "most": most}, item.data)
            while not (frame := frames.receive(self._stream))[0].get("end"):
                if said := frame[0].get("log"):
                    _log.error("%s", said)
                else:
                    yield from_plain(frame)
        except OSError as error:
            raise frames.Broken(str(error)) from error
        finally:
            late.cancel()

    def feed(self, fetched: Fetched) -> FeedRead:
        """Return what is at the address of a feed.

        Raises:
            IngestError: it is none, or broken.
            Broken: the worker has ended, in whatever way, or does not say what a worker says.

        """
        late = threading.Timer(patience(len(fetched.data)), self.stop)
        late.start()
        try:
            header = {name: getattr(fetched, name) for name in ("asked", "address", "media", "charset")}
            frames.send(self._stream, {"feed": header}, fetched.data)
            while said := (frame := frames.receive(self._stream))[0].get("log"):
                _log.error("%s", said)
        except OSError as error:
            raise frames.Broken(str(error)) from error
        finally:
            late.cancel()
        return feeds.from_plain(frame)

    def stop(self) -> None:
        """Stop it, whatever it does, from whatever thread: who listens to it hears its end."""
        self._kill()
        with suppress(OSError):
            self._pipe.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Stop it, and give back what it is heard by."""
        self.stop()
        with suppress(OSError):
            # What was not sent yet has nobody to go to.
            self._stream.close()
        self._pipe.close()
