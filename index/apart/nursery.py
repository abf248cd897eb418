"""The process that is forked, as seen from outside: started with nothing of ours when the first worker is wanted."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path

from index.apart.frames import Broken
from index.apart.serving import BEGIN, END, ORDER
from index.apart.worker import Worker

_ROOT = str(Path(__file__).resolve().parents[2])
_START = """
import json, socket, sys
sys.path = json.loads(sys.argv[1])
from index.apart.serving import main
main(socket.socket(fileno=int(sys.argv[2])), int(sys.argv[3]))
"""
# An empty environment: a token that is not there cannot be read. Threads that numpy starts would not outlive a fork.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
NICE = 10
"""How far workers give way to whoever answers questions."""
_PATIENCE_S = 5.0


class Nursery:
    """Begin and end workers; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None
        self._numbers = count()
        self._used = 0.0

    @property
    def pid(self) -> int | None:
        """Return the number of the process, or None where it is not needed at the moment."""
        return self._process.pid if self._process else None

    def worker(self) -> Worker:
        """Return a new worker.

        Raises:
            Broken: the system starts no process.

        """
        with self._lock:
            self._used = time.monotonic()
            number = next(self._numbers) % 2**32
            if self._process and self._process.poll() is not None:
                self._end()
            ours, theirs = socket.socketpair()
            try:
                try:
                    self._order(BEGIN, number, theirs)
                except OSError:
                    # It was ended, by whomever: another one takes its place.
                    self._end()
                    self._order(BEGIN, number, theirs)
            except OSError as error:
                ours.close()
                raise Broken(f"not started: {error}") from error
            finally:
                theirs.close()
        return Worker(ours, lambda: self._kill(number))

    def tidy(self, idle: float) -> None:
        """End the process where no worker was wanted for so many seconds."""
        with self._lock:
            if time.monotonic() - self._used >= idle:
                self._end()

    def _kill(self, number: int) -> None:
        with self._lock:
            try:
                self._order(END, number)
            except OSError:
                # Its workers have ended with it.
                self._end()

    def _order(self, act: bytes, number: int, file: socket.socket | None = None) -> None:
        if self._orders is None:
            if act == END:
                return
            self._start()
        if self._orders is not None:
            files = [file.fileno()] if file else []
            socket.send_fds(self._orders, [ORDER.pack(act, number)], files)

    def _start(self) -> None:
        self._orders, theirs = socket.socketpair()
        with theirs:
            path = json.dumps([_ROOT, *filter(None, sys.path)])
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-c", _START, path, str(theirs.fileno()), str(NICE)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd=os.sep,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )

    def _end(self) -> None:
        if self._orders:
            self._orders.close()
        if self._process:
            try:
                self._process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._orders = self._process = None
