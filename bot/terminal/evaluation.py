"""Evaluations, laid out for people."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bot.terminal.console import paragraph, plain
from index import Evaluation, Figures, Judged

HEADINGS = ("Asked", "Top 1", "Top 3", "MRR", "Mark F1", "Answered right/wrong", "Refused right/wrong")
NOTE = "A refused question counts as wrong where an article answers it."
_SHOWN = 20


def show_evaluation(console: Console, found: Evaluation) -> None:
    """Print the figures of all and of each file, and the worst misses."""
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style="bold")
    table.add_column("", overflow="fold")
    for heading in HEADINGS:
        table.add_column(heading, justify="right", min_width=5, max_width=len("right/wrong"))
    for name, figures in rows(found):
        table.add_row(plain(name), *cells(figures))
    console.print(table)
    console.print(plain(NOTE, "dim"))
    _show_misses(console, found.misses)


def rows(found: Evaluation) -> Iterator[tuple[str, Figures]]:
    """Yield the figures of all and, where there are several files, of each."""
    yield "All", found.figures
    if len(found.files) > 1:
        yield from ((group.name, group.figures) for group in found.files)


def cells(figures: Figures) -> tuple[str, ...]:
    """Return figures in words, in the order of HEADINGS."""
    shares = (figures.top1, figures.top3, figures.mrr, figures.mark_f1)
    answered = f"{figures.answered_right} / {figures.answered_wrong}"
    refused = f"{figures.refused_right} / {figures.refused_wrong}"
    return str(figures.questions), *map(share, shares), answered, refused


def share(value: float | None) -> str:
    """Return a share with three digits, or a dash where nothing tells it."""
    return "-" if value is None else f"{value:.3f}"


def expected(one: Judged) -> str:
    """Return what a question should have been answered with."""
    if not one.answerable:
        return "nothing: no article answers"
    return f"{' / '.join(one.golden.expected)} ({one.golden.places[0].doc})"


def given(one: Judged) -> str:
    """Return what it was answered with, and where the right quote came."""
    quoted = "nothing" if one.quoted is None else f"{one.quoted} ({one.title})"
    words = quoted if one.answered else f"refused; nearest: {quoted}"
    return f"{words} [right at {one.rank}]" if one.rank else words


def _show_misses(console: Console, misses: tuple[Judged, ...]) -> None:
    if not misses:
        return
    console.print(plain(f"\nWrong, worst first ({len(misses)}):", "bold"))
    for one in misses[:_SHOWN]:
        where = f"{one.golden.file}:{one.golden.line}"
        console.print(plain(f"{share(one.score)}  {one.golden.question}", "bold").append(f"  {where}", "dim"))
        for label, words in (("expected", expected(one)), ("quoted", given(one))):
            paragraph(console, plain(f"{label:<8}  {words}"), indent=7)
    if len(misses) > _SHOWN:
        console.print(plain(f"{len(misses) - _SHOWN} more: --report and --json hold all of them.", "dim"))
