"""/articles: what admins and editors do with a server's articles, one file a command."""

from __future__ import annotations

from bot.discord.cogs.articles.group import Articles

__all__ = ["Articles"]
