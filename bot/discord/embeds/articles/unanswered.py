"""The questions without an answer, a page at a time, each with what answers it by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.desk.curating.unanswered import Group
from bot.discord.embeds.limits import cut, fit
from bot.discord.embeds.parts import LIBRARY, escaped, joined, small, source
from bot.discord.embeds.quotes import words
from bot.texts import Phrases
from index import Fact, Quote

PAGE = 5
"""How many groups of questions a page shows."""

# With these a page of the longest of all stays within a description.
_QUESTION = 200
_ONLY = 100
_QUOTE = 240
_SOURCE = 140


@dataclass(frozen=True, slots=True)
class Listed:
    """A group of questions, and what answers it by now."""

    group: Group
    answer: Quote | Fact | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of all groups; the first page is 1."""

    listed: Sequence[Listed]
    number: int
    pages: int
    groups: int
    """On all pages."""
    left: int = 0
    """How many of them were not looked at again since the articles changed."""


def unanswered_embed(page: Page, say: Phrases) -> discord.Embed:
    """Return a page's questions with their counts, numbered as their buttons are."""
    embed = discord.Embed(title=say("unanswered.title"), colour=LIBRARY)
    if not page.groups:
        embed.description = say("unanswered.empty")
        return fit(embed)
    embed.description = "\n\n".join(_lines(number, one, say) for number, one in enumerate(page.listed, 1))
    paged = say("library.page", page=page.number, pages=page.pages) if page.pages > 1 else None
    left = say("unanswered.left", n=page.left) if page.left else None
    return fit(embed.set_footer(text=joined((paged, say("unanswered.count", n=page.groups), left))))


def _lines(number: int, listed: Listed, say: Phrases) -> str:
    newest, count = listed.group.newest, len(listed.group.questions)
    question = cut(escaped(newest.question, _QUESTION), _QUESTION)
    asked = say("unanswered.asked", n=count, when=f"<t:{int(newest.asked.timestamp())}:R>")
    lines = (f"**{number}.** {question}", joined((asked, _only(newest.titles, say))), _answer(listed.answer, say))
    return "\n".join(filter(None, lines))


def _only(titles: Sequence[str], say: Phrases) -> str | None:
    if not titles:
        return None
    if len(titles) > 1:
        return say("answer.only_many", n=len(titles))
    return say("answer.only", title=cut(escaped(titles[0], _ONLY), _ONLY))


def _answer(answer: Quote | Fact | None, say: Phrases) -> str:
    if answer is None:
        return ""
    if isinstance(answer, Fact):
        field, title = say(f"fact.{answer.field}"), escaped(answer.title, _SOURCE)
        said = (f"{field}: {cut(escaped(answer.value, _QUOTE), _QUOTE)}", title)
    else:
        # The empty line keeps the source out of the quote's bar in every client.
        said = (f"{words(answer, _QUOTE)}\n", source(answer, say, linked=False))
    is_sure = isinstance(answer, Fact) or answer.strength == "strong"
    heading = say("unanswered.answered" if is_sure else "unanswered.may_answer")
    return "\n".join((f"**{heading}**", said[0], small(cut(said[1], _SOURCE))))
