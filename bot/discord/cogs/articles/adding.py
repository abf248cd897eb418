"""/articles add: a file, a link or a typed text becomes a draft, which waits for Publish."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.desk.curating.fetching import MOST_LINKS
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.cogs.articles.links import draft_links
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.embeds.articles.outcome import refused_embed
from bot.discord.embeds.escape import one_line
from bot.discord.views.articles.deciding import show_draft
from bot.discord.views.articles.modal import Attached, Filled, adding_modal, filled_in, is_submitted
from bot.errors import Rejected
from bot.texts import Phrases
from index import Item

LONGEST_NAME = 100
"""Characters of a file's name that are kept, its ending among them."""


class Adding(ArticlesBase):
    """Articles by file, by link and by modal."""

    @command_of("articles_add", "file", "url")
    async def add(
        self, interaction: discord.Interaction, file: discord.Attachment | None = None, url: str | None = None
    ) -> None:
        """Draft what a file or a link holds, or ask for a text."""

        async def act(say: Phrases) -> None:
            refuse_strangers(interaction)
            if file is None and url is None:
                await interaction.response.send_modal(adding_modal(say))
                return
            files = () if file is None else (Attached(file.filename, file.size, file.url),)
            await _draft(interaction, Filled(None, "", files, () if url is None else (url.strip(),)), say)

        await attend(interaction, act)

    @commands.Cog.listener("on_interaction")
    async def on_adding_modal(self, interaction: discord.Interaction) -> None:
        """Draft what a submitted modal holds, whichever run of the bot has shown it."""
        if is_submitted(interaction):
            await attend(interaction, lambda say: _draft(interaction, filled_in(interaction), say))


async def _draft(interaction: discord.Interaction, given: Filled, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    if given.links:
        if given.files or len(given.links) > MOST_LINKS:
            raise Rejected("adding.links_alone", n=MOST_LINKS)
        await draft_links(interaction, server, given.links, given.title, say)
        return
    drafting = bot_of(interaction).desk.drafting
    for file in given.files:
        drafting.check_size(file.size)
    items = (*given.typed, *[await _fetched(interaction, file, given) for file in given.files])
    if not items:
        await tell(interaction, say("adding.nothing"))
        return
    drafted = await drafting.begin(server, items)
    if not drafted.id:
        await interaction.edit_original_response(embed=refused_embed(drafted.drafts, say))
        return
    try:
        await show_draft(interaction, drafted, say)
    except Exception:
        # A draft that nobody was shown waits for nobody.
        await drafting.discard(server, drafted.id)
        raise


async def _fetched(interaction: discord.Interaction, file: Attached, given: Filled) -> Item:
    """Fetch a file; the title that was typed is the text's where there is one."""
    try:
        data = await bot_of(interaction).http.get_from_cdn(file.url)
    except Exception as error:
        raise Rejected("adding.not_fetched") from error
    return Item(one_line(file.name)[-LONGEST_NAME:], data, None if given.text else given.title)
