"""/settings: what a server's admins choose."""

from __future__ import annotations

from bot.discord.cogs.settings.group import Settings

__all__ = ["Settings"]
