"""An answer: the best quote with its neighbours, then up to two more, and facts about the articles."""

from __future__ import annotations

from datetime import date

import discord

from bot.discord.embeds.escape import escape, one_line
from bot.discord.embeds.limits import BLANK, TITLE, cut, fit
from bot.discord.embeds.links import link, web
from bot.discord.embeds.parts import STRENGTH, asked_of, escaped, joined, named, names_question, understood
from bot.discord.embeds.quotes import stacked
from bot.discord.embeds.unknown import without
from bot.records import Kept
from bot.texts import Phrases
from index import Answer, Fact

QUOTES = 3
"""How many quotes an answer shows, and a page of more of them."""

_FACTS = 4
_VALUE = 200


def answer_embed(kept: Kept, say: Phrases) -> discord.Embed:
    """Return an answer that was found, with the question as its title where nothing else names it."""
    answer = kept.answer
    shown = answer.quotes[:QUOTES]
    embed = discord.Embed(
        title=_title(kept),
        description=stacked(shown, say, _head(kept, say), leading=True),
        colour=STRENGTH[shown[0].strength] if shown else STRENGTH["strong"],
    )
    if footer := joined((_shown(len(shown), answer.total, say), asked_of(kept, say))):
        embed.set_footer(text=footer)
    return fit(embed)


def _head(kept: Kept, say: Phrases) -> str:
    return "\n".join(filter(None, (understood(kept, say), _known(kept.answer, say))))


def _title(kept: Kept) -> str | None:
    if not names_question(kept):
        return None
    return cut(escape(one_line(kept.asking.question[: 4 * TITLE])), TITLE)


def _shown(shown: int, total: int, say: Phrases) -> str | None:
    return say("answer.shown", shown=shown, total=total) if total > shown > 0 else None


def _known(answer: Answer, say: Phrases) -> str:
    """Return the facts, and of which articles they are not known."""
    links = {(quote.source, quote.article): quote.url for quote in answer.quotes}
    links |= {(fact.source, fact.article): fact.value for fact in answer.facts if fact.field == "url"}
    facts = [_fact(fact, links.get((fact.source, fact.article)), say) for fact in answer.facts[:_FACTS]]
    return "\n".join((*facts, *(without(one, say) for one in answer.unknown[:_FACTS])))


def _fact(fact: Fact, url: str | None, say: Phrases) -> str:
    label, title = say(f"fact.{fact.field}"), link(named(fact.title, url), web(url), say("fact.url"))
    if fact.field == "url" and web(url):
        return f"{label}: {title}"
    return joined((f"{label}: **{_value(fact, say)}**", title))


def _value(fact: Fact, say: Phrases) -> str:
    if fact.field == "published":
        try:
            return say.date(date.fromisoformat(fact.value))
        except ValueError:
            pass
    return escaped(fact.value, _VALUE) or BLANK
