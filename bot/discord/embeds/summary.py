"""A summary: numbered sentences of the articles, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord

from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import DESCRIPTION, cut, fit, size
from bot.discord.embeds.links import jump
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named
from bot.texts import Phrases
from index import Summary, SummaryLine

_SENTENCE = 1200
_TOPIC = 80


def summary_embed(
    summary: Summary, say: Phrases, *, title: str | None = None, since: date | None = None
) -> discord.Embed:
    """Return a summary of an article by its title, of the summary's topic, or with `since` of what is new."""
    embed = discord.Embed(title=_title(summary, say, title, since), colour=LIBRARY)
    lines = summary.sentences
    if not lines:
        embed.description = _nothing(summary, say, title, since)
        return fit(embed)
    blocks = _fitting(lines, several=title is None or len({(line.source, line.article) for line in lines}) > 1)
    embed.description = "\n".join(blocks)
    short = say("summary.cut") if len(blocks) < len(lines) else None
    return fit(embed.set_footer(text=joined((say("summary.of", shown=len(blocks), total=summary.of), short))))


def _title(summary: Summary, say: Phrases, title: str | None, since: date | None) -> str:
    topic, name = escaped(summary.topic or "", _TOPIC), escape(named(title)) if title is not None else None
    if since:
        return say("summary.new", date=say.date(since))
    if topic and name:
        return say("summary.topic_article", topic=topic, title=name)
    return say("summary.topic", topic=topic) if topic else say("summary.article", title=name or "")


def _nothing(summary: Summary, say: Phrases, title: str | None, since: date | None) -> str:
    if since:
        return say("summary.nothing_new", date=say.date(since))
    if summary.topic:
        key = "summary.nothing_topic" if title is None else "summary.nothing_topic_article"
        return say(key, topic=escaped(summary.topic, _TOPIC))
    return say("summary.nothing_article")


def _fitting(lines: Sequence[SummaryLine], *, several: bool) -> list[str]:
    """Return the sentences that fit, each with its number, an article's title above its first one."""
    blocks: list[str] = []
    room, last = DESCRIPTION, None
    for number, line in enumerate(lines, 1):
        heading = f"**{_heading(line)}**\n" if several and last != (line.source, line.article) else ""
        block = ("\n" if heading and blocks else "") + heading + _sentence(number, line)
        room -= size(block) + 1
        if room < 0:
            break
        blocks.append(block)
        last = line.source, line.article
    return blocks


def _heading(line: SummaryLine) -> str:
    return escape(named(line.title, line.url))


def _sentence(number: int, line: SummaryLine) -> str:
    url = jump(line.url, line.text)
    label = f"[{number}.]({url})" if url else f"{number}."
    return f"**{label}** {cut(escape(line.text[: _SENTENCE + 1]), _SENTENCE)}"
