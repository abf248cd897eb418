"""/articles remove: one of the server's own articles, for good, after Confirm."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.discord.access import may_manage, refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.choosing import managed, offers
from bot.discord.views.articles.removing import ask
from bot.errors import Rejected
from bot.records import ArticleRef, Scope
from bot.texts import Phrases
from index import UnknownArticle


async def complete_own(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Return the server's own articles whose title holds what was typed."""
    if not may_manage(interaction, bot_of(interaction).desk.server(interaction.guild_id)):
        return []
    return await offers(interaction, typed, _own_of(interaction))


class Removing(ArticlesBase):
    """Articles that are to go."""

    @command_of("articles_remove", "article")
    @app_commands.autocomplete(article=complete_own)
    async def remove(self, interaction: discord.Interaction, article: str) -> None:
        """Show what would go, and ask."""
        await attend(interaction, lambda say: _ask(interaction, article, say))


async def _ask(interaction: discord.Interaction, words: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    ref = await own(interaction, words)
    await ask(interaction, server, ref.id, say)


async def own(interaction: discord.Interaction, words: str) -> ArticleRef:
    """Return the server's own article that somebody chose or typed.

    Raises:
        Rejected: it is one of the shared library, or several have this title.
        UnknownArticle: there is none, or several are meant.

    """
    desk = bot_of(interaction).desk
    found = await desk.titles.find(words, _own_of(interaction), alone=True)
    if found:
        return found
    if await desk.titles.find(words, managed(interaction)):
        raise Rejected("removing.shared")
    raise UnknownArticle("No article is meant by these words: choose one from the list.")


def _own_of(interaction: discord.Interaction) -> Scope:
    return replace(managed(interaction), shared=False)
