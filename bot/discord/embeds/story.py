"""A story over articles by its days, and two articles side by side, in their own sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import DESCRIPTION, cut, fit, size
from bot.discord.embeds.links import jump, link
from bot.discord.embeds.parts import LIBRARY, escaped, named, small
from bot.texts import Phrases
from index import Beside, Dated, SummaryLine

_SENTENCE = 700
_TOPIC = 80
_TITLE = 100


def story_embed(topic: str, told: Sequence[Dated], say: Phrases) -> discord.Embed:
    """Return the sentences of a story in the order of their days, each with its article."""
    embed = discord.Embed(title=say("story.title", topic=escaped(topic, _TOPIC)), colour=LIBRARY)
    embed.description = _fitting(_told(one, say) for one in told) or say("story.nothing")
    return fit(embed.set_footer(text=say("story.note")) if told else embed)


def beside_embed(titles: tuple[str, str], found: Beside, say: Phrases) -> discord.Embed:
    """Return what two articles both say, and what only one says."""
    first, second = (escaped(named(title), _TITLE) for title in titles)
    parts = [
        (say("story.both"), [f"{_line(one)}\n{_line(other)}" for one, other in found.both]),
        (say("story.only", title=first), [_line(one) for one in found.first]),
        (say("story.only", title=second), [_line(one) for one in found.second]),
    ]
    blocks = [f"**{heading}**\n" + ("\n\n".join(lines) or say("story.none")) for heading, lines in parts]
    room = DESCRIPTION // len(blocks) - len(blocks)
    description = "\n\n".join(_within(block, room) for block in blocks)
    return fit(
        discord.Embed(title=f"{first} – {second}", description=description, colour=LIBRARY).set_footer(
            text=say("story.alike")
        )
    )


def _told(one: Dated, say: Phrases) -> str:
    day = str(one.when.day.year) if one.when.whole_year else say.date(one.when.day)
    heading = f"**{day}**" if one.when.stated else f"**{day}** {say('story.in_article')}"
    return f"{heading}\n{_line(one.line)}\n{small(escaped(named(one.line.title, one.line.url), _TITLE))}"


def _line(line: SummaryLine) -> str:
    arrow = link("↗", jump(line.url, line.text)) if line.url else ""
    return f"> {cut(' '.join(escape(line.text[: _SENTENCE + 1]).split()), _SENTENCE)} {arrow}".rstrip()


def _fitting(blocks: Iterable[str]) -> str:
    return _joined(blocks, DESCRIPTION)


def _within(block: str, room: int) -> str:
    heading, *lines = block.split("\n\n")
    return _joined([heading, *lines], room)


def _joined(blocks: Iterable[str], room: int) -> str:
    """Return as many whole blocks as there is room for."""
    kept = list[str]()
    for block in blocks:
        room -= size(block) + 2
        if room < 0:
            break
        kept.append(block)
    return "\n\n".join(kept)
