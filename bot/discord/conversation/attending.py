"""The way of every interaction: what goes wrong becomes one sentence for the person, and a line in the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import discord
from discord import InteractionResponseType, InteractionType

from bot.discord.base import bot_of
from bot.discord.conversation.places import server_of
from bot.errors import Closing, is_expected, reference_of, sentence
from bot.log import log
from bot.texts import Phrases, phrases

Act = Callable[[Phrases], Awaitable[None]]

ANSWERED = 40060
TOO_LATE = {10062, ANSWERED}
"""Codes of Discord: the interaction is unknown by now, or was answered already."""


async def attend(interaction: discord.Interaction, act: Act) -> None:
    """Run what an interaction asks for, in the language that was chosen for its server, else in the person's."""
    say, reference = phrases(language_of(interaction)), reference_of(interaction.id)
    try:
        with bot_of(interaction).desk.working():
            await act(say)
    except discord.HTTPException as error:
        log.warning("discord_refused", reference=reference, status=error.status, code=error.code)
        if error.code not in TOO_LATE:
            await _tell(interaction, sentence(error, say, reference))
    except Exception as error:
        if is_expected(error):
            bot_of(interaction).meter.refused(type(error).__name__)
            log.info("refused", reference=reference, reason=type(error).__name__)
        else:
            log.exception("failed", reference=reference)
        await _tell(interaction, sentence(error, say, reference))


def language_of(interaction: discord.Interaction) -> str:
    """Return the language that was chosen for an interaction's server, else the person's."""
    with suppress(Closing):
        if chosen := bot_of(interaction).desk.server(server_of(interaction)).language:
            return chosen
    return interaction.locale.value


async def defer(interaction: discord.Interaction, *, private: bool) -> None:
    """Tell Discord within its three seconds that an answer will come, as a message of its own."""
    await interaction.response.defer(ephemeral=private, thinking=True)


async def tell(interaction: discord.Interaction, words: str) -> None:
    """Answer with words where an answer was announced, else to the person alone."""
    if interaction.response.type is InteractionResponseType.deferred_channel_message:
        await conclude(interaction, content=words, embed=None, view=None)
    elif interaction.response.is_done():
        await interaction.followup.send(words, ephemeral=True)
    else:
        await _tell_first(interaction, words)


async def conclude(interaction: discord.Interaction, **shown: Any) -> None:
    """Edit the answer to show what was done, or say it beside: what is done must not look as if it was not."""
    try:
        await interaction.edit_original_response(**shown)
    except Exception as error:
        log.info("not_shown", reference=reference_of(interaction.id), reason=repr(error))
        given = {name: value for name, value in shown.items() if value is not None}
        await interaction.followup.send(**given, ephemeral=True)


async def _tell_first(interaction: discord.Interaction, words: str) -> None:
    try:
        await interaction.response.send_message(words, ephemeral=True)
    except discord.HTTPException as error:
        if error.code != ANSWERED:
            raise
        # Discord had taken the announcement, and only the word of that was lost.
        await interaction.followup.send(words, ephemeral=True)


async def _tell(interaction: discord.Interaction, words: str) -> None:
    if interaction.type is InteractionType.autocomplete:
        return
    try:
        await tell(interaction, words)
    except Exception as error:
        # The cause is in the log already; that it could not be told is no error of its own.
        log.warning("not_told", reference=reference_of(interaction.id), reason=repr(error))
