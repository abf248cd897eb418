from __future__ import annotations

import pytest

from bot.discord.embeds.help import help_embed, welcome_embed
from bot.texts import LANGUAGES, phrases
from tests.bot.discord.embeds.samples import assert_sendable


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_in_every_language_and_names_commands_as_they_can_be_pressed(language: str) -> None:
    say = phrases(language)
    embed = help_embed(lambda name: f"</{name}:1234567890123456789>", say, manages=True, sets=True)
    assert_sendable(embed, welcome_embed(lambda name: f"</{name}:1234567890123456789>", "<@1234567890123456789>", say))
    assert "</articles unanswered:1234567890123456789>" in str(embed.fields)
