"""Buttons: they carry an answer's id, so that they work after any restart."""

from __future__ import annotations

from bot.views.pressing import AnswerButton, LibraryButton

DYNAMIC_ITEMS = (AnswerButton, LibraryButton)

__all__ = ["DYNAMIC_ITEMS", "AnswerButton", "LibraryButton"]
