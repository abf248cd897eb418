"""Records as Discord's embeds: pure functions, inside every limit for any input."""

from __future__ import annotations

from bot.embeds.about import About, about_embed
from bot.embeds.answer import QUOTES, answer_embed
from bot.embeds.context import Gone, Passage, context_embeds
from bot.embeds.escape import escape, marked, one_line
from bot.embeds.library import PAGE, library_embed
from bot.embeds.links import jump, link
from bot.embeds.more import more_embed, more_pages
from bot.embeds.refusal import nearest_embed, refusal_embed
from bot.embeds.summary import summary_embed
from bot.embeds.unknown import unknown_embed

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
