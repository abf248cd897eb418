"""What was pressed or chosen by those who manage articles, found by its `custom_id` alone."""

from __future__ import annotations

import re
from typing import Any, Self, cast

import discord

from bot.records import ArticleRef, Home
from bot.views.articles import deciding, removing, showing

Item = discord.ui.Item[discord.ui.View]


class DraftControl(
    discord.ui.DynamicItem[Item],
    template=r"summit:draft:(?P<act>look|open|list|takein|leaveout|publish|replace|discard)"
    r":(?P<draft>[0-9a-f]{16}):(?P<number>[0-9]{1,6}):(?P<page>[0-9]{1,4})(?::(?P<seen>[0-9a-f]{12}))?",
):
    """One button or menu under a draft."""

    def __init__(self, item: Item, match: re.Match[str]) -> None:
        number, page = int(match["number"]), int(match["page"])
        self._pressed = deciding.Pressed(match["act"], match["draft"], number, page, match["seen"])
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return what was pressed."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what it is for."""
        await deciding.press(interaction, self._pressed)


class RemovalControl(
    discord.ui.DynamicItem[Item],
    template=r"summit:removal:(?P<act>confirm|cancel):(?P<article>[0-9]{1,18})(?::(?P<seen>[0-9a-f]{12}))?",
):
    """Confirm or Cancel."""

    def __init__(self, item: Item, match: re.Match[str]) -> None:
        self._act, self._article, self._seen = match["act"], int(match["article"]), match["seen"]
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return what was pressed."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Remove the article, or leave it."""
        await removing.press(interaction, self._act, self._article, self._seen)


class TextControl(
    discord.ui.DynamicItem[Item],
    template=r"summit:text:(?P<home>server|shared):(?P<article>[0-9]{1,18}):(?P<page>[0-9]{1,6}|file)",
):
    """One button under an article's text."""

    def __init__(self, item: Item, match: re.Match[str]) -> None:
        self._ref, self._page = ArticleRef(cast(Home, match["home"]), int(match["article"])), match["page"]
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return what was pressed."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page, or hand the file over."""
        if self._page == "file":
            await showing.hand_over(interaction, self._ref)
        else:
            await showing.turn(interaction, self._ref, int(self._page))
