"""Message Content: whether the bot may read messages that are not meant for it, and what keeps it from that."""

from __future__ import annotations

from typing import Literal

import discord

from bot.discord.base import DeskBot

Obstacle = Literal["setting", "portal", "both"]


async def obstacle(bot: DeskBot) -> Obstacle | None:
    """Return what keeps the bot from reading all messages: Summit's setting, Discord's switch, both, or None."""
    wanted, granted = bot.settings.message_content, _has_it(await _flags(bot))
    if wanted:
        return None if granted else "portal"
    return "setting" if granted else "both"


async def _flags(bot: DeskBot) -> discord.ApplicationFlags:
    """Return the application's flags as they are now; those of the login where Discord does not answer."""
    try:
        return (await bot.application_info()).flags
    except Exception:
        # Whatever keeps Discord from answering.
        return bot.application_flags


def _has_it(flags: discord.ApplicationFlags) -> bool:
    # Limited: switched on by the owner of a bot that is in too few servers to need Discord's approval.
    return flags.gateway_message_content or flags.gateway_message_content_limited
