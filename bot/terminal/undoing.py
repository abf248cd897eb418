"""What was done, and taking it back: `summit history` and `summit undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.desk.curating.limits import check_return
from bot.errors import OverLimit
from bot.terminal import faults
from bot.terminal.auditing import Log, logged, past_events, quotes_of
from bot.terminal.lines import event_line
from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams, say
from bot.terminal.session import Session, article_id, session_of
from index import Library, UnknownArticle

Entries = Annotated[int, typer.Option("--top", min=1, max=100_000, help="How many entries.")]
OneEntry = Annotated[str, typer.Argument(metavar="ID", help="An entry, as `summit history` numbers it.")]


def history(context: typer.Context, top: Entries = 20, as_json: AsJson = False) -> None:
    """List what was done to the articles, newest first."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with session.open() as library:
        library.lapse()
        events = past_events(session, library, top)
    if as_json:
        for event in events:
            emit(event_line(event))
        return
    from bot.terminal.articles import show_history
    from bot.terminal.console import people_console

    show_history(people_console(), events)


def undo(context: typer.Context, entry: OneEntry, as_json: AsJson = False) -> None:
    """Undo an entry of the history: articles come back as they were, or go again."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with logged(session) as (library, log), quotes_of(session) as follow:
        reason, is_done = _undo(session, library, log, entry)
        if past := library.done(log.act.mark):
            follow(past.gone, past.new)
        library.settle()
    if as_json:
        number = int(entry) if entry.isdecimal() else entry
        emit({"id": number, "state": "undone" if is_done else "refused", "reason": reason})
    elif is_done:
        typer.echo(" ".join(filter(None, (f"Entry {entry} is undone.", reason))))
    else:
        say(str(reason))
    if not is_done:
        raise typer.Exit(faults.REFUSED)


def _undo(session: Session, library: Library, log: Log, entry: str) -> tuple[str | None, bool]:
    """Undo what a person typed; return what is to be said of it, and whether it was done."""
    try:
        number = article_id(entry)
        if session.server:
            check_return(library, number, session.settings)
    except UnknownArticle:
        return f"There is no entry {entry}: `summit history` shows the IDs.", False
    except OverLimit as error:
        return str(error), False
    with log.undoing(number):
        undone = library.undo(number, log.act)
    return undone.reason, undone.obstacle is None
