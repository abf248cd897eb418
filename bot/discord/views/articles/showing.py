"""An article's text, a page at a time or as a file."""

from __future__ import annotations

import io

import discord

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.embeds.articles.text import text_embed, text_file, text_pages
from bot.discord.views.articles.controls import text_view
from bot.discord.views.articles.restricting import opener
from bot.records import ArticleRef
from bot.texts import Phrases
from index import KEEPER, Article, Entry, UnknownArticle

_BOM = "\ufeff"


async def turn(interaction: discord.Interaction, ref: ArticleRef, page: int) -> None:
    """Show another page in the place of this one."""

    async def act(say: Phrases) -> None:
        server = refuse_strangers(interaction)
        await interaction.response.defer()
        await show_page(interaction, server, ref, page, say)

    await attend(interaction, act)


async def hand_over(interaction: discord.Interaction, ref: ArticleRef) -> None:
    """Send the whole text as a file, to this person alone."""

    async def act(say: Phrases) -> None:
        server = refuse_strangers(interaction)
        await defer(interaction, private=True)
        _entry, article = await _find(interaction, server, ref)
        data = (_BOM + text_file(article, say)).encode()
        if len(data) > interaction.filesize_limit:
            await tell(interaction, say("showing.too_large"))
            return
        file = discord.File(io.BytesIO(data), f"article-{ref.id}.txt")
        await interaction.edit_original_response(attachments=[file])

    await attend(interaction, act)


async def show_page(interaction: discord.Interaction, server: int, ref: ArticleRef, page: int, say: Phrases) -> None:
    """Edit the answer of an interaction to show a page, counted from 1; the last one where there are fewer by now.

    Raises:
        UnknownArticle: it is no longer there.

    """
    entry, article = await _find(interaction, server, ref)
    pages = await bot_of(interaction).desk.questions.run(lambda: text_pages(article, say))
    page = min(max(page, 1), len(pages))
    view = text_view(ref, page, len(pages), say)
    if ref.home == "server":
        view.add_item(opener(ref.id, say))
    await interaction.edit_original_response(embed=text_embed(entry, pages, page, say), view=view)


async def _find(interaction: discord.Interaction, server: int, ref: ArticleRef) -> tuple[Entry, Article]:
    desk = bot_of(interaction).desk
    reach = desk.reach(server)
    found = (
        await desk.questions.run(lambda: desk.libraries.show(server, ref, KEEPER)) if ref.home in reach.homes else None
    )
    if found is None:
        raise UnknownArticle("This article was removed.")
    return found
