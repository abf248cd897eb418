"""Buttons and menus: they carry the id of what they are for, so that they work after any restart."""

from __future__ import annotations

from bot.views.articles.log import LogControl
from bot.views.articles.pressing import DraftControl, RemovalControl, TextControl
from bot.views.articles.unanswered import UnansweredControl
from bot.views.pressing import AnswerButton, LibraryButton
from bot.views.privacy import PrivacyButton
from bot.views.settings import SettingsControl

DYNAMIC_ITEMS = (
    AnswerButton,
    LibraryButton,
    DraftControl,
    RemovalControl,
    TextControl,
    UnansweredControl,
    LogControl,
    SettingsControl,
    PrivacyButton,
)

__all__ = [
    "DYNAMIC_ITEMS",
    "AnswerButton",
    "DraftControl",
    "LibraryButton",
    "LogControl",
    "PrivacyButton",
    "RemovalControl",
    "SettingsControl",
    "TextControl",
    "UnansweredControl",
]
