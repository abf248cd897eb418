"""Posts of a forum: a thread whose first message is its author's, and whose title asks too."""

from __future__ import annotations

import re

import discord

from bot.discord.conversation.addressing import is_question

_SENTENCE = re.compile(r"[^.!?。！？\n]{2,300}[?？]")
_LONGEST = 300
_SOLVED = re.compile(r"\b(?:solved|resolved|answered|closed)\b|解決|回答済|해결|답변 ?완료", re.I)
_MOST_TAGS = 5


def post_of(message: discord.Message) -> discord.Thread | None:
    """Return the post that a message stands in, or None where it stands in no forum."""
    channel = message.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        return channel
    return None


def wordings(title: str, body: str) -> list[str]:
    """Return how a post may be asked, the best first: by its title, and by the question in its text where that came."""
    asked = next((found.group().strip() for found in _SENTENCE.finditer(body)), "")
    if not asked or is_question(title):
        return [title, *([asked] if asked else [])]
    # A title that asks nothing says what "it" in the text is.
    return [f"{title}: {asked}"[:_LONGEST], asked, title]


def solved_tag(forum: discord.ForumChannel) -> discord.ForumTag | None:
    """Return the tag by which a forum marks posts as solved, or None where it has none."""
    return next((tag for tag in forum.available_tags if _SOLVED.search(tag.name)), None)


async def mark_solved(post: discord.Thread, granted: discord.Permissions) -> bool:
    """Give a post the tag for solved ones where there is one and the bot may, and tell whether it has it now."""
    forum = post.parent
    tag = solved_tag(forum) if isinstance(forum, discord.ForumChannel) else None
    if tag is None or not granted.manage_threads or len(post.applied_tags) >= _MOST_TAGS:
        return False
    await post.add_tags(tag)
    return True
