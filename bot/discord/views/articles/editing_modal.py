"""The modal in which an article's title, author, date, publisher and link are edited."""

from __future__ import annotations

import discord

from bot.desk.curating.editing import LONGEST, seen, shown
from bot.texts import Phrases
from index import Article, Entry


def article_modal(entry: Entry, say: Phrases) -> discord.ui.Modal:
    """Return the modal for an article of the library."""
    return _modal(f"summit:editing:{entry.id}:{seen(entry)}", entry, say)


def draft_modal(article: Article, draft: str, number: int, page: int, say: Phrases) -> discord.ui.Modal:
    """Return the modal for an article of a draft, by its number there."""
    return _modal(f"summit:drafted:{draft}:{number}:{page}", article, say)


def _modal(custom_id: str, article: Entry | Article, say: Phrases) -> discord.ui.Modal:
    """Return the modal; its submission is told by its `custom_id`, so that a restart meanwhile does no harm."""
    modal = discord.ui.Modal(title=say("editing.modal"), custom_id=custom_id)
    for name, value in shown(article).items():
        field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=name, default=value or None, max_length=LONGEST, required=name == "title"
        )
        modal.add_item(discord.ui.Label(text=say(f"field.{name}").capitalize(), component=field))
    modal.stop()
    return modal
