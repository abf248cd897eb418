"""The menus and buttons of /settings; they carry what they change in their `custom_id`."""

from __future__ import annotations

from bot.discord.views.settings.pressing import SettingsControl

__all__ = ["SettingsControl"]
