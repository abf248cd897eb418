"""A draft as it would be published: its sentences as they would be quoted, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.discord.embeds.escape import escape
from bot.discord.embeds.limits import DESCRIPTION, cut, fit, size
from bot.discord.embeds.links import web
from bot.discord.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.errors import over_limit, unusable
from bot.texts import Phrases
from index import Article

if TYPE_CHECKING:
    from bot.desk.curating.drafting import Drafted
    from index import Blocks, Draft

SENTENCES = 5
BLOCKS = 25
"""How many blocks a page shows, as many as a menu takes."""
PAGE = 20
"""How many articles a page of the list shows."""
_SENTENCE = 400
_MARGIN = 20
"""What stands around a line: its mark or number, its end, and its share of a heading."""
_BLOCK = 80
_FIELD = 80
_REASON = 400


def draft_embed(drafted: Drafted, say: Phrases, number: int = 0, page: int = 1) -> discord.Embed:
    """Return one article of a draft, counted from 0, with a page of what was left out, counted from 1."""
    draft, of = drafted.drafts[number], len(drafted.drafts)
    article = draft.article
    if article is None:
        return discord.Embed(description=obstacle_of(draft, say), colour=LIBRARY)
    embed = discord.Embed(title=say("draft.title", title=escape(named(article.title, article.url))), colour=LIBRARY)
    before = [
        _facts(draft, article, say),
        say("draft.address", url=web(article.url)) if web(article.url) else None,
        obstacle_of(draft, say) or _same(draft, say),
        _namesake(draft, say, several=of > 1),
        _no_room(drafted, number, say),
    ]
    left_out = left_out_of(article, draft.blocks, page, say)
    room = DESCRIPTION - sum(size(piece) + 2 for piece in (*before, left_out) if piece)
    embed.description = "\n\n".join(piece for piece in (*before, quoted(draft, room, say), left_out) if piece)
    place = say("draft.place", number=number + 1, n=of) if of > 1 else None
    return fit(embed.set_footer(text=joined((place, say("draft.hint")))))


def drafts_embed(drafted: Drafted, page: int, pages: int, say: Phrases) -> discord.Embed:
    """Return a page of the articles of a draft, counted from 1."""
    drafts = drafted.drafts
    embed = discord.Embed(title=say("draft.several", n=len(drafts)), colour=LIBRARY)
    first = (page - 1) * PAGE
    notes = [*_notes(drafted, say), ""]
    most = (DESCRIPTION - size("\n".join(notes))) // PAGE - _MARGIN
    lines = [_line(number, one, most, say) for number, one in enumerate(drafts[first : first + PAGE], first + 1)]
    embed.description = "\n".join((*notes, *lines)).lstrip()
    turned = say("library.page", page=page, pages=pages) if pages > 1 else None
    return fit(embed.set_footer(text=joined((say("draft.ready", n=drafted.publishable), turned))))


def field_names(fields: Sequence[str], say: Phrases) -> str:
    """Return what the fields of an article are called."""
    return joined(say(f"field.{name}") for name in fields)


def _facts(draft: Draft, article: Article, say: Phrases) -> str:
    return joined(
        (
            written(article.published, say) or say("draft.no_date"),
            say("draft.sentences", n=len(draft.sentences)),
            escaped(article.author or "", _FIELD),
            escaped(article.publisher or "", _FIELD),
        )
    )


def obstacle_of(draft: Draft, say: Phrases) -> str | None:
    """Return why a draft cannot be published, or None."""
    if draft.obstacle is None:
        return None
    return say("draft.obstacle", reason=unusable(draft.source.refusal, escaped(draft.obstacle, _REASON), say))


def _same(draft: Draft, say: Phrases) -> str | None:
    if draft.same is None:
        return None
    title = escape(named(draft.same.title, draft.same.url))
    if draft.state == "unchanged" and draft.updated:
        return say("draft.updates", title=title, fields=field_names(draft.updated, say))
    return say("draft.unchanged" if draft.state == "unchanged" else "draft.replaces", title=title)


def _namesake(draft: Draft, say: Phrases, *, several: bool) -> str | None:
    if draft.namesake is None or draft.obstacle:
        return None
    entry, _ = draft.namesake
    return say(
        "draft.namesake",
        title=escape(named(entry.title, entry.url)),
        id=entry.id,
        date=say.date(entry.added.date()),
        **_labels(say, several=several),
    )


def _labels(say: Phrases, *, several: bool) -> dict[str, str]:
    return {
        "publish": say("button.publish"),
        "replace": say("button.replace_several" if several else "button.replace"),
    }


def _no_room(drafted: Drafted, number: int, say: Phrases) -> str | None:
    over = drafted.over.get(number)
    return say("draft.no_room", reason=over_limit(over, say)) if over else None


def _notes(drafted: Drafted, say: Phrases) -> list[str]:
    """Return what is to be known of a draft of several before it is published."""
    notes = []
    if drafted.replaceable:
        notes.append(say("draft.namesakes", n=drafted.replaceable, **_labels(say, several=True)))
    if over := next(iter(drafted.over.values()), None):
        notes.append(say("draft.no_room_several", n=len(drafted.over), reason=over_limit(over, say)))
    return notes


def quoted(draft: Draft, room: int, say: Phrases) -> str | None:
    """Return the first sentences, each as long as there is room for it."""
    if not draft.sentences:
        return None
    heading, most = say("draft.quoted"), min(_SENTENCE, room // SENTENCES - _MARGIN)
    shown = [f"• {cut(escape(text[: most + 1]), most)}" for text in draft.sentences[:SENTENCES]]
    return _listed(heading, shown, len(draft.sentences), say)


def left_out_of(article: Article, blocks: Blocks, page: int, say: Phrases) -> str:
    """Return what of an article would be left out, at a page counted from 1."""
    numbers = blocks.left_out
    if not numbers:
        return say("draft.nothing_left_out")
    shown = [
        f"• *{say(f'kind.{part.kind}')}*: {cut(escaped(article.text[part.start : part.end], _BLOCK), _BLOCK)}"
        for part in (article.parts[number] for number in numbers[(page - 1) * BLOCKS : page * BLOCKS])
    ]
    return _listed(say("draft.left_out", n=len(numbers)), shown, len(numbers), say)


def _listed(heading: str, shown: Sequence[str], count: int, say: Phrases) -> str:
    more = [say("draft.more", n=count - len(shown))] if count > len(shown) else []
    return "\n".join((f"**{heading}**", *shown, *more))


def _line(number: int, draft: Draft, most: int, say: Phrases) -> str:
    if draft.article is None or draft.obstacle:
        return f"{number}\\. {cut(obstacle_of(draft, say) or '', most)}"
    article = draft.article
    rest = (written(article.published, say), say("draft.sentences", n=len(draft.sentences)), _brief(draft, say))
    return f"{number}\\. " + cut(joined((f"**{escape(named(article.title, article.url))}**", *rest)), most)


def _brief(draft: Draft, say: Phrases) -> str | None:
    if draft.namesake:
        return say("draft.namesake_there", id=draft.namesake[0].id)
    state = "updated" if draft.state == "unchanged" and draft.updated else draft.state
    return say(f"draft.{state}_there") if state in {"updated", "unchanged", "replaced"} else None
