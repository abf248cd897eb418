"""Records as Discord's embeds: pure functions, inside every limit for any input."""

from __future__ import annotations

from bot.discord.embeds.about import About, about_embed
from bot.discord.embeds.answer import QUOTES, answer_embed
from bot.discord.embeds.context import Gone, Passage, context_embeds
from bot.discord.embeds.escape import escape, marked, one_line
from bot.discord.embeds.library import PAGE, library_embed
from bot.discord.embeds.links import jump, link
from bot.discord.embeds.more import more_embed, more_pages
from bot.discord.embeds.refusal import nearest_embed, refusal_embed
from bot.discord.embeds.summary import summary_embed
from bot.discord.embeds.unknown import unknown_embed

__all__ = [
    "PAGE",
    "QUOTES",
    "About",
    "Gone",
    "Passage",
    "about_embed",
    "answer_embed",
    "context_embeds",
    "escape",
    "jump",
    "library_embed",
    "link",
    "marked",
    "more_embed",
    "more_pages",
    "nearest_embed",
    "one_line",
    "refusal_embed",
    "summary_embed",
    "unknown_embed",
]
