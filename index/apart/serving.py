"""The processes apart: one that has the readers loaded, and its forks, which read."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import struct
from contextlib import suppress
from typing import BinaryIO, cast

from index.apart import feeds, frames
from index.apart.confining import allow_seconds, allowance, confine
from index.apart.plain import to_plain
from index.cutting import cut
from index.errors import IngestError
from index.ingest.feeds import read_feed
from index.ingest.items import read_item
from index.records import Fetched, Item

ORDER = struct.Struct("<cI")
"""An act, and the number of the worker that it is for."""
BEGIN, END = b"b", b"e"
_LONGEST_LOG = 20_000
_SAMPLES = (
    Item("a.html", b"<html><body><p>The ferry sails.</p><p>It is red.</p></body></html>"),
    Item("a.md", b"---\ntitle: A\n---\nThe ferry sails. It is red.\n"),
    Item("a.txt", "船は港を出る。".encode("shift_jis") * 9),
)
"""What loads every reader and splitter."""
_FEED = Fetched("", "https://a.example/", "", None, b"<rss version='2.0'><channel><title>A</title></channel></rss>")


def main(orders: socket.socket, nice: int) -> None:
    """Begin and end workers as is ordered, and end them all with whoever orders."""
    for sample in _SAMPLES:
        list(map(cut, read_item(sample, 1)))
    read_feed(_FEED)
    # A fork shares what is never written to, the collector's marks among it.
    gc.freeze()
    workers: dict[int, int] = {}
    while True:
        order, files, _, _ = socket.recv_fds(orders, ORDER.size, 1)
        _bury(workers)
        if len(order) < ORDER.size:
            break
        act, number = ORDER.unpack(order)
        if act == BEGIN:
            workers[number] = _begun(orders, files[0], nice)
        elif pid := workers.pop(number, None):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    for pid in workers.values():
        os.kill(pid, signal.SIGKILL)


def _bury(workers: dict[int, int]) -> None:
    """Forget the workers that have ended: the number of their process may soon be another's."""
    for number, pid in list(workers.items()):
        if os.waitpid(pid, os.WNOHANG)[0]:
            del workers[number]


def _begun(orders: socket.socket, file: int, nice: int) -> int:
    """Return the process of a new worker, which never returns from here."""
    pid = os.fork()
    if pid:
        os.close(file)
        return pid
    try:
        orders.close()
        os.nice(nice)
        _serve(socket.socket(fileno=file))
    finally:
        os._exit(0)


def _serve(keeper: socket.socket) -> None:
    """Answer requests until nobody asks any longer."""
    stream = cast(BinaryIO, keeper.makefile("rwb"))
    confine()
    log = logging.getLogger("index")
    log.addHandler(_Sender(stream))
    log.propagate = False
    with suppress(frames.Broken):
        while True:
            header, data = frames.receive(stream)
            allow_seconds(allowance(len(data)))
            if "feed" in header:
                frames.send(stream, *_feed(Fetched(data=data, **header["feed"])))
                continue
            for source in read_item(Item(data=data, **header["item"]), header["most"]):
                frames.send(stream, *to_plain(cut(source)))
            frames.send(stream, {"end": True})


def _feed(fetched: Fetched) -> frames.Frame:
    try:
        return feeds.to_plain(read_feed(fetched))
    except IngestError as error:
        return feeds.refused(error)


class _Sender(logging.Handler):
    """Send what is logged to whoever keeps the log."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Send a record as text."""
        frames.send(self._stream, {"log": self.format(record)[:_LONGEST_LOG]})
