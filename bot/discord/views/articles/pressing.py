"""What was pressed or chosen by those who manage articles, found by its `custom_id` alone."""

from __future__ import annotations

from typing import cast

import discord

from bot.discord.views.articles import deciding, removing, showing
from bot.discord.views.controls import Control
from bot.records import ArticleRef, Home


class DraftControl(
    Control,
    template=r"summit:draft:(?P<act>look|open|list|edit|takein|leaveout|publish|replace|discard)"
    r":(?P<draft>[0-9a-f]{16}):(?P<number>[0-9]{1,6}):(?P<page>[0-9]{1,4})(?::(?P<seen>[0-9a-f]{12}))?",
):
    """One button or menu under a draft."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what it is for."""
        act, draft, number, page, seen = self.match.group("act", "draft", "number", "page", "seen")
        await deciding.press(interaction, deciding.Pressed(act, draft, int(number), int(page), seen))


class RemovalControl(
    Control,
    template=r"summit:removal:(?P<act>confirm|forever|cancel):(?P<article>[0-9]{1,18})(?::(?P<seen>[0-9a-f]{12}))?",
):
    """Confirm or Cancel."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Remove the article, or leave it."""
        act, article, seen = self.match.group("act", "article", "seen")
        await removing.press(interaction, act, int(article), seen)


class TextControl(
    Control, template=r"summit:text:(?P<home>server|shared):(?P<article>[0-9]{1,18}):(?P<page>[0-9]{1,6}|file)"
):
    """One button under an article's text."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page, or hand the file over."""
        home, article, page = self.match.group("home", "article", "page")
        ref = ArticleRef(cast(Home, home), int(article))
        await (showing.hand_over(interaction, ref) if page == "file" else showing.turn(interaction, ref, int(page)))
