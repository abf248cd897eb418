"""The doors: they show people what the library finds, and know nothing of how it is found."""

from __future__ import annotations

from bot.settings import Settings

__all__ = ["Settings"]
