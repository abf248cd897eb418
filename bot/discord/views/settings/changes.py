"""Each change of the settings: checked, saved together with its line in the audit log, and told in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import discord

from bot.desk.arranging.chosen import MOST_ARTICLES, with_channel, without_deleted
from bot.discord.access import may_set
from bot.discord.base import bot_of
from bot.discord.conversation.choosing import managed, narrow
from bot.discord.conversation.permissions import missing_for_notices, missing_to_open_threads
from bot.discord.embeds.parts import escaped
from bot.discord.embeds.settings import archived_after, language, permissions
from bot.discord.message_content import obstacle
from bot.discord.standing import is_forum, standing
from bot.errors import Rejected
from bot.records import ArticleRef, ServerSettings
from bot.texts import LANGUAGES, Phrases

_TITLE = 100


def refuse_others(interaction: discord.Interaction) -> int:
    """Return the server whose settings a person changes; the first line of every command, menu and button.

    Raises:
        Rejected: they may not, or it is no server.

    """
    if interaction.guild_id is None or not may_set(interaction):
        raise Rejected("settings.refused")
    return interaction.guild_id


async def set_answers(interaction: discord.Interaction, channel: int, on: bool, say: Phrases) -> str:
    """Switch questions on or off in a channel."""
    name = _channel_here(interaction, channel)
    await save(interaction, f"channel {name}: {_word(on)}", lambda old: with_channel(old, channel, enabled=on), channel)
    return say("settings.set_answers_on" if on else "settings.set_answers_off", channel=f"<#{channel}>")


async def set_auto(interaction: discord.Interaction, channel: int, on: bool, say: Phrases) -> str:
    """Switch answering of every question on or off in a channel, and tell what it lacks."""
    name = _channel_here(interaction, channel)
    saved = await save(
        interaction, f"auto {name}: {_word(on)}", lambda old: with_channel(old, channel, auto=on), channel
    )
    if not on:
        return say("settings.set_auto_off", channel=f"<#{channel}>")
    missing = [] if saved.channel(channel).enabled else [say("settings.auto_but_off")]
    hindered = await obstacle(bot_of(interaction))
    if hindered and is_forum(interaction.guild, channel):
        words = say("settings.set_auto_on", channel=f"<#{channel}>")
        return "\n".join((words, *missing, say("settings.auto_titles")))
    if hindered:
        missing.append(say(f"content.{hindered}"))
    done = say("settings.set_auto_later" if missing else "settings.set_auto_on", channel=f"<#{channel}>")
    return "\n".join((done, *missing))


async def set_thread(interaction: discord.Interaction, channel: int, minutes: int, say: Phrases) -> str:
    """Choose whether answers in a channel open a thread, and tell what the bot lacks for it.

    Raises:
        Rejected: it is no channel in which threads can be opened.

    """
    name = _channel_here(interaction, channel)
    found = interaction.guild.get_channel(channel) if interaction.guild else None
    if minutes and not isinstance(found, discord.TextChannel):
        raise Rejected("settings.thread_where")
    detail = f"thread {name}: {minutes or 'off'}"
    await save(interaction, detail, lambda old: with_channel(old, channel, thread=minutes), channel)
    if not minutes or found is None:
        return say("settings.set_thread_off", channel=f"<#{channel}>")
    lacks = missing_to_open_threads(found)
    done = say("settings.set_thread_on", channel=f"<#{channel}>", time=archived_after(minutes, say))
    return "\n".join((done, *([say("settings.thread_missing", names=permissions(lacks, say))] if lacks else [])))


async def add_to_scope(interaction: discord.Interaction, channel: int, words: str, say: Phrases) -> str:
    """Add an article to those that a channel's questions are asked of.

    Raises:
        UnknownArticle: none is meant by the words.
        Rejected: there are as many already as may be.

    """
    name, (article, title) = _channel_here(interaction, channel), await _find(interaction, words)

    def add(old: ServerSettings) -> ServerSettings:
        before = [one for one in old.channel(channel).articles if one != article]
        if len(before) >= MOST_ARTICLES:
            raise Rejected("settings.scope_full", n=MOST_ARTICLES)
        return with_channel(old, channel, articles=(*before, article))

    saved = await save(interaction, f"scope {name}: + {title}", add, channel)
    key = "settings.set_scope_first" if len(saved.channel(channel).articles) == 1 else "settings.set_scope_added"
    return say(key, channel=f"<#{channel}>", title=escaped(title, _TITLE))


async def remove_from_scope(interaction: discord.Interaction, channel: int, words: str, say: Phrases) -> str:
    """Take an article out of those that a channel's questions are asked of; without any, it is all again."""
    name, (article, title) = _channel_here(interaction, channel), await _find(interaction, words)

    def remove(old: ServerSettings) -> ServerSettings:
        left = tuple(one for one in old.channel(channel).articles if one != article)
        return with_channel(old, channel, articles=left)

    saved = await save(interaction, f"scope {name}: - {title}", remove, channel)
    if not saved.channel(channel).articles:
        return say("settings.set_scope_all", channel=f"<#{channel}>")
    return say("settings.set_scope_removed", channel=f"<#{channel}>", title=escaped(title, _TITLE))


