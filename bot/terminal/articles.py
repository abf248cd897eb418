"""Articles and libraries, laid out for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from bot.desk.curating.events import Event, name_of
from bot.records import Change
from bot.terminal.answers import EMPTY, long_date
from bot.terminal.console import plain
from index import Article, Entry, Status

_COLOUR = {
    "body": "green",
    "heading": "bold cyan",
    "byline": "magenta",
    "credit": "magenta",
    "caption": "yellow",
    "link": "blue",
    "boilerplate": "dim",
}
_KILO = 1000
_NAMED = 5
"""Articles of an entry of the history that are named."""


def show_list(console: Console, entries: Sequence[Entry]) -> None:
    """Print the articles as a table."""
    if not entries:
        console.print(EMPTY)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("ID", justify="right", no_wrap=True)
    table.add_column("Title", ratio=3, overflow="fold")
    table.add_column("From", ratio=2, overflow="fold")
    table.add_column("Date", no_wrap=True)
    table.add_column("Sentences", justify="right", no_wrap=True)
    for entry in entries:
        source = plain(entry.publisher or entry.author or "")
        table.add_row(str(entry.id), plain(entry.title), source, str(entry.published or ""), str(entry.sentences))
    console.print(table)


def show_article(console: Console, entry: Entry, article: Article) -> None:
    """Print what is known of an article, and its text with the kind of each part."""
    console.print(plain(f"{entry.id}  {entry.title}", "bold"), soft_wrap=not console.is_terminal)
    console.print(_facts(entry, article))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for part in article.parts:
        table.add_row(plain(part.kind, _COLOUR[part.kind]), plain(article.text[part.start : part.end]))
    console.print(table)


def show_status(console: Console, status: Status, changes: Sequence[Change] = ()) -> None:
    """Print what a library holds, what is wrong with it, and what was last changed."""
    rows = {
        "Articles": f"{status.articles:,}",
        "Sentences": f"{status.sentences:,}",
        "Model": status.model or "none yet",
        "Reader": status.reader or "none",
        "On disk": _size(status.bytes),
        "Health": "well" if status.healthy else "\n".join(map(str, status.problems)),
        "Changes": "\n".join(map(_changed, changes)),
    }
    console.print(Panel(_grid({name: value for name, value in rows.items() if value}), title="Library", expand=False))


def show_history(console: Console, events: Sequence[Event]) -> None:
    """Print what was done, an entry a row; of many articles the first few."""
    if not events:
        console.print("Nothing was done yet.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("ID", justify="right", no_wrap=True)
    table.add_column("When", no_wrap=True)
    table.add_column("Who", overflow="fold")
    table.add_column("What", overflow="fold", ratio=1)
    for event in events:
        row = (str(event.id or ""), f"{event.when:%Y-%m-%d %H:%M}", name_of(event.who) or "", _done(event))
        table.add_row(*(plain(cell, "dim" if event.undone else "") for cell in row))
    console.print(table)


def _done(event: Event) -> str:
    """Return what was done, with counts and titles."""
    if event.change:
        return f"{event.act}  {event.change.detail}"
    lines = [f"{event.act}, undone" if event.undone else event.act]
    for sign, articles in (("+", event.came), ("−", event.went)):
        titles = [f"{one.title} ({one.id})" for one in articles[:_NAMED]]
        more = f" and {len(articles) - _NAMED:,} more" if articles[_NAMED:] else ""
        lines += [f"{sign}{len(articles):,}  {', '.join(titles)}{more}"] if articles else []
    return "\n".join(lines)


def _changed(change: Change) -> str:
    """Return a line of the audit log; None did it on the terminal, or the bot by itself."""
    who = f"user {change.who}" if change.who else "Summit"
    return f"{change.moment:%Y-%m-%d %H:%M}  {who}  {change.what}  {change.detail}"


def _facts(entry: Entry, article: Article) -> Table:
    rows = {
        "Author": entry.author,
        "Publisher": entry.publisher,
        "Published": long_date(entry.published) if entry.published else None,
        "Link": entry.url,
        "Language": entry.language,
        "Licence": article.licence,
        "Sentences": str(entry.sentences),
        "Added": f"{entry.added:%Y-%m-%d %H:%M}",
    }
    return _grid({name: value for name, value in rows.items() if value})


def _grid(rows: dict[str, str]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows.items():
        table.add_row(plain(name, "dim"), plain(value))
    return table


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < _KILO:
            return f"{count:.0f} {unit}"
        count /= _KILO
    return f"{count:.1f} GB"
