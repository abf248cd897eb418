"""What the machine, or the container that this runs in, lets a process have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

USUAL = 4_000_000_000
"""Bytes of memory where the system does not tell."""
FILES = 65_536
_GROUPS = Path("/sys/fs/cgroup")
_GROUP = Path("/proc/self/cgroup")


def memory() -> int:
    """Return how many bytes of memory there are for this process: the machine's, or what its group may take."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else USUAL
    return min([whole, *_limits()])


def cores() -> int:
    """Return how many processors there are for this process: those it may run on, or as many as its group may use."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = [line.split() for line in _said("cpu.max")]
    return max(1, min([there, *(-(-int(one[0]) // int(one[1])) for one in quotas if one[0] != "max")]))


def files() -> int:
    """Return how many files may be open at once."""
    try:
        import resource
    except ImportError:
        return FILES
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return FILES if soft == resource.RLIM_INFINITY else min(soft, FILES)


def allow_files() -> None:
    """Let this process have as many files open as it may allow itself: the usual limit is for programs of long ago."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = FILES if hard == resource.RLIM_INFINITY else min(hard, FILES)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _limits() -> Iterator[int]:
    """Yield what memory the groups may take, where that is limited; else they say "max"."""
    for words in (*_said("memory.max"), *_said("memory/memory.limit_in_bytes")):
        with suppress(ValueError):
            yield int(words)


def _said(name: str) -> Iterator[str]:
    """Yield what a file says in each of the groups that this process is in (cgroups of Linux)."""
    try:
        own = next(line[3:] for line in _GROUP.read_text().splitlines() if line.startswith("0::/"))
    except (OSError, StopIteration):
        own = "/"
    group = _GROUPS / own.lstrip("/")
    for folder in (group, *group.parents):
        if folder.is_relative_to(_GROUPS):
            with suppress(OSError):
                yield (folder / name).read_text()
