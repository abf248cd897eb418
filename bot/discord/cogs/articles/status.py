"""/articles status: what the library holds, how it is, and who has changed it last."""

from __future__ import annotations

from dataclasses import replace

import discord

from bot.desk.curating.curator import ServerStatus
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.cogs.articles.base import ArticlesBase
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.seeing import for_them
from bot.discord.embeds.articles.status import Holding, status_embed
from bot.discord.views.articles.log import log_view
from bot.records import Reindexing
from bot.settings import Settings
from bot.texts import Phrases

MOST_CHANGES = 8


class Status(ArticlesBase):
    """How the server's library is."""

    @command_of("articles_status")
    async def status(self, interaction: discord.Interaction) -> None:
        """Show the state of the server's library to this person alone."""
        await attend(interaction, lambda say: _show(interaction, say))


async def _show(interaction: discord.Interaction, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    bot = bot_of(interaction)
    found, running = await bot.desk.curator.status(server), bot.desk.reindexer.running(server)
    found = replace(found, changes=tuple(await for_them(interaction, found.changes))[:MOST_CHANGES])
    holding = _holding(found, running, bot.settings)
    view = log_view(say) if found.changes else None
    await interaction.edit_original_response(embed=status_embed(holding, say), view=view)


def _holding(found: ServerStatus, running: Reindexing | None, settings: Settings) -> Holding:
    status = found.status
    if status is None:
        return Holding.unreadable(found.changes)
    return Holding(
        articles=status.articles,
        most_articles=settings.max_articles,
        sentences=status.sentences,
        bytes=found.bytes,
        most_bytes=settings.max_bytes,
        most_upload=settings.max_upload,
        model=status.model,
        reader=status.reader,
        problems=[problem.kind for problem in status.problems],
        changes=found.changes,
        running=running,
    )
