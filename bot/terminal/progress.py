"""Something to see on standard error while long work goes on, where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.terminal.output import harmless

Step = Callable[[int, int | None, str], None]
"""Takes how many are done, out of how many (None: unknown), and what was last."""
_TITLE = 40


@contextmanager
def watching(doing: str) -> Iterator[Step]:
    """Yield what moves the bar; without a terminal on standard error it moves nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total, last: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from bot.terminal.console import progress_console

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.completed:,}"))
    count = TextColumn("{task.fields[last]}", markup=False)
    with Progress(*columns, TimeElapsedColumn(), count, console=progress_console(), transient=True) as progress:
        task = progress.add_task(doing, total=None, last="")

        def step(done: int, total: int | None, last: str) -> None:
            title = " ".join(harmless(last[: _TITLE * 2]).split())[:_TITLE]
            progress.update(task, completed=done, total=total, last=title)

        yield step
