"""A menu or a button of /settings, found by its `custom_id` alone, so that it works after any restart."""

from __future__ import annotations

import re
from typing import Any, Self, cast

import discord

from bot.views.settings import acts

Item = discord.ui.Item[discord.ui.View]


class SettingsControl(
    discord.ui.DynamicItem[Item],
    template=r"summit:settings:(?P<act>[a-z]{1,12})(?::(?P<channel>[0-9]{1,20}))?(?::(?P<to>on|off))?",
):
    """One control of the settings."""

    def __init__(self, item: Item, match: re.Match[str]) -> None:
        self._match = match
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> Self:
        """Return the control that was used."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the control is for."""
        channel, to = self._match["channel"], self._match["to"]
        data = cast(dict[str, Any], interaction.data or {})
        used = acts.Used(
            self._match["act"], int(channel) if channel else None, to == "on", tuple(map(str, data.get("values", ())))
        )
        await acts.use(interaction, used)
