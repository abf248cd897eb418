"""The buttons and menus as they are sent; `custom_id` says what they do and where.

`summit:draft:ACT:DRAFT:NUMBER:PAGE`, `summit:removal:ACT:ARTICLE`, `summit:text:HOME:ARTICLE:PAGE`; what changes
articles ends in `:SEEN`, which tells whether they are still what was shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord
from discord import ButtonStyle, SelectOption

from bot.desk.curating.drafting import Drafted
from bot.discord.embeds.articles.draft import BLOCKS, PAGE
from bot.discord.embeds.limits import BLANK
from bot.discord.embeds.parts import named, plain
from bot.discord.views.controls import Button, Item, View, turning, view_of
from bot.records import ArticleRef
from bot.texts import Phrases
from index import Article

if TYPE_CHECKING:
    from index import Draft

_LABEL = 100
_MOST_PAGES = 999
Controls = list[Item]


def draft_view(drafted: Drafted, number: int, page: int, say: Phrases) -> View:
    """Return what can be done with one article of a draft; its number counts from 0, pages from 1."""
    draft, items = drafted.drafts[number], Controls()
    if draft.article:
        for act, numbers, row in (("takein", draft.blocks.left_out, 0), ("leaveout", draft.blocks.body, 1)):
            if shown := numbers[(page - 1) * BLOCKS : page * BLOCKS]:
                items.append(_blocks_menu(_id(act, drafted, number, page), draft.article, shown, row, say))
        pages = block_pages(draft)
        items += _turning(drafted, "look", number, page, pages, say)
    if len(drafted.drafts) > 1:
        list_page = number // PAGE + 1
        items.append(_button(_id("list", drafted, 0, list_page), say("button.all_articles"), row=3))
    edit = [_button(_id("edit", drafted, number, page), say("button.edit"), row=4)] if draft.article else []
    return view_of([*items, *_deciding(drafted, say), *edit])


def drafts_view(drafted: Drafted, page: int, say: Phrases) -> View:
    """Return what can be done with a draft of several articles, at a page of their list counted from 1."""
    pages, first = list_pages(drafted), (page - 1) * PAGE
    options = [
        SelectOption(label=_named(draft.article, number), value=str(number))
        for number, draft in enumerate(drafted.drafts[first : first + PAGE], first)
        if draft.article
    ]
    items = Controls()
    if options:
        items.append(_menu(_id("open", drafted, 0, page), say("draft.open"), options, row=0))
    items += _turning(drafted, "list", 0, page, pages, say)
    return view_of([*items, *_deciding(drafted, say)])


def removal_view(article: int, seen: str | None, say: Phrases) -> View:
    """Return Confirm, which can be undone, Delete for good, and Cancel."""
    about = f"{article}" + (f":{seen}" if seen else "")
    return view_of(
        [
            _button(f"summit:removal:confirm:{about}", say("button.confirm"), ButtonStyle.danger),
            _button(f"summit:removal:forever:{about}", say("button.delete_for_good"), ButtonStyle.danger),
            _button(f"summit:removal:cancel:{article}", say("button.cancel")),
        ]
    )


def text_view(ref: ArticleRef, page: int, pages: int, say: Phrases) -> View:
    """Return the buttons that turn an article's pages, counted from 1, and the one that gives all of it as a file."""
    prefix = f"summit:text:{ref.home}:{ref.id}"
    back_and_next = turning(lambda to: f"{prefix}:{to}", page, pages, say) if pages > 1 else ()
    return view_of([*back_and_next, _button(f"{prefix}:file", say("button.file"))])


def block_pages(draft: Draft) -> int:
    """Return over how many pages the menus of a draft's blocks go."""
    most = max(map(len, draft.blocks))
    return min(max(-(-most // BLOCKS), 1), _MOST_PAGES)


def list_pages(drafted: Drafted) -> int:
    """Return over how many pages the list of a draft's articles goes."""
    return max(-(-len(drafted.drafts) // PAGE), 1)


def _blocks_menu(
    custom_id: str, article: Article, numbers: Sequence[int], row: int, say: Phrases
) -> discord.ui.Select[View]:
    parts = [(number, article.parts[number]) for number in numbers]
    options = [
        SelectOption(
            label=plain(article.text[part.start : part.end], _LABEL) or BLANK,
            value=str(number),
            description=say(f"kind.{part.kind}"),
        )
        for number, part in parts
    ]
    return _menu(custom_id, say("draft.leave_out" if row else "draft.take_in"), options, row, most=len(options))


def _menu(
    custom_id: str, placeholder: str, options: list[SelectOption], row: int, most: int = 1
) -> discord.ui.Select[View]:
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options, max_values=most, row=row)


def _deciding(drafted: Drafted, say: Phrases) -> Controls:
    publish = _button(
        f"{_id('publish', drafted, 0, 1)}:{drafted.seen}", say("button.publish"), ButtonStyle.success, row=4
    )
    publish.disabled = not drafted.publishable
    deciding = Controls([publish])
    if drafted.replaceable:
        label = say("button.replace" if len(drafted.drafts) == 1 else "button.replace_several")
        deciding.append(
            _button(f"{_id('replace', drafted, 0, 1)}:{drafted.seen_in_place}", label, ButtonStyle.primary, row=4)
        )
    return [*deciding, _button(_id("discard", drafted, 0, 1), say("button.discard"), row=4)]


def _turning(drafted: Drafted, act: str, number: int, page: int, pages: int, say: Phrases) -> Controls:
    return list(turning(lambda to: _id(act, drafted, number, to), page, pages, say, row=2)) if pages > 1 else []


def _button(
    custom_id: str, label: str, style: ButtonStyle = ButtonStyle.secondary, *, row: int | None = None
) -> Button:
    return discord.ui.Button(label=label, custom_id=custom_id, style=style, row=row)


def _id(act: str, drafted: Drafted, number: int, page: int) -> str:
    return f"summit:draft:{act}:{drafted.id}:{number}:{page}"


def _named(article: Article | None, number: int) -> str:
    title = named(article.title, article.url) if article else BLANK
    return plain(f"{number + 1}. {title}", _LABEL)
