"""The doors: they show people what the library finds, and know nothing of how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    import discord

__all__ = ["Settings", "create_bot"]


def create_bot(settings: Settings) -> discord.Client:
    """Return the bot on Discord, not started; it opens everything when it logs in, and closes it in `close()`."""
    from bot.discord.client import create_bot

    return create_bot(settings)
