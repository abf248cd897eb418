"""`summit add`: files, folders and standard input into the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from bot.desk.curating.limits import check_room, check_upload
from bot.errors import OverLimit
from bot.settings import Settings
from bot.terminal import faults
from bot.terminal.auditing import Log, logged
from bot.terminal.lines import added_line
from bot.terminal.options import AsJson
from bot.terminal.outcome import Outcome, show_outcome
from bot.terminal.output import emit, prepare_streams, say, standard_input
from bot.terminal.progress import watching
from bot.terminal.session import session_of
from index import Added, Library, Source, SummitError

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders and links; - is standard input.")]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def add(context: typer.Context, paths: Paths, as_json: AsJson = False) -> None:
    """Add articles: links, .txt, .md, .html, .pdf, .docx, .odt, .epub, .eml, .zip, .jsonl and .jsonl.gz."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with logged(session, new=True) as (library, log):
        session.prepare()
        # The shared library is the owner's: it has no limits, and nobody else asks who has changed it.
        limits = session.settings if session.server else None
        sources = _read(_named(paths), session.settings, limits)
        add_each = (
            partial(_add_each, library, limits=limits, log=log) if limits else partial(library.add_all, act=log.act)
        )
        outcome, error = store(library, partial(add_each, sources), as_json=as_json)
    if not as_json:
        _show(outcome)
    code = _explain(outcome, error) if error else faults.DONE
    raise typer.Exit(code or (faults.REFUSED if outcome.counts.get("refused") else faults.DONE))


def store(
    library: Library, adding: Callable[[], Iterable[Added]], *, as_json: bool = False
) -> tuple[Outcome, BaseException | None]:
    """Follow articles as they are added; return what became of them, and what ended it before its end."""
    outcome = Outcome()
    try:
        with watching("Adding") as step:
            # Begun here, so that it ends here too: an interrupt must not leave its thread to whoever comes by.
            for added in adding():
                outcome.note(added)
                if as_json:
                    emit(added_line(added))
                step(outcome.total, None, added.title or added.path)
            library.settle()
    except (KeyboardInterrupt, SummitError) as error:
        return outcome, error
    return outcome, None


def _read(paths: Iterable[str], settings: Settings, limits: Settings | None) -> Iterator[Source]:
    """Yield what paths and links hold, in their order; links that follow one another are fetched side by side."""
    for are_links, some in groupby(paths, key=_is_link):
        together = list(some)
        yield from _linked(together, settings) if are_links else _filed(together, limits)


def _is_link(path: str) -> bool:
    """Tell whether an address was meant, also one that is never followed: no file is called so."""
    return bool(_ADDRESS.match(path))


def _linked(links: Iterable[str], settings: Settings) -> Iterator[Source]:
    from index import Web, read_links

    return read_links(Web(settings.manners), links)


def _filed(paths: Iterable[str], limits: Settings | None) -> Iterator[Source]:
    """Yield what the paths hold; where there are limits, a file over them is not even opened."""
    # The readers take longer to load than a question to answer.
    from index import read_paths

    for path in paths:
        try:
            if limits and path != "-" and Path(path).is_file():
                check_upload(Path(path).stat().st_size, limits)
        except OverLimit as error:
            yield Source(path, refusal=error)
        else:
            yield from read_paths(["-" if path == "-" else Path(path)], standard_input())


def _add_each(library: Library, sources: Iterable[Source], limits: Settings, log: Log) -> Iterator[Added]:
    """Add articles to a server's library as long as there is room, each with a line in the audit log."""
    for source in sources:
        within = _within(library, source, limits)
        with log.adding(within.article):
            added = library.add(within, log.act)
        yield added


def _within(library: Library, source: Source, limits: Settings) -> Source:
    """Return a source, or its refusal where there is no room for it."""
    if source.article is None:
        return source
    try:
        check_upload(len(source.article.text.encode()), limits)
        check_room(library, source.article, limits)
    except OverLimit as error:
        return Source(source.path, refusal=error)
    return source


def _named(paths: list[str]) -> list[str]:
    if "-" in paths and standard_input().isatty():
        say("Reading from the terminal: paste the article, then press Ctrl-D.")
    return paths


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
