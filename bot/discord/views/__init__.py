"""Buttons and menus: they carry the id of what they are for, so that they work after any restart."""

from __future__ import annotations

from bot.discord.views.articles.history import HistoryControl
from bot.discord.views.articles.log import LogControl
from bot.discord.views.articles.mending import MendControl
from bot.discord.views.articles.poor import PoorControl
from bot.discord.views.articles.pressing import DraftControl, RemovalControl, TextControl
from bot.discord.views.articles.restricting import RestrictionControl
from bot.discord.views.articles.unanswered import UnansweredControl
from bot.discord.views.pressing import AnswerButton, LibraryButton
from bot.discord.views.privacy import PrivacyButton
from bot.discord.views.settings import SettingsControl
from bot.discord.views.sources import ArrivedControl, OfferControl

DYNAMIC_ITEMS = (
    AnswerButton,
    LibraryButton,
    DraftControl,
    RemovalControl,
    TextControl,
    RestrictionControl,
    UnansweredControl,
    PoorControl,
    MendControl,
    LogControl,
    HistoryControl,
    SettingsControl,
    PrivacyButton,
    OfferControl,
    ArrivedControl,
)

__all__ = [
    "DYNAMIC_ITEMS",
    "AnswerButton",
    "ArrivedControl",
    "DraftControl",
    "HistoryControl",
    "LibraryButton",
    "LogControl",
    "MendControl",
    "OfferControl",
    "PoorControl",
    "PrivacyButton",
    "RemovalControl",
    "RestrictionControl",
    "SettingsControl",
    "TextControl",
    "UnansweredControl",
]
