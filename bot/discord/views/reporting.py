"""Report: an answer that somebody finds wrong, told to the server's admins once, in the channel that they chose."""

from __future__ import annotations

import discord

from bot.discord.base import DeskBot, bot_of
from bot.discord.conversation.attending import tell
from bot.discord.embeds.parts import escaped, named, small
from bot.discord.embeds.quotes import words
from bot.discord.telling.admin_notices import admin_phrases, tell_admins
from bot.records import Kept
from bot.store import REPORTED
from bot.texts import Phrases
from index import Audience

_QUESTION = 300
_QUOTE = 800
_TITLE = 150


def is_reportable(bot: DeskBot, kept: Kept) -> bool:
    """Tell whether admins are told somewhere, and of a question that everybody has seen: none that was private."""
    server = kept.asking.scope.server
    return server is not None and not kept.asking.private and bot.desk.server(server).admin is not None


async def report(interaction: discord.Interaction, kept: Kept, say: Phrases) -> None:
    """Tell the admins, or say that they know of it already, or that they are told nothing."""
    bot, server, key = bot_of(interaction), kept.asking.scope.server, f"{REPORTED}{kept.id}"
    if server is None or not is_reportable(bot, kept):
        await tell(interaction, say("report.nobody"))
        return
    known = await bot.desk.record(lambda store: store.value(key))
    # What is for some channels alone is not told in another, whoever reads it.
    told = await bot.desk.kept_for(kept, Audience(bot.desk.server(server).admin))
    if known or await tell_admins(bot, server, _notice(told, interaction.user.id, admin_phrases(bot, server))):
        await bot.desk.record(lambda store: store.set_value(key, "1"))
        await tell(interaction, say("report.done"))
    else:
        await tell(interaction, say("report.nobody"))


def _notice(kept: Kept, who: int, say: Phrases) -> str:
    place = f"https://discord.com/channels/{kept.asking.scope.server}/{kept.asking.channel}/{kept.message}"
    head = say("report.notice", who=f"<@{who}>", question=escaped(kept.asking.question, _QUESTION))
    first = kept.answer.quotes[:1]
    quoted = [line for quote in first for line in (words(quote, _QUOTE), small(escaped(named(quote.title), _TITLE)))]
    return "\n".join((head, *quoted, *([place] if kept.message else [])))
