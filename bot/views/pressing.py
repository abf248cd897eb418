"""A pressed button, found by its `custom_id` alone, so that it works after any restart."""

from __future__ import annotations

import re
from typing import Self

import discord

from bot.views import acts, library

Item = discord.ui.Item[discord.ui.View]


class AnswerButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]],
    template=r"summit:(?P<act>[a-z]{1,12}):(?P<answer>[0-9a-f]{16})(?::(?P<page>[0-9]{1,3}))?",
):
    """One button of an answer."""

    def __init__(self, match: re.Match[str]) -> None:
        self._match = match
        super().__init__(discord.ui.Button(custom_id=match.string))

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction, _item: Item, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button is for."""
        await acts.press(interaction, self._match["act"], self._match["answer"], int(self._match["page"] or 0))


class LibraryButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"summit:library:(?P<page>[0-9]{1,6})"
):
    """One button of the list of articles."""

    def __init__(self, match: re.Match[str]) -> None:
        self._page = int(match["page"])
        super().__init__(discord.ui.Button(custom_id=match.string))

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction, _item: Item, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page."""
        await library.turn(interaction, self._page)