async def choose_scope(interaction: discord.Interaction, channel: int, chosen: Sequence[str], say: Phrases) -> str:
    """Choose the articles that a channel's questions are asked of, all at once, by their references.

    Raises:
        Rejected: what there is cannot be read now.

    """
    name = _channel_here(interaction, channel)
    titles = (await standing(bot_of(interaction), refuse_others(interaction))).titles
    if titles is None:
        raise Rejected("settings.scope_unread")
    articles = tuple(article for article in titles if str(article) in chosen)[:MOST_ARTICLES]
    detail = f"scope {name}: {', '.join(titles[article] for article in articles) or 'all'}"
    await save(interaction, detail, lambda old: with_channel(old, channel, articles=articles), channel)
    if not articles:
        return say("settings.set_scope_all", channel=f"<#{channel}>")
    return say("settings.set_scope", channel=f"<#{channel}>", n=len(articles))


async def clear_scope(interaction: discord.Interaction, channel: int, say: Phrases) -> str:
    """Ask all articles again in a channel."""
    name = _channel_here(interaction, channel)
    await save(interaction, f"scope {name}: all", lambda old: with_channel(old, channel, articles=()), channel)
    return say("settings.set_scope_all", channel=f"<#{channel}>")


async def set_language(interaction: discord.Interaction, chosen: str | None, say: Phrases) -> str:
    """Choose the language of a server, or leave it to Discord."""
    if chosen is not None and chosen not in LANGUAGES:
        raise Rejected("settings.no_language")
    await save(interaction, f"language: {chosen or 'automatic'}", lambda old: replace(old, language=chosen))
    return say("settings.set_language", language=language(chosen, say))


async def set_shared(interaction: discord.Interaction, on: bool, say: Phrases) -> str:
    """Switch the shared library on or off for a server."""
    await save(interaction, f"shared: {_word(on)}", lambda old: replace(old, shared=on))
    return say("settings.set_shared_on" if on else "settings.set_shared_off")


async def set_editors(interaction: discord.Interaction, role: int | None, say: Phrases) -> str:
    """Choose the role that may manage articles, or none.

    Raises:
        Rejected: it is everyone's role, or none of this server.

    """
    if role is None:
        await save(interaction, "editors: none", lambda old: replace(old, editors=None))
        return say("settings.set_editors_none")
    found = interaction.guild.get_role(role) if interaction.guild else None
    if found is None:
        raise Rejected("settings.no_role")
    if found.is_default():
        raise Rejected("settings.editors_everyone")
    await save(interaction, f"editors: @{found.name}", lambda old: replace(old, editors=role))
    articles = bot_of(interaction).command_mention("articles")
    return say("settings.set_editors", role=f"<@&{role}>", articles=articles)


async def set_admin(interaction: discord.Interaction, channel: int | None, say: Phrases) -> str:
    """Choose the channel for notices, or none.

    Raises:
        Rejected: the bot may not write there, or it is no channel of this server.

    """
    if channel is None:
        await save(interaction, "admin: none", lambda old: replace(old, admin=None))
        return say("settings.set_admin_none")
    found = interaction.guild.get_channel(channel) if interaction.guild else None
    if found is None:
        raise Rejected("settings.no_channel")
    if missing := missing_for_notices(found):
        raise Rejected("settings.admin_refused", channel=f"<#{channel}>", names=permissions(missing, say))
    await save(interaction, f"admin: #{found.name}", lambda old: replace(old, admin=channel), channel)
    return say("settings.set_admin", channel=f"<#{channel}>")


async def clear_deleted(interaction: discord.Interaction, say: Phrases) -> str:
    """Forget the channels, roles and articles that are no longer there."""
    there = await standing(bot_of(interaction), refuse_others(interaction))
    await save(interaction, "deleted ones: cleared", lambda old: without_deleted(old, there))
    return say("settings.set_cleared")


async def save(
    interaction: discord.Interaction,
    detail: str,
    choose: Callable[[ServerSettings], ServerSettings],
    channel: int | None = None,
) -> ServerSettings:
    """Save what an admin chooses, with its line in the audit log, and return all that is chosen."""
    server = refuse_others(interaction)
    return await bot_of(interaction).desk.change_server(server, interaction.user.id, detail, choose, channel)


def _channel_here(interaction: discord.Interaction, channel: int) -> str:
    """Return the name of a channel of this server for the audit log.

    Raises:
        Rejected: it is none, or was deleted.

    """
    found = interaction.guild.get_channel(channel) if interaction.guild else None
    if found is None:
        raise Rejected("settings.no_channel")
    return f"#{found.name}"


async def _find(interaction: discord.Interaction, words: str) -> tuple[ArticleRef, str]:
    """Return an article that somebody chose or typed, and its title."""
    scope = await narrow(interaction, words, managed(interaction), alone=True)
    titles = await bot_of(interaction).desk.titles_of(scope)
    return scope.articles[0], next(iter(titles), str(scope.articles[0]))


def _word(on: bool) -> str:
    return "on" if on else "off"
