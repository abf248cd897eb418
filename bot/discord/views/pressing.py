"""A pressed button under an answer or a list, found by its `custom_id` alone."""

from __future__ import annotations

import discord

from bot.discord.views import acts, library
from bot.discord.views.controls import Control


class AnswerButton(Control, template=r"summit:(?P<act>[a-z]{1,12}):(?P<answer>[0-9a-f]{16})(?::(?P<page>[0-9]{1,3}))?"):
    """One button of an answer."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button is for."""
        await acts.press(interaction, self.match["act"], self.match["answer"], int(self.match["page"] or 0))


class LibraryButton(Control, template=r"summit:library:(?P<page>[0-9]{1,6})"):
    """One button of the list of articles."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await library.turn(interaction, int(self.match["page"]))
