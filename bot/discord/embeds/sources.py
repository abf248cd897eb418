"""Sources: what following one would bring, those that are followed, and what has come from one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.discord.embeds.articles.draft import left_out_of, obstacle_of, quoted
from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import DESCRIPTION, fit, size
from bot.discord.embeds.links import link, web
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.texts import Phrases
from index import Arrived, Feed, Known, Refreshed

if TYPE_CHECKING:
    from bot.desk.sources.following import Shown

NEWEST = 5
SHOWN = 20
_TITLE = 150
_REASON = 300
_LAST = 5


def offer_embed(shown: Shown, say: Phrases) -> discord.Embed:
    """Return what following an address would bring: its newest entries, and the first as it would be quoted."""
    offer, offered = shown.offer, shown.offered
    entries = offer.entries
    lines = [
        f"• {joined((escaped(named(one.title or '', one.link), _TITLE), written(one.published, say)))}"
        for one in entries[:NEWEST]
    ]
    newest = "\n".join((f"**{say('source.newest')}**", *lines)) if lines else say("source.empty")
    draft = shown.draft
    whence = say("source.from_feed" if entries[0].full else "source.from_pages") if entries else None
    told = None
    if offered.channel is not None:
        told = say("source.told_daily" if offered.daily else "source.told", channel=f"<#{offered.channel}>")
    rules = say("source.rules", every=offered.rules.every, n=offered.rules.backlog)
    before = [offer.seen.url, joined((rules, whence)), told, newest]
    left_out = left_out_of(draft.article, draft.blocks, 1, say) if draft and draft.article else None
    room = DESCRIPTION - sum(size(piece) + 2 for piece in (*before, left_out) if piece)
    of_first = [obstacle_of(draft, say) or quoted(draft, room, say), left_out] if draft else []
    embed = discord.Embed(title=say("source.title", name=escaped(offered.name or offer.title, _TITLE)), colour=LIBRARY)
    embed.description = "\n\n".join(piece for piece in (*before, *of_first) if piece)
    return fit(embed.set_footer(text=say("source.hint")))


def list_embed(feeds: Sequence[Feed], say: Phrases) -> discord.Embed:
    """Return the sources of a server."""
    embed = discord.Embed(title=say("source.list"), colour=LIBRARY)
    lines = [_line(feed, say) for feed in feeds[:SHOWN]]
    more = [say("draft.more", n=len(feeds) - SHOWN)] if len(feeds) > SHOWN else []
    embed.description = "\n".join((*lines, *more)) or say("source.none")
    return fit(embed)


def source_embed(feed: Feed, entries: Sequence[Known], say: Phrases) -> discord.Embed:
    """Return a source: its rules, its runs, and what came and went."""
    rules, lines = feed.rules, [feed.url]
    lines.append(joined((say(f"source.{feed.state}"), say("source.articles", n=feed.articles), feed.kind)))
    lines.append(say("source.rules", every=rules.every, n=rules.backlog))
    lines.append(say("source.limits", most=rules.most, n=rules.keep) if rules.keep else say("source.for_ever"))
    if rules.include:
        lines.append(say("source.include", words=escaped(rules.include, _REASON)))
    if rules.exclude:
        lines.append(say("source.exclude", words=escaped(rules.exclude, _REASON)))
    lines.append(last_run(feed, say))
    if not feed.paused:
        lines.append(say("source.next_run", when=_when(feed.next_run)))
    if feed.error:
        lines.append(f"⚠️ {escaped(feed.error, _REASON)}")
    if feed.moved:
        lines.append(say("source.moved_from", url=escaped(feed.moved, _REASON)))
    for state in ("refused", "gone"):
        found = [one for one in entries if one.state == state][-_LAST:]
        if found:
            lines += [f"**{say(f'source.{state}')}**", *(_entry(one) for one in reversed(found))]
    embed = discord.Embed(title=escaped(feed.called, _TITLE), description="\n".join(lines), colour=LIBRARY)
    return fit(embed)


def last_run(feed: Feed, say: Phrases) -> str:
    """Return when a source was looked at last, and what came of it."""
    if feed.last_run is None:
        return say("source.not_yet")
    counts = feed.counts
    numbers = {name: getattr(counts, name) for name in ("found", "added", "changed", "removed", "refused")}
    return say("source.last_run", when=_when(feed.last_run), **numbers)


def done_words(done: Refreshed, feed: Feed, say: Phrases) -> str:
    """Return what a run has come to."""
    counts = done.counts
    numbers = {name: getattr(counts, name) for name in ("found", "added", "changed", "removed", "refused")}
    lines = [say("source.done", name=escaped(feed.called, _TITLE), **numbers)]
    if done.moved:
        lines.append(say("source.moved", name=escaped(feed.called, _TITLE), url=done.moved))
    if done.error:
        lines.append(f"⚠️ {escaped(done.error, _REASON)}")
    return "\n".join(lines)


def arrived_embed(feed: Feed, arrived: Arrived, say: Phrases) -> discord.Embed:
    """Return the card of a new article."""
    title = named(arrived.title, arrived.link)
    embed = discord.Embed(title=escape(title), url=web(arrived.link), colour=LIBRARY)
    return fit(embed.set_footer(text=say("source.from", name=named(feed.called))))


def digest_embed(feed: Feed, arrived: Sequence[Arrived], say: Phrases) -> discord.Embed:
    """Return a list of new articles."""
    lines = [f"• {link(named(one.title, one.link), web(one.link), named(one.title))}" for one in arrived[:SHOWN]]
    more = [say("draft.more", n=len(arrived) - SHOWN)] if len(arrived) > SHOWN else []
    title = say("source.new", n=len(arrived), name=escaped(feed.called, _TITLE))
    return fit(discord.Embed(title=title, description="\n".join((*lines, *more)), colour=LIBRARY))


def _line(feed: Feed, say: Phrases) -> str:
    name, state = escaped(feed.called, _TITLE), say(f"source.{feed.state}")
    return f"{feed.id}\\. " + joined((f"**{name}**", state, say("source.articles", n=feed.articles)))


def _entry(known: Known) -> str:
    title = escaped(named(known.title, known.link), _TITLE)
    return f"• {title}: {escaped(known.reason, _REASON)}" if known.reason else f"• {title}"


def _when(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:R>"
