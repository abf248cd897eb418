"""Quotes one below the other, neighbours as one, each with its source, as long as the embed allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk.together import Together, together
from bot.discord.embeds.escape import marked
from bot.discord.embeds.leaning import leaning
from bot.discord.embeds.limits import DESCRIPTION, cut, size
from bot.discord.embeds.parts import dim, escaped, joined, named, source
from bot.texts import Phrases
from index import Quote

_ALSO = 2
_ALSO_TITLE = 80


@dataclass(frozen=True, slots=True)
class _Layout:
    most: int
    """The most units of one quote."""
    neighbours: bool
    links: bool


_LAYOUTS = (
    _Layout(3600, neighbours=True, links=True),
    _Layout(1600, neighbours=True, links=True),
    _Layout(800, neighbours=False, links=True),
    _Layout(400, neighbours=False, links=True),
    _Layout(200, neighbours=False, links=False),
)


def stacked(
    quotes: Sequence[Quote], say: Phrases, head: str = "", *, strengths: bool = True, neighbours: bool = False
) -> str:
    """Return the head and the quotes within a description; with `neighbours` those of the first where they help."""
    text, groups = "", together(quotes)
    for layout in _LAYOUTS:
        around = _around(groups, quotes) if neighbours and layout.neighbours else ("", "")
        blocks = [
            _block(group, say, layout, strengths, ("", "") if place else around) for place, group in enumerate(groups)
        ]
        text = "\n\n".join(filter(None, (head, *blocks)))
        if size(text) <= DESCRIPTION:
            break
    return text


def words(quote: Quote, most: int) -> str:
    """Return a quote escaped and marked; in several lines it stands plain, so that nothing comes between its words."""
    text = cut(marked(replace(quote, text=quote.text[: most + 1])), most)
    return text if len(text.splitlines()) > 1 else f"> {text}"


def _block(group: Together, say: Phrases, layout: _Layout, strengths: bool, around: tuple[str, str]) -> str:
    support = say(f"strength.{group.best.strength}") if strengths else None
    foot = joined((source(group.best, say, linked=layout.links), support))
    before, after = around
    shown = (words(quote, layout.most // len(group.quotes)) for quote in group.shown)
    return "\n".join(filter(None, (before, *shown, after, foot, _also(group.best, say))))


def _around(groups: Sequence[Together], quotes: Sequence[Quote]) -> tuple[str, str]:
    """Return what stands before and after the first quotes, where it helps and is not shown anyway."""
    if not groups:
        return "", ""
    first, last, shown = groups[0].quotes[0], groups[0].quotes[-1], {quote.text for quote in quotes}
    before, after = (
        text if helps and text and text not in shown else ""
        for helps, text in ((leaning(first)[0], first.before), (leaning(last)[1], last.after))
    )
    # The dots tell them from the quote, as in the terminal.
    return dim(f"… {before}") if before else "", dim(f"{after} …") if after else ""


def _also(quote: Quote, say: Phrases) -> str:
    if not quote.also:
        return ""
    titles = [escaped(named(other.title, other.url), _ALSO_TITLE) for other in quote.also[:_ALSO]]
    rest = ["…"] if len(quote.also) > _ALSO else []
    return f"*{say('answer.also', titles='; '.join(titles + rest))}*"
