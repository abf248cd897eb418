"""/story: how a story went, by its days; or two articles side by side."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.base import bot_of
from bot.discord.commandtexts import command_of
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.conversation.choosing import complete, is_for_roles, narrow, reach_of
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.places import place_of, server_of
from bot.discord.embeds.story import beside_embed, story_embed
from bot.texts import Phrases

DAYS = 10
"""Sentences of a timeline."""
BESIDE = 3
"""Sentences of each part of a comparison."""
LONGEST = 200


class Story(commands.Cog):
    """Stories by command."""

    @command_of("story", "topic", "first", "second")
    @app_commands.autocomplete(first=complete, second=complete)
    async def story(
        self,
        interaction: discord.Interaction,
        topic: app_commands.Range[str, 1, LONGEST] | None = None,
        first: str | None = None,
        second: str | None = None,
    ) -> None:
        """Tell a story by its days, or lay two articles side by side."""
        if topic and not (first or second):
            await attend(interaction, lambda say: _tell_story(interaction, topic, say))
        elif first and second and not topic:
            await attend(interaction, lambda say: _compare(interaction, first, second, say))
        else:
            await attend(interaction, lambda say: _explain(interaction, say))


async def _tell_story(interaction: discord.Interaction, topic: str, say: Phrases) -> None:
    if await _is_refused(interaction, say):
        return
    alone = server_of(interaction) is None
    desk, reach = bot_of(interaction).desk, reach_of(interaction, private=alone)
    scope = replace(await desk.scope(place_of(interaction)), audience=reach.audience)
    told = await desk.questions.run(lambda: desk.libraries.story(scope, topic, DAYS))
    await interaction.edit_original_response(embed=story_embed(topic, told, say))


async def _compare(interaction: discord.Interaction, first: str, second: str, say: Phrases) -> None:
    private = server_of(interaction) is None or any(is_for_roles(interaction, words) for words in (first, second))
    if await _is_refused(interaction, say, private=private):
        return
    desk, reach = bot_of(interaction).desk, reach_of(interaction, private=private)
    (one,), (other,) = [(await narrow(interaction, words, reach)).articles for words in (first, second)]
    if one == other:
        await tell(interaction, say("story.same"))
        return
    names = {shelf.ref: shelf.entry.title for shelf in await desk.titles.all(reach)}
    found = await desk.questions.run(lambda: desk.libraries.compare(reach, one, other, BESIDE))
    titles = names.get(one, ""), names.get(other, "")
    await interaction.edit_original_response(embed=beside_embed(titles, found, say))


async def _explain(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    await tell(interaction, say("story.how"))


async def _is_refused(interaction: discord.Interaction, say: Phrases, *, private: bool = False) -> bool:
    """Announce the answer, and tell whether the person was told instead why there is none now."""
    refused = objection(interaction, say)
    await defer(interaction, private=private or refused is not None or server_of(interaction) is None)
    if refused:
        await tell(interaction, refused)
    return refused is not None
