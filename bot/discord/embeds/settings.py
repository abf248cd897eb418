"""What a server's admins chose, all of it, or for one channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot.desk.arranging.chosen import Standing
from bot.discord.embeds.limits import cut, fit
from bot.discord.embeds.parts import LIBRARY, escaped, joined
from bot.discord.message_content import Obstacle
from bot.records import ArticleRef, ChannelSettings, ServerSettings
from bot.texts import Phrases

ARCHIVING = {60: "hour", 1440: "day", 4320: "days", 10080: "week"}
"""The minutes after which Discord archives a silent thread, and how the texts call them."""
MOST_CHANNELS = 12
"""Channels that the summary tells of."""
_TITLE = 60
_TITLES = 600


def settings_embed(settings: ServerSettings, standing: Standing, missing: Sequence[str], say: Phrases) -> discord.Embed:
    """Return everything chosen for a server; `missing`: what the bot may not in the channel for notices."""
    embed = discord.Embed(title=say("settings.title"), description=say("settings.intro"), colour=LIBRARY)
    for name, value in (
        ("channels", _channels(settings, standing, say)),
        ("language", _language(settings.language, say)),
        ("shared", say("settings.shared_on" if settings.shared else "settings.shared_off")),
        ("editors", _editors(settings, standing, say)),
        ("admin", _admin(settings, standing, missing, say)),
        ("digest", digest_words(settings, say)),
    ):
        embed.add_field(name=say(f"settings.{name}_title"), value=value, inline=False)
    return fit(embed)


def channel_embed(
    channel: int,
    settings: ServerSettings,
    standing: Standing,
    obstacle: Obstacle | None,
    say: Phrases,
    *,
    forum: bool = False,
) -> discord.Embed:
    """Return what is chosen for one channel; `obstacle`: why the bot cannot read what is said there by itself."""
    chosen = settings.channel(channel)
    embed = discord.Embed(title=say("settings.channel_title"), description=_place(channel, standing, say))
    embed.colour = discord.Colour(LIBRARY)
    auto = say("settings.auto_on" if chosen.auto else "settings.auto_off")
    hint = say("settings.auto_titles" if forum else f"content.{obstacle or 'both'}")
    for name, value in (
        ("answers", say("settings.answers_on" if chosen.enabled else "settings.answers_off")),
        ("auto", f"{auto}\n{hint}" if chosen.auto and obstacle else auto),
        ("thread", _thread(chosen, say)),
        ("scope", _scope(chosen, settings, standing, say)),
    ):
        embed.add_field(name=say(f"settings.{name}_title"), value=value, inline=False)
    return fit(embed)


def digest_words(settings: ServerSettings, say: Phrases) -> str:
    """Return where and when the digest is posted, in a sentence."""
    digest = settings.digest
    if digest is None:
        return say("settings.digest_none")
    name = "settings.digest_week" if digest.weekly else "settings.digest_day"
    return say(name, channel=f"<#{digest.channel}>", hour=f"{digest.hour:02}:00", zone=settings.zone)


def digest_embed(settings: ServerSettings, say: Phrases) -> discord.Embed:
    """Return where and when the digest is posted, and what it is."""
    lines = (say("settings.digest_what"), digest_words(settings, say), say("settings.digest_zone", zone=settings.zone))
    title = say("settings.digest_title")
    return fit(discord.Embed(title=title, description="\n\n".join(lines), colour=LIBRARY))


def archived_after(minutes: int, say: Phrases) -> str:
    """Return after how long a thread is archived, as it is chosen."""
    return say(f"command.settings_thread.after_{ARCHIVING.get(minutes, ARCHIVING[1440])}")


def _thread(chosen: ChannelSettings, say: Phrases) -> str:
    if not chosen.thread:
        return say("settings.thread_off")
    return say("settings.thread_on", time=archived_after(chosen.thread, say))


def language(chosen: str | None, say: Phrases) -> str:
    """Return a language by its name, or that it is left to Discord."""
    return say.language_name(chosen) if chosen else say("command.settings.as_discord")


def _language(chosen: str | None, say: Phrases) -> str:
    return say.language_name(chosen) if chosen else say("settings.language_none")


def permissions(missing: Sequence[str], say: Phrases) -> str:
    """Return permissions by Discord's names for them."""
    return ", ".join(f"**{say(f'permission.{name}')}**" for name in missing)


def _channels(settings: ServerSettings, standing: Standing, say: Phrases) -> str:
    lines = [_channel(channel, chosen, standing, say) for channel, chosen in settings.channels.items()]
    if not lines:
        return say("settings.channels_none")
    more = len(lines) - MOST_CHANNELS
    return "\n".join([*lines[:MOST_CHANNELS], *([say("settings.channels_more", n=more)] if more > 0 else [])])


def _channel(channel: int, chosen: ChannelSettings, standing: Standing, say: Phrases) -> str:
    gone = sum(map(standing.lacks_article, chosen.articles))
    told = (
        None if chosen.enabled else say("settings.answers_off_short"),
        say("settings.auto_on_short") if chosen.auto else None,
        say("settings.thread_short") if chosen.thread else None,
        say("settings.scope_short", n=len(chosen.articles)) if chosen.articles else None,
        say("settings.scope_gone", n=gone) if gone else None,
    )
    return "• " + joined((_place(channel, standing, say), *told))


def _place(channel: int, standing: Standing, say: Phrases) -> str:
    return say("settings.deleted_channel", id=channel) if standing.lacks_channel(channel) else f"<#{channel}>"


def _editors(settings: ServerSettings, standing: Standing, say: Phrases) -> str:
    role = settings.editors
    if role is None:
        return say("settings.editors_none")
    if standing.lacks_role(role):
        return say("settings.deleted_role", id=role)
    return f"<@&{role}>\n{say('settings.editors_hint')}"


def _admin(settings: ServerSettings, standing: Standing, missing: Sequence[str], say: Phrases) -> str:
    if settings.admin is None:
        return say("settings.admin_none")
    place = _place(settings.admin, standing, say)
    return f"{place}\n{say('settings.admin_missing', names=permissions(missing, say))}" if missing else place


def _scope(chosen: ChannelSettings, settings: ServerSettings, standing: Standing, say: Phrases) -> str:
    if not chosen.articles:
        return say("settings.scope_all")
    lines = "\n".join(f"• {_article(article, standing, say)}" for article in chosen.articles)
    return "\n".join((cut(lines, _TITLES), *_warnings(chosen.articles, settings, standing, say)))


def _article(article: ArticleRef, standing: Standing, say: Phrases) -> str:
    if standing.lacks_article(article):
        return say("settings.removed_article", id=article.id)
    return escaped((standing.titles or {}).get(article, f"{article.id}"), _TITLE) or f"{article.id}"


def _warnings(
    articles: Sequence[ArticleRef], settings: ServerSettings, standing: Standing, say: Phrases
) -> Iterator[str]:
    """Yield why questions in a channel find nothing, or less than was chosen."""
    if all(map(standing.lacks_article, articles)):
        yield say("settings.scope_empty")
    elif not settings.shared and any(article.home == "shared" for article in articles):
        yield say("settings.scope_shared_off")
