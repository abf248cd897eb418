"""Confirm and Cancel under an article that is about to be removed."""

from __future__ import annotations

import discord

from bot.desk.curating.curator import seen_of
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.embeds.articles.removal import removal_embed
from bot.discord.views.articles.controls import removal_view
from bot.discord.views.articles.history import undo_button
from bot.discord.views.controls import view_of
from bot.errors import Changed
from bot.texts import Phrases
from index import Act, Article, Entry, Library, UnknownArticle


async def ask(
    interaction: discord.Interaction, server: int, article: int, say: Phrases, note: str | None = None
) -> None:
    """Edit the answer of an interaction to show what would go, and ask.

    Raises:
        UnknownArticle: it is no longer there.

    """
    desk = bot_of(interaction).desk
    entry, known, seen = await desk.questions.run(lambda: _look(desk.libraries.of(server), article))
    embed = await desk.questions.run(lambda: removal_embed(entry, known, say))
    await interaction.edit_original_response(content=note, embed=embed, view=removal_view(article, seen, say))


async def press(interaction: discord.Interaction, act: str, article: int, seen: str | None) -> None:
    """Remove the article, or leave it; where it is another than was `seen`, ask again."""
    await attend(interaction, lambda say: _press(interaction, act, article, seen, say))


async def _press(interaction: discord.Interaction, act: str, article: int, seen: str | None, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await interaction.response.defer()
    if act == "cancel":
        await conclude(interaction, content=say("removing.cancelled"), embed=None, view=None)
        return
    curator, doing = bot_of(interaction).desk.curator, Act()
    remove = curator.erase if act == "forever" else curator.remove
    try:
        was_there = await remove(server, article, interaction.user.id, seen, doing)
    except Changed as changed:
        await ask(interaction, server, article, say, note=say(changed.key))
        return
    done = await curator.done(server, doing) if was_there and act == "confirm" else None
    key = ("done_for_good" if act == "forever" else "done") if was_there else "gone"
    view = view_of([undo_button(done.id, say)]) if done else None
    await conclude(interaction, content=say(f"removing.{key}"), embed=None, view=view)


def _look(library: Library, article: int) -> tuple[Entry, Article, str | None]:
    before = library.show(article)
    seen = seen_of(library, before[1]) if before else None
    # Shown after its fingerprint was taken: what changes in between has another one than the button.
    found = library.show(article)
    if found is None:
        raise UnknownArticle("This article was removed.")
    return *found, seen
