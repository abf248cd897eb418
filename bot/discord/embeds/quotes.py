"""Quotes one below the other, neighbours as one, each with its source, as long as the embed allows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.desk.together import Together, together
from bot.discord.embeds.escape import marked
from bot.discord.embeds.leaning import leaning
from bot.discord.embeds.limits import DESCRIPTION, cut, size
from bot.discord.embeds.parts import dim, escaped, joined, named, small, source
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
    quotes: Sequence[Quote], say: Phrases, head: str = "", *, strengths: bool = True, leading: bool = False
) -> str:
    """Return the head and the quotes within a description.

    With `leading` the first says above it how well it is supported, and has its neighbours where they help.
    """
    text, groups = "", together(quotes)
    for layout in _LAYOUTS:
        around = _around(groups, quotes) if leading and layout.neighbours else ("", "")
        blocks = [
            _leading(group, say, layout, around) if leading and not place else _block(group, say, layout, strengths)
            for place, group in enumerate(groups)
        ]
        text = "\n\n".join(filter(None, (head, *blocks)))
        if size(text) <= DESCRIPTION:
            break
    return text


def words(quote: Quote, most: int) -> str:
    """Return a quote escaped, and marked unless its support is weak.

    In several lines it stands plain, so that nothing comes between its words.
    """
    mark = None if quote.strength == "weak" else quote.mark
    text = cut(marked(replace(quote, text=quote.text[: most + 1], mark=mark)), most)
    return text if len(text.splitlines()) > 1 else f"> {text}"


def _leading(group: Together, say: Phrases, layout: _Layout, around: tuple[str, str]) -> str:
    before, after = around
    certain = small(say(f"certainty.{_support(group)}"))
    return _set((certain, before, *_words(group, layout)), (after, *_sources(group.best, say, layout)))


def _block(group: Together, say: Phrases, layout: _Layout, strengths: bool) -> str:
    support = say(f"strength.{_support(group)}") if strengths else None
    return _set(_words(group, layout), _sources(group.best, say, layout, support))


def _support(group: Together) -> str:
    return "pinned" if group.best.pinned else group.best.strength


def _set(quoted: Iterable[str], below: Iterable[str]) -> str:
    """Return what is quoted and what stands below: without the empty line some clients draw the bar beside both."""
    return "\n\n".join("\n".join(filter(None, lines)) for lines in (quoted, below))


def _words(group: Together, layout: _Layout) -> list[str]:
    return [words(quote, layout.most // len(group.quotes)) for quote in group.shown]


def _sources(quote: Quote, say: Phrases, layout: _Layout, support: str | None = None) -> tuple[str, str]:
    foot = joined((source(quote, say, linked=layout.links), support))
    return small(foot), small(_also(quote, say))


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
    return say("answer.also", titles="; ".join(titles + rest))
