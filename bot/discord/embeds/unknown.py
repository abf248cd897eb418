"""What is not known of an article itself, and where in its text it might be found."""

from __future__ import annotations

import discord

from bot.discord.embeds.limits import fit
from bot.discord.embeds.parts import NEUTRAL, asked, asked_of, escaped, named
from bot.records import Kept
from bot.texts import Phrases
from index import Unknown

_MOST = 3
_TITLE = 150
_HINT = 300


def unknown_embed(kept: Kept, say: Phrases) -> discord.Embed:
    """Return the answer to a question for what nobody has stored, with that as its title."""
    unknown = kept.answer.unknown[:_MOST]
    blocks = [_block(one, say) for one in unknown]
    embed = discord.Embed(
        title=say(f"unknown.{unknown[0].field}"),
        description="\n\n".join(filter(None, (asked(kept), *blocks))),
        colour=NEUTRAL,
    )
    if footer := asked_of(kept, say):
        embed.set_footer(text=footer)
    return fit(embed)


def without(unknown: Unknown, say: Phrases) -> str:
    """Return that an article is stored without a field."""
    return say(f"unknown.without_{unknown.field}", title=escaped(named(unknown.title), _TITLE))


def _block(unknown: Unknown, say: Phrases) -> str:
    hint = unknown.hint
    lines = [say("unknown.hint"), f"> {escaped(hint.text, _HINT)}"] if hint else []
    return "\n".join((without(unknown, say), *lines))
