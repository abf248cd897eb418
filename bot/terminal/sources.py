"""Sources, laid out for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from bot.terminal.console import plain
from index import Feed, Known

_NONE = "No source is followed yet: `summit source add URL` follows one."
_LAST = 5


def show_sources(console: Console, feeds: Sequence[Feed]) -> None:
    """Print sources as a table."""
    if not feeds:
        console.print(_NONE)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("ID", "Source", "Articles", "State", "Next look"):
        table.add_column(title, justify="right" if title in ("ID", "Articles") else "left", overflow="fold")
    for feed in feeds:
        coming = "" if feed.paused else f"{feed.next_run:%Y-%m-%d %H:%M}"
        table.add_row(str(feed.id), plain(feed.called), str(feed.articles), feed.state, coming)
    console.print(table)


def show_source(console: Console, feed: Feed, entries: Sequence[Known]) -> None:
    """Print what is known of a source, and what came of its entries last."""
    console.print(plain(f"{feed.id}  {feed.called}", "bold"), soft_wrap=not console.is_terminal)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _rows(feed, entries):
        table.add_row(plain(name, "dim"), plain(value))
    console.print(table)


def _rows(feed: Feed, entries: Sequence[Known]) -> list[tuple[str, str]]:
    rules, counts = feed.rules, feed.counts
    last = f"{feed.last_run:%Y-%m-%d %H:%M} UTC" if feed.last_run else "not yet"
    numbers = f"{counts.added} added, {counts.changed} changed, {counts.removed} removed, {counts.refused} refused"
    rows = [
        ("Address", feed.url),
        ("Moved from", feed.moved or ""),
        ("Kind", feed.kind),
        ("State", feed.state),
        ("Articles", str(feed.articles)),
        ("Full text", _texts(entries)),
        ("Every", f"{rules.every} minutes, at most {rules.most} new articles"),
        ("Only with", rules.include),
        ("Never with", rules.exclude),
        ("Kept for", f"{rules.keep} days" if rules.keep else "ever"),
        ("Last run", f"{last}: {numbers}, of {counts.found} in the feed" if feed.last_run else last),
        ("Next run", "" if feed.paused else f"{feed.next_run:%Y-%m-%d %H:%M} UTC"),
        ("Last error", feed.error or ""),
        ("Refused", _titles(entries, "refused")),
        ("Gone", _titles(entries, "gone")),
    ]
    return [(name, value) for name, value in rows if value]


def _texts(entries: Sequence[Known]) -> str:
    """Return where the text of the articles is from."""
    full = [entry.full for entry in entries if entry.state == "taken" and entry.held]
    if not full:
        return ""
    return "from the feed" if all(full) else "from the feed, or else the page" if any(full) else "from the pages"


def _titles(entries: Sequence[Known], state: str) -> str:
    """Return the titles of the last entries of which that came, with the reason."""
    found = [entry for entry in entries if entry.state == state][-_LAST:]
    return "\n".join(": ".join(filter(None, (entry.title or entry.link, entry.reason))) for entry in reversed(found))
