"""Share: the first quote of an answer as a picture, with its words as the description for who cannot see it."""

from __future__ import annotations

import io

import discord

from bot.discord.base import bot_of
from bot.discord.cards.card import LONGEST, draw_card
from bot.discord.cards.fonts import lacking
from bot.discord.conversation.attending import tell
from bot.discord.embeds.escape import one_line
from bot.discord.embeds.parts import LIBRARY, joined, named, written
from bot.discord.views.reading import still_there
from bot.records import Kept
from bot.texts import Phrases
from index import Quote

_DESCRIPTION = 1024
"""Discord's limit of what describes a file."""
_LINK = 120


async def share(interaction: discord.Interaction, kept: Kept, say: Phrases) -> None:
    """Send the picture to the person who pressed, or say why there is none."""
    desk = bot_of(interaction).desk
    quotes, _gone = await still_there(desk, kept, kept.answer.quotes[:1])
    if not quotes:
        await tell(interaction, say("sharing.gone"))
        return
    quote = quotes[0]
    if len(quote.text) > LONGEST:
        await tell(interaction, say("sharing.long"))
        return
    foot, colour = _foot(quote, say), _colour(interaction)
    missing, picture = await desk.questions.run(lambda: (lacking(quote.text), _drawn(quote, foot, colour)))
    if missing:
        await tell(interaction, say("sharing.lacking", letters=missing[:20]))
        return
    file = discord.File(io.BytesIO(picture), "quote.png", description=_described(quote, foot))
    await interaction.edit_original_response(content=say("sharing.done"), attachments=[file])


def _drawn(quote: Quote, foot: list[str], colour: int) -> bytes:
    marks = quote.mark if quote.mark and quote.strength != "weak" else ()
    spans = [(start - quote.start, end - quote.start) for start, end in marks]
    return draw_card(quote.text, spans, [_drawable(line) for line in foot], colour)


def _drawable(line: str) -> str:
    """Return a line of the foot without what no font holds: a title may have a picture in it."""
    gone = lacking(line)
    return " ".join("".join(character for character in line if character not in gone).split())


def _foot(quote: Quote, say: Phrases) -> list[str]:
    day = joined((one_line(quote.publisher or ""), written(quote.published, say)))
    link = (quote.url or "").partition("://")[2]
    lines = (named(quote.title, quote.url), day, link if len(link) <= _LINK else f"{link[:_LINK]}…")
    return [line for line in lines if line]


def _described(quote: Quote, foot: list[str]) -> str:
    below = " · ".join(foot)
    room = _DESCRIPTION - len(below) - 3
    words = quote.text if len(quote.text) <= room else quote.text[: room - 1] + "…"
    return f"“{words}” {below}"[:_DESCRIPTION]


def _colour(interaction: discord.Interaction) -> int:
    """Return the colour that the bot's highest role has in this server, else its own."""
    return (interaction.guild.me.colour.value if interaction.guild else 0) or LIBRARY
