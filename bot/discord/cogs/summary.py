"""/summary: an article, a topic, or what is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import command_of, local
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.conversation.choosing import complete, is_for_roles, narrow, reach_of
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.places import place_of, server_of
from bot.discord.embeds.summary import summary_embed
from bot.texts import Phrases

SENTENCES = {"short": 3, "medium": 6, "long": 12}
LONGEST = 200


class Summary(commands.Cog):
    """Summaries by command."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of("summary", "article", "topic", "length")
    @app_commands.choices(
        length=[app_commands.Choice(name=local(f"command.summary.{name}"), value=name) for name in SENTENCES]
    )
    @app_commands.autocomplete(article=complete)
    async def summary(
        self,
        interaction: discord.Interaction,
        article: str | None = None,
        topic: app_commands.Range[str, 1, LONGEST] | None = None,
        length: str = "medium",
    ) -> None:
        """Summarise an article, a topic, or what is new to this person."""
        await attend(interaction, lambda say: _summarise(interaction, article, topic, SENTENCES[length], say))


async def _summarise(
    interaction: discord.Interaction, article: str | None, topic: str | None, sentences: int, say: Phrases
) -> None:
    refused = objection(interaction, say)
    # What is new to one person is old to the next: nobody else needs to read it.
    personal = not (article or topic) or server_of(interaction) is None
    personal = personal or (article is not None and is_for_roles(interaction, article))
    await defer(interaction, private=personal or refused is not None)
    if refused:
        await tell(interaction, refused)
        return
    desk, now = bot_of(interaction).desk, datetime.now(UTC)
    reach = reach_of(interaction, private=personal)
    scope = await (narrow(interaction, article, reach) if article else desk.scope(place_of(interaction)))
    scope = replace(scope, audience=reach.audience)
    since = None if article or topic else await desk.news_since(server_of(interaction), interaction.user.id)
    summary = await desk.summarise(scope, topic, sentences, since)
    title = next(iter(await desk.titles_of(scope)), None) if article else None
    embed = summary_embed(summary, say, title=title, since=since.date() if since else None)
    await interaction.edit_original_response(embed=embed)
    if since:
        await desk.record(lambda store: store.mark_news(server_of(interaction), interaction.user.id, now))
