"""`summit source` and `summit refresh`: sources that keep themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.desk.curating.limits import admitting
from bot.desk.curating.noting import what_came
from bot.settings import Settings
from bot.terminal import faults
from bot.terminal.auditing import Follow, Log, logged, quotes_of
from bot.terminal.lines import followed_line, refreshed_line, source_line
from bot.terminal.options import AsJson
from bot.terminal.output import emit, harmless, prepare_streams, say
from bot.terminal.session import article_id, session_of
from index import Act, Feed, Library, Refreshed, Rules, UnknownArticle

if TYPE_CHECKING:
    from index import Feeds, Tools

_USUAL = Rules()

Url = Annotated[str, typer.Argument(metavar="URL", help="A feed, a sitemap, or a page that names its feed.")]
Every = Annotated[int, typer.Option(metavar="MIN", min=15, max=10_080, help="Minutes from one look to the next.")]
Include = Annotated[str, typer.Option(metavar="WORDS", help="Only articles with one of these words.")]
Exclude = Annotated[str, typer.Option(metavar="WORDS", help="No articles with one of these words.")]
Most = Annotated[int, typer.Option(metavar="K", min=1, max=1_000, help="New articles at a time.")]
Keep = Annotated[int, typer.Option(metavar="DAYS", min=0, max=3_650, help="How long articles are kept; 0: for ever.")]
Backlog = Annotated[int, typer.Option(metavar="N", min=0, max=1_000, help="Older entries that are taken at the start.")]
Name = Annotated[str | None, typer.Option(metavar="TEXT", help="What you call it; else as it calls itself.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID...", help="Sources, as `summit source list` numbers them.")]
SomeIds = Annotated[
    list[str] | None, typer.Argument(metavar="[ID...]", help="Sources; all that are not paused where none is named.")
]
OneId = Annotated[str, typer.Argument(metavar="ID", help="A source, as `summit source list` numbers it.")]

source = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="Follow feeds, whose new articles come by themselves."
)


@source.command()
def add(
    context: typer.Context,
    url: Url,
    every: Every = _USUAL.every,
    include: Include = _USUAL.include,
    exclude: Exclude = _USUAL.exclude,
    most: Most = _USUAL.most,
    keep: Keep = _USUAL.keep,
    backlog: Backlog = _USUAL.backlog,
    name: Name = None,
    as_json: AsJson = False,
) -> None:
    """Follow a feed; its articles come with the next refresh."""
    from index import follow

    prepare_streams(as_json=as_json)
    session, rules = session_of(context), Rules(every, include, exclude, most, keep, backlog)
    with logged(session, new=True) as (library, _), _tools(session.settings) as tools:
        followed = follow(library.feeds, url, rules, (name or "").strip() or None, tools, datetime.now(UTC))
    if as_json:
        emit(followed_line(followed, every))
    elif followed.feed and followed.state == "added":
        feed = followed.feed
        typer.echo(f"Source {feed.id}, {feed.called}, is followed: `summit refresh {feed.id}` fetches its articles.")
    else:
        say(followed.reason or "")
    if followed.state == "refused":
        raise typer.Exit(faults.REFUSED)


@source.command("list")
def list_sources(context: typer.Context, as_json: AsJson = False) -> None:
    """List the sources."""
    prepare_streams(as_json=as_json)
    with session_of(context).open() as library:
        feeds = library.feeds.list()
    if as_json:
        for feed in feeds:
            emit(source_line(feed))
        return
    from bot.terminal.console import people_console
    from bot.terminal.sources import show_sources

    show_sources(people_console(), feeds)


@source.command()
def show(context: typer.Context, which: OneId, as_json: AsJson = False) -> None:
    """Show a source: its rules, its last run, and what came and went."""
    prepare_streams(as_json=as_json)
    with session_of(context).open() as library:
        feed = _source(library, which)
        entries = [] if feed is None or as_json else library.feeds.entries(feed.id)
    if feed is None:
        raise UnknownArticle(_no_source(which))
    if as_json:
        emit(source_line(feed))
        return
    from bot.terminal.console import people_console
    from bot.terminal.sources import show_source

    show_source(people_console(), feed, entries)


@source.command()
def pause(context: typer.Context, which: Ids, as_json: AsJson = False) -> None:
    """Let sources rest; their articles stay."""
    _each(context, which, as_json, lambda feeds, feed: feeds.pause(feed, paused=True, now=datetime.now(UTC)), "paused")


@source.command()
def resume(context: typer.Context, which: Ids, as_json: AsJson = False) -> None:
    """Look at sources again that were paused."""
    _each(context, which, as_json, lambda feeds, feed: feeds.pause(feed, paused=False, now=datetime.now(UTC)), "active")


@source.command()
def remove(context: typer.Context, which: Ids, as_json: AsJson = False) -> None:
    """Follow sources no longer; their articles stay."""
    _each(context, which, as_json, lambda feeds, feed: feeds.remove(feed), "removed")


def refresh(context: typer.Context, which: SomeIds = None, as_json: AsJson = False) -> None:
    """Look at sources now, and bring the articles up to date with them."""
    prepare_streams(as_json=as_json)
    session = session_of(context)
    with logged(session) as (library, log), quotes_of(session) as follow_quotes:
        wanted = which or [str(feed.id) for feed in library.feeds.list() if not feed.paused]
        if wanted:
            session.prepare()
        with _tools(session.settings) as tools:
            limits = session.settings if session.server else None
            done = [_refresh(library, log, words, tools, limits, follow_quotes, as_json=as_json) for words in wanted]
    if not all(done):
        raise typer.Exit(faults.REFUSED)
    if not wanted and not as_json:
        say("No source is followed: `summit source add URL` follows one.")


def _refresh(
    library: Library,
    log: Log,
    words: str,
    tools: Tools,
    limits: Settings | None,
    follow_quotes: Follow,
    *,
    as_json: bool,
) -> bool:
    """Refresh one source, and tell whether that went well; a server's library may hold only so much."""
    feed = _source(library, words)
    if feed is None:
        done = Refreshed(int(words) if words.isdecimal() else 0, error=_no_source(words))
    else:
        if limits:
            tools = replace(tools, admit=admitting(library, limits))
        act = Act(feed.called, "refresh")
        with log.refreshing(act) as telling:
            done = library.feeds.refresh(feed.id, tools, datetime.now(UTC), act)
            telling.detail = what_came(feed, done)
        if past := library.done(act.mark):
            follow_quotes(past.gone, past.new)
    if as_json:
        emit({**refreshed_line(done), "id": feed.id if feed else _plain(words)})
    else:
        _tell(done, feed)
    return done.error is None


