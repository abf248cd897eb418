"""Check this claim: what the articles say nearest to what somebody's message claims, for who asks alone."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.base import DeskBot, bot_of
from bot.discord.commandtexts import local
from bot.discord.conversation.addressing import question_in
from bot.discord.conversation.attending import attend, defer, tell
from bot.discord.conversation.choosing import reach_of
from bot.discord.conversation.objecting import objection
from bot.discord.conversation.places import place_of
from bot.discord.embeds.claim import claim_embed
from bot.texts import Phrases

LONGEST = 1000
"""Characters of a claim: a longer message claims many things."""


class Checking(commands.Cog):
    """Claims by menu."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=local("command.check.name"), callback=self._check)

    async def cog_load(self) -> None:
        """Add the message menu, which a cog does not do by itself."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def _check(self, interaction: discord.Interaction, message: discord.Message) -> None:
        me = self._bot.user.id if self._bot.user else 0
        claim = question_in(message.content, me)
        await attend(interaction, lambda say: _answer(interaction, claim, say))


async def _answer(interaction: discord.Interaction, claim: str, say: Phrases) -> None:
    # Nothing of it is kept: the words are somebody else's, and they did not ask.
    await defer(interaction, private=True)
    if not claim:
        await tell(interaction, say("hint.no_text"))
    elif len(claim) > LONGEST:
        await tell(interaction, say("claim.long"))
    elif refused := objection(interaction, say):
        await tell(interaction, refused)
    else:
        desk = bot_of(interaction).desk
        audience = reach_of(interaction, private=True).audience
        scope = replace(await desk.scope(place_of(interaction)), audience=audience)
        answer = await desk.questions.run(lambda: desk.libraries.ask(claim, scope))
        await interaction.edit_original_response(embed=claim_embed(claim, answer, say))
