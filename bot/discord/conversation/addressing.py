"""Whether a message is meant for the bot, and what it asks."""

from __future__ import annotations

import re
from typing import Literal

import discord

Way = Literal["dm", "mention", "reply"]

TALK = {discord.MessageType.default, discord.MessageType.reply}
_ENDING = re.compile(
    r"[?？⁇]\W{0,5}$|(?:ですか|ますか|でしょうか|のか|かな|教えて(?:ください)?|까|나요|가요|은지|는지|알려\s?(?:줘|주세요))[。.]?\s*$"
)
_OPENING = re.compile(
    r"(?:who|whom|whose|what|when|where|why|which|how|did|does|do|is|are|was|were|has|have|can|could|will"
    r"|tell me|explain|describe)\b",
    re.I,
)
_FEWEST_WORDS = 3


def is_talk(message: discord.Message) -> bool:
    """Tell whether a person says something: no bot, no webhook, no notice of Discord, no call to everyone."""
    is_person = not message.author.bot and not message.author.system and message.webhook_id is None
    return is_person and message.type in TALK and not message.mention_everyone


def way_of(message: discord.Message, me: int) -> Way | None:
    """Return how a message is addressed to the bot, or None where it is not."""
    if message.guild is None:
        return "dm"
    if re.search(rf"<@!?{me}>", message.content):
        return "mention"
    # A reply with a ping names the bot without a mention in its text.
    return "reply" if any(user.id == me for user in message.mentions) else None


def question_in(content: str, me: int) -> str:
    """Return what a message says besides naming the bot, or calling everyone without being allowed to."""
    return " ".join(re.sub(rf"<@!?{me}>|@(?:everyone|here)\b", " ", content).split())


def replied_to(message: discord.Message) -> discord.Message | None:
    """Return what a person said that a message replies to, where Discord shows it: seldom."""
    replied = message.reference.resolved if message.reference else None
    return replied if isinstance(replied, discord.Message) and is_talk(replied) else None


def author_of(message: discord.Message, asker: int) -> int | None:
    """Return whose words a message is, where they are another person's than the asker's."""
    is_theirs = message.webhook_id is None and not message.author.bot and message.author.id != asker
    return message.author.id if is_theirs else None


def is_question(content: str) -> bool:
    """Tell whether a message asks something, where that it names the bot does not say so."""
    text = content.strip()
    if _ENDING.search(text[-40:]):
        return True
    return bool(_OPENING.match(text)) and len(text.split()) >= _FEWEST_WORDS and "\n" not in text