def _tell(done: Refreshed, feed: Feed | None) -> None:
    """Say what a run has come to."""
    if feed is None:
        say(done.error or "")
        return
    counts, name = done.counts, harmless(feed.called)
    if done.moved:
        say(f"{name} has moved to {done.moved}, and is followed there.")
    if any((counts.added, counts.changed, counts.removed, counts.refused)) or done.error is None:
        numbers = f"{counts.added} added, {counts.changed} changed, {counts.removed} removed, {counts.refused} refused"
        typer.echo(f"{name}: {numbers}, of {counts.found} in the feed.")
    if done.error:
        say(f"{name}: {done.error}")


@contextmanager
def _tools(settings: Settings) -> Iterator[Tools]:
    """Lend what sources are fetched and read with."""
    from index import Readers, Tools, Web

    readers = Readers(1)
    try:
        yield Tools(Web(settings.manners).fetch, readers)
    finally:
        readers.close()


def _each(
    context: typer.Context, which: Iterable[str], as_json: bool, act: Callable[[Feeds, int], object], state: str
) -> None:
    """Do something with each source, and say what became of it."""
    prepare_streams(as_json=as_json)
    is_missing = False
    with logged(session_of(context)) as (library, _):
        for words in which:
            feed = _source(library, words)
            done = feed is not None and bool(act(library.feeds, feed.id))
            is_missing |= not done
            if as_json:
                emit({"id": feed.id if feed else _plain(words), "state": state if done else "unknown"})
            elif feed and done:
                typer.echo(f"Source {feed.id}, {harmless(feed.called)}, is {state}.")
            else:
                say(_no_source(words))
    if is_missing:
        raise typer.Exit(faults.REFUSED)


def _source(library: Library, words: str) -> Feed | None:
    try:
        return library.feeds.get(article_id(words))
    except UnknownArticle:
        return None


def _plain(words: str) -> int | str:
    try:
        return article_id(words)
    except UnknownArticle:
        return words


def _no_source(words: str) -> str:
    return f"There is no source {words}: `summit source list` shows the IDs."
