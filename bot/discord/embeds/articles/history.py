"""What was done to a server's articles and settings, a page at a time, and what is asked before it is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.desk.curating.events import Event
from bot.discord.embeds.articles.status import change_line
from bot.discord.embeds.escape import one_line
from bot.discord.embeds.limits import BLANK, fit, shorten
from bot.discord.embeds.parts import LIBRARY, escaped, joined, person, small
from bot.texts import Phrases
from index import KEPT, Titled, Undone

PAGE = 6
"""How many entries a page shows."""
_NAMED = 3
_TITLE = 80
_LABEL = 100
_WHO = 80
_LEFT = 10
_TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of all entries; the first page is 1."""

    events: Sequence[Event]
    number: int
    pages: int
    chosen: Event | None
    """The one that the buttons are about."""


def history_embed(page: Page, say: Phrases) -> discord.Embed:
    """Return a page's entries, newest first; the one that the buttons are about stands out."""
    embed = discord.Embed(title=say("history.title"), colour=LIBRARY)
    if not page.events:
        embed.description = say("history.empty")
        return fit(embed)
    lines = [f"{'▶ ' if event is page.chosen else ''}{event_lines(event, say)}" for event in page.events]
    embed.description = "\n\n".join(lines)
    paged = say("library.page", page=page.number, pages=page.pages) if page.pages > 1 else None
    return fit(embed.set_footer(text=joined((paged, say("history.kept", n=KEPT.days)))))


def sure_embed(event: Event, act: str, say: Phrases) -> discord.Embed:
    """Return an entry with what becomes of it when that is confirmed; `act` is undo or erase."""
    description = f"{event_lines(event, say)}\n\n{say(f'history.{act}_note')}"
    return fit(discord.Embed(title=say(f"history.{act}_title"), description=description, colour=LIBRARY))


def event_lines(event: Event, say: Phrases) -> str:
    """Return who has done what and when, and below it how much came and went."""
    if event.change:
        return change_line(event.change, say)
    done = say(f"what.{event.act}", detail=_titles(event, say)).strip()
    counts = [f"{sign}{len(some)}" for sign, some in (("+", event.came), ("−", event.went)) if some]
    undone = say("history.is_undone") if event.undone else None
    below = small(joined((*(counts if len(event.articles) > 1 else ()), undone)))
    return "\n".join(filter(None, (f"<t:{int(event.when.timestamp())}:f> {_who(event.who, say)}: {done}", below)))


def label(event: Event, say: Phrases) -> str:
    """Return what was done, for a menu."""
    named = event.articles[0].title if event.articles else ""
    more = f" +{len(event.articles) - 1}" if event.articles[1:] else ""
    said = say(f"what.{event.act}", detail=one_line(named[:_LABEL])).replace("**", "").strip()
    return shorten(said, _LABEL - len(more)) + more or BLANK


def told(undone: Undone, say: Phrases) -> str:
    """Return what became of an undo."""
    if undone.obstacle:
        return say(f"history.not_{undone.obstacle}", n=KEPT.days)
    return joined((say("history.done"), say("history.left", titles=_names(undone.left)) if undone.left else None))


def _titles(event: Event, say: Phrases) -> str:
    rest = len(event.articles) - _NAMED
    more = say("history.more", n=rest) if rest > 0 else None
    return joined((*(escaped(one.title, _TITLE) for one in event.articles[:_NAMED]), more))


def _names(articles: Sequence[Titled]) -> str:
    return joined(escaped(one.title, _TITLE) for one in articles[:_LEFT])


def _who(who: int | str | None, say: Phrases) -> str:
    return escaped(who, _WHO) if isinstance(who, str) and who != _TERMINAL else person(_id(who), say)


def _id(who: int | str | None) -> int | None:
    return who if isinstance(who, int) else None
