"""What was typed into the fields of an article, in a draft or later, and sent."""

from __future__ import annotations

import re
from collections.abc import Mapping

import discord

from bot.desk.curating.editing import edits, seen
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import conclude, defer
from bot.discord.embeds.parts import escaped
from bot.discord.views.articles.deciding import show_one
from bot.discord.views.articles.restricting import opener
from bot.discord.views.controls import view_of
from bot.discord.views.modal import data_of, fields_in
from bot.errors import Changed, DraftGone
from bot.records import ArticleRef
from bot.texts import Phrases
from index import EDITABLE, KEEPER, UnknownArticle

_ARTICLE = re.compile(r"summit:editing:(?P<article>[0-9]{1,18}):(?P<seen>[0-9a-f]{12})")
_DRAFT = re.compile(r"summit:drafted:(?P<draft>[0-9a-f]{16}):(?P<number>[0-9]{1,6}):(?P<page>[0-9]{1,4})")
_TITLE = 150


def is_submitted(interaction: discord.Interaction) -> bool:
    """Tell whether an interaction is one of these modals, sent."""
    custom_id = _custom_id(interaction)
    return bool(_ARTICLE.fullmatch(custom_id) or _DRAFT.fullmatch(custom_id))


async def submit(interaction: discord.Interaction, say: Phrases) -> None:
    """Do what was typed, and show what there is now."""
    server = refuse_strangers(interaction)
    if match := _ARTICLE.fullmatch(_custom_id(interaction)):
        await defer(interaction, private=True)
        await _edit(interaction, server, int(match["article"]), match["seen"], say)
    elif match := _DRAFT.fullmatch(_custom_id(interaction)):
        await interaction.response.defer()
        await _edit_draft(interaction, server, match["draft"], int(match["number"]), int(match["page"]), say)


async def _edit(interaction: discord.Interaction, server: int, article: int, known: str, say: Phrases) -> None:
    desk = bot_of(interaction).desk
    found = await desk.curator.reads.run(lambda: desk.libraries.show(server, ArticleRef("server", article), KEEPER))
    if found is None:
        raise UnknownArticle("The article is no longer there.")
    if seen(found[0]) != known:
        raise Changed("editing.changed")
    changes = edits(_typed(interaction), found[0])
    if changes:
        await desk.curator.edit(server, article, changes, interaction.user.id, known)
    names = ", ".join(say(f"field.{name}") for name in changes)
    title = escaped(str(changes.get("title") or found[0].title), _TITLE)
    words = say("editing.done", title=title, fields=names) if changes else say("editing.nothing", title=title)
    await conclude(interaction, content=words, view=view_of([opener(article, say)]))


async def _edit_draft(
    interaction: discord.Interaction, server: int, draft: str, number: int, page: int, say: Phrases
) -> None:
    drafting = bot_of(interaction).desk.drafting
    try:
        article = (await drafting.read(server, draft)).drafts[number].article
        changes = edits(_typed(interaction), article) if article else {}
        drafted = await drafting.edit(server, draft, number, changes)
    except (DraftGone, IndexError):
        await conclude(interaction, content=say("draft.gone"), embed=None, view=None)
        return
    await show_one(interaction, drafted, number, page, say)


def _typed(interaction: discord.Interaction) -> Mapping[str, str]:
    fields = fields_in(data_of(interaction).get("components", ()))
    return {
        str(field["custom_id"]): str(field.get("value") or "") for field in fields if field.get("custom_id") in EDITABLE
    }


def _custom_id(interaction: discord.Interaction) -> str:
    is_modal = interaction.type is discord.InteractionType.modal_submit
    return str(data_of(interaction).get("custom_id")) if is_modal else ""
