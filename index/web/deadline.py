"""How long all of one fetch may take, whatever the other side does to draw it out."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Self, TypeVar

from index.errors import NotFetched

Result = TypeVar("Result")


class Deadline:
    """An end that comes: sockets under its watch are shut down then, so that no read on them waits on."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            watched, self._watched = self._watched, []
        for one in watched:
            one.close()

    def left(self) -> float:
        """Return how many seconds there are still; raise NotFetched where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left

    @property
    def is_over(self) -> bool:
        """Tell whether it has come."""
        return time.monotonic() >= self._end

    def passed(self) -> NotFetched:
        """Return the refusal of what took too long."""
        return NotFetched(f"This site did not answer in full within {self.seconds:g} seconds: try again later.")

    def watch(self, connected: socket.socket) -> None:
        """Shut a connection down when the end comes; TLS takes a socket over, so a copy of it is kept."""
        with self._lock:
            self._watched.append(connected.dup())
        if self.is_over:
            self._strike()

    def within(self, act: Callable[[], Result]) -> Result:
        """Return what an act returns that cannot be told to stop, such as asking for a name."""
        results: list[Result] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(act())
            except BaseException as error:  # it is raised where it is waited for
                errors.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self.left())
        if errors:
            raise errors[0]
        if not results:
            raise self.passed()
        return results[0]

    def _strike(self) -> None:
        with self._lock:
            for one in self._watched:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
