"""`summit add`: files, folders and standard input into the library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.terminal import faults
from bot.terminal.lines import added_line
from bot.terminal.options import AsJson
from bot.terminal.outcome import Outcome, show_outcome
from bot.terminal.output import emit, prepare_streams, say, standard_input
from bot.terminal.progress import watching
from bot.terminal.session import session_of
from index import Library, SummitError

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; - is standard input.")]


def add(context: typer.Context, paths: Paths, as_json: AsJson = False) -> None:
    """Add articles: .txt, .md, .html, .jsonl and .jsonl.gz."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with session.open() as library:
        session.prepare()
        outcome, error = store(library, _named(paths), as_json=as_json)
    if not as_json:
        _show(outcome)
    code = _explain(outcome, error) if error else faults.DONE
    raise typer.Exit(code or (faults.REFUSED if outcome.counts.get("refused") else faults.DONE))


def store(
    library: Library, paths: Iterable[Path | Literal["-"]], *, as_json: bool = False
) -> tuple[Outcome, BaseException | None]:
    """Add what the paths hold; return what became of it, and what ended it before its end."""
    # The readers take longer to load than a question to answer.
    from index import read_paths

    outcome = Outcome()
    try:
        with watching("Adding") as step:
            for added in library.add_all(read_paths(paths, standard_input())):
                outcome.note(added)
                if as_json:
                    emit(added_line(added))
                step(outcome.total, None, added.title or added.path)
            library.settle()
    except (KeyboardInterrupt, SummitError) as error:
        return outcome, error
    return outcome, None


def _named(paths: list[str]) -> list[Path | Literal["-"]]:
    if "-" in paths and standard_input().isatty():
        say("Reading from the terminal: paste the article, then press Ctrl-D.")
    return ["-" if path == "-" else Path(path) for path in paths]


def _show(outcome: Outcome) -> None:
    from bot.terminal.console import people_console

    show_outcome(people_console(), outcome)


def _explain(outcome: Outcome, error: BaseException) -> int:
    """Say what ended it; once something is stored, it did start."""
    if not isinstance(error, KeyboardInterrupt):
        code = faults.report(error)
        return faults.REFUSED if outcome.total else code
    word = "article was" if outcome.stored == 1 else "articles were"
    say(f"Stopped: {outcome.stored} {word} stored, each one whole; the same command goes on from there.")
    return faults.INTERRUPTED
