"""A menu or a button of /settings, found by its `custom_id` alone, so that it works after any restart."""

from __future__ import annotations

from typing import Any, cast

import discord

from bot.discord.views.controls import Control
from bot.discord.views.settings import acts


class SettingsControl(
    Control, template=r"summit:settings:(?P<act>[a-z]{1,12})(?::(?P<channel>[0-9]{1,20}))?(?::(?P<to>on|off))?"
):
    """One control of the settings."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the control is for."""
        channel, to = self.match["channel"], self.match["to"]
        data = cast(dict[str, Any], interaction.data or {})
        used = acts.Used(
            self.match["act"], int(channel) if channel else None, to == "on", tuple(map(str, data.get("values", ())))
        )
        await acts.use(interaction, used)
