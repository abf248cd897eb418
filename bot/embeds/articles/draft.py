"""A draft as it would be published: its sentences as they would be quoted, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.embeds.escape import escape
from bot.embeds.limits import cut, fit
from bot.embeds.parts import LIBRARY, escaped, joined, named, written
from bot.texts import Phrases
from index import Article, Part

if TYPE_CHECKING:
    from index import Draft

SENTENCES = 5
LEFT_OUT = 12
PAGE = 20
"""How many articles a page of the list shows."""
_SENTENCE = 400
_BLOCK = 80
_FIELD = 80
_REASON = 400


def draft_embed(draft: Draft, say: Phrases, *, number: int = 1, of: int = 1) -> discord.Embed:
    """Return one article of a draft; with several, its number counts from 1."""
    article = draft.article
    if article is None:
        return discord.Embed(description=_obstacle(draft, say), colour=LIBRARY)
    pieces = (_facts(draft, article, say), _obstacle(draft, say) or _same(draft, say), _quoted(draft, say))
    embed = discord.Embed(title=say("draft.title", title=escape(named(article.title, article.url))), colour=LIBRARY)
    embed.description = "\n\n".join(piece for piece in (*pieces, _left_out(article, say)) if piece)
    place = say("draft.place", number=number, n=of) if of > 1 else None
    return fit(embed.set_footer(text=joined((place, say("draft.hint")))))


def drafts_embed(drafts: Sequence[Draft], page: int, pages: int, say: Phrases) -> discord.Embed:
    """Return a page of the articles of a draft, counted from 1."""
    ready = sum(draft.obstacle is None for draft in drafts)
    embed = discord.Embed(title=say("draft.several", n=len(drafts)), colour=LIBRARY)
    first = (page - 1) * PAGE
    lines = (_line(number, one, say) for number, one in enumerate(drafts[first : first + PAGE], first + 1))
    embed.description = "\n".join(lines)
    turned = say("library.page", page=page, pages=pages) if pages > 1 else None
    return fit(embed.set_footer(text=joined((say("draft.ready", n=ready), turned))))


def is_said(part: Part, article: Article) -> bool:
    """Tell whether a part has words: the marks of lists are parts too, and nobody wants to take one in."""
    return any(character.isalpha() for character in article.text[part.start : part.end])


def _facts(draft: Draft, article: Article, say: Phrases) -> str:
    return joined(
        (
            written(article.published, say) or say("draft.no_date"),
            say("draft.sentences", n=len(draft.sentences)),
            escaped(article.author or "", _FIELD),
            escaped(article.publisher or "", _FIELD),
        )
    )


def _obstacle(draft: Draft, say: Phrases) -> str | None:
    return say("draft.obstacle", reason=escaped(draft.obstacle, _REASON)) if draft.obstacle else None


def _same(draft: Draft, say: Phrases) -> str | None:
    if draft.same is None:
        return None
    key = "draft.unchanged" if draft.state == "unchanged" else "draft.replaces"
    return say(key, title=escape(named(draft.same.title, draft.same.url)))


def _quoted(draft: Draft, say: Phrases) -> str | None:
    if not draft.sentences:
        return None
    shown = [f"• {cut(escape(text[: _SENTENCE + 1]), _SENTENCE)}" for text in draft.sentences[:SENTENCES]]
    return _listed(say("draft.quoted"), shown, len(draft.sentences), say)


def _left_out(article: Article, say: Phrases) -> str:
    parts = [part for part in article.parts if part.kind != "body" and is_said(part, article)]
    if not parts:
        return say("draft.nothing_left_out")
    shown = [
        f"• *{say(f'kind.{part.kind}')}*: {escaped(article.text[part.start : part.end], _BLOCK)}"
        for part in parts[:LEFT_OUT]
    ]
    return _listed(say("draft.left_out", n=len(parts)), shown, len(parts), say)


def _listed(heading: str, shown: Sequence[str], count: int, say: Phrases) -> str:
    more = [say("draft.more", n=count - len(shown))] if count > len(shown) else []
    return "\n".join((f"**{heading}**", *shown, *more))


def _line(number: int, draft: Draft, say: Phrases) -> str:
    if draft.article is None or draft.obstacle:
        return f"{number}\\. {cut(_obstacle(draft, say) or '', _REASON // 2)}"
    article = draft.article
    rest = (written(article.published, say), say("draft.sentences", n=len(draft.sentences)), _brief(draft, say))
    return f"{number}\\. " + cut(joined((f"**{escape(named(article.title, article.url))}**", *rest)), _REASON // 2)


def _brief(draft: Draft, say: Phrases) -> str | None:
    return say(f"draft.{draft.state}_there") if draft.state in {"unchanged", "replaced"} else None
