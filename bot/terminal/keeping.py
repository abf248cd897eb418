"""What the library holds: `summit list`, `show`, `remove`, `status` and `reindex`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

import typer

from bot.desk.curating.noting import what_changed
from bot.terminal import faults
from bot.terminal.auditing import Follow, Log, last_changes, logged, quotes_of
from bot.terminal.lines import article_line, entry_line, status_line
from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams, say
from bot.terminal.progress import watching
from bot.terminal.session import Session, article_id, session_of
from index import KEPT, Library, UnknownArticle

PATIENCE_S = 30.0
"""How long a removal waits for those who read what it deletes; an answer takes less than a second."""

_KEPT = "`{undo}` brings it back within {days} days; `{what} --forever` deletes its text for good."

OneId = Annotated[str, typer.Argument(metavar="ID", help="An article, as `summit list` numbers it.")]
Forever = Annotated[
    bool, typer.Option("--forever", metavar="", help="Delete them for good: no file keeps any of their text.")
]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Articles, as `summit list` numbers them.")]


def list_articles(context: typer.Context, as_json: AsJson = False) -> None:
    """List the articles."""
    prepare_streams(as_json=as_json)
    with session_of(context).open() as library:
        entries = library.list()
    if as_json:
        for entry in entries:
            emit(entry_line(entry))
        return
    from bot.terminal.articles import show_list
    from bot.terminal.console import people_console

    show_list(people_console(), entries)


def show(context: typer.Context, article: OneId, as_json: AsJson = False) -> None:
    """Show an article, and what each part of it was taken for."""
    prepare_streams(as_json=as_json)
    with session_of(context).open() as library:
        found = library.show(article_id(article))
    if found is None:
        raise UnknownArticle(f"There is no article {article}: `summit list` shows the IDs.")
    if as_json:
        emit(article_line(*found))
        return
    from bot.terminal.articles import show_article
    from bot.terminal.console import people_console

    show_article(people_console(), *found)


def remove(context: typer.Context, articles: Ids, forever: Forever = False, as_json: AsJson = False) -> None:
    """Remove articles; their text is kept for 30 days, so that it can be undone, unless it is deleted for good."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with logged(session) as (library, log), quotes_of(session) as follow:
        remove_one = _erase_one if forever else _remove_one
        removed = [_removed(words, partial(remove_one, library, log, follow), as_json) for words in articles]
        if forever and any(removed):
            library.purge()
        is_clean = not forever or library.cleanse(PATIENCE_S)
        entry = library.done(log.act.mark)
    if entry and not forever and not as_json:
        say(
            _KEPT.format(
                days=KEPT.days,
                undo=_command(session, "undo", entry.id),
                what=_command(session, "remove", *sorted(entry.gone)),
            )
        )
    if not is_clean:
        say("Somebody still reads what was removed: it is overwritten when they have ended, at the latest by the bot.")
    if not all(removed):
        raise typer.Exit(faults.REFUSED)


def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Tell what the library holds, and whether it is well."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with session.open() as library:
        found = library.status()
    changes = last_changes(session)
    if as_json:
        emit(status_line(found, changes))
        return
    from bot.terminal.articles import show_status
    from bot.terminal.console import people_console

    show_status(people_console(), found, changes or ())


def reindex(context: typer.Context) -> None:
    """Make everything anew from the stored texts, as after a change of model; the old index answers meanwhile."""
    prepare_streams()
    session = session_of(context)
    session.prepare()
    with logged(session) as (library, log), log.reindexing() as telling:
        with watching("Reindexing") as step:
            made = library.reindex(lambda done, total: step(done, total, ""), log.act)
        telling.detail = what_changed(made)
    typer.echo(f"Reindexed {made.articles:,} articles, {made.sentences:,} sentences, with {made.model}.")


def _removed(words: str, remove_one: Callable[[int], bool], as_json: bool) -> bool:
    """Remove what a person typed, say what became of it, and tell whether it was there."""
    article: int | str
    try:
        article = article_id(words)
        done = remove_one(article)
    except UnknownArticle:
        article, done = words, False
    if as_json:
        emit({"id": article, "state": "removed" if done else "unknown"})
    elif done:
        typer.echo(f"Article {article} is removed.")
    else:
        say(f"There is no article {words}: `summit list` shows the IDs.")
    return done


def _remove_one(library: Library, log: Log, follow: Follow, article: int) -> bool:
    follow([article], ())
    with log.removing(article):
        return library.remove(article, log.act)


def _erase_one(library: Library, log: Log, follow: Follow, article: int) -> bool:
    follow([article], ())
    with log.erasing(article):
        return library.erase(article, log.act, more=True)


def _command(session: Session, name: str, *ids: int) -> str:
    """Return a command as a person would give it about the same library."""
    server = f"--server {session.server} " if session.server else ""
    return f"summit {server}{name} {' '.join(map(str, ids))}"
