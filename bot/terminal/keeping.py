"""What the library holds: `summit list`, `show`, `remove`, `status` and `reindex`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot.desk.curating.noting import what_changed
from bot.terminal import faults
from bot.terminal.auditing import Log, last_changes, logged, quotes_of
from bot.terminal.lines import article_line, entry_line, status_line
from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams, say
from bot.terminal.progress import watching
from bot.terminal.session import article_id, session_of
from index import Library, UnknownArticle

PATIENCE_S = 30.0
"""How long a removal waits for those who read what it deletes; an answer takes less than a second."""

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
    """Remove articles, and everything that was made from them; no text of them stays."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    # As long as nothing can be undone, what is removed is deleted for good either way.
    with logged(session) as (library, log), quotes_of(session) as forget_quotes:
        removed = [_remove_one(library, words, log, forget_quotes, as_json=as_json) for words in articles]
        if any(removed):
            library.purge()
        is_clean = library.cleanse(PATIENCE_S)
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
            made = library.reindex(lambda done, total: step(done, total, ""))
        telling.detail = what_changed(made)
    typer.echo(f"Reindexed {made.articles:,} articles, {made.sentences:,} sentences, with {made.model}.")


def _remove_one(library: Library, words: str, log: Log, forget_quotes: Callable[[int], None], *, as_json: bool) -> bool:
    try:
        article: int | str = article_id(words)
    except UnknownArticle:
        article = words
    done = False
    if isinstance(article, int):
        forget_quotes(article)
        with log.removing(article):
            done = library.remove(article, more=True)
    if as_json:
        emit({"id": article, "state": "removed" if done else "unknown"})
    elif done:
        typer.echo(f"Article {article} is removed.")
    else:
        say(f"There is no article {words}: `summit list` shows the IDs.")
    return done
