"""What a worker may take of the machine; a system that knows no such limits leaves the clock of its keeper."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

MEMORY = 1_000_000_000
"""Bytes that reading may take above what the readers themselves take: a page of 10 MB needs half of it."""
_FILES = 64
_BASE_S = 10.0
_A_BYTE_S = 5e-6


def allowance(size: int) -> float:
    """Return the seconds of a processor that reading so many bytes may take: five times what prose takes."""
    return _BASE_S + _A_BYTE_S * size


def confine() -> None:
    """Keep this process to what it has, and a bounded amount of memory more; it may start nothing and write no file."""
    # Where memory runs out all the same, this process goes first and the bot stays.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    with suppress(ImportError):
        import resource

        with suppress(OSError):
            held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
        for limit, most in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NPROC, 0),
            (resource.RLIMIT_NOFILE, _FILES),
        ):
            resource.setrlimit(limit, (most, most))


def allow_seconds(more: float) -> None:
    """Let the system end this process once it has worked for so long from now on: it counts from the start."""
    with suppress(ImportError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + more) + 1, most))
