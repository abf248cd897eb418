"""A draft that an admin looks at: its blocks are taken in or left out, then it is published or discarded."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import discord

from bot.desk.curating.drafting import Drafted, Progress
from bot.desk.curating.drafts import Chosen
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.embeds.articles.draft import draft_embed, drafts_embed
from bot.discord.embeds.articles.outcome import outcome_embed
from bot.discord.views.articles.controls import block_pages, draft_view, drafts_view, list_pages
from bot.discord.views.articles.editing_modal import draft_modal
from bot.discord.views.modal import data_of
from bot.errors import Changed, DraftGone
from bot.log import log
from bot.texts import Phrases

EVERY = 3.0
"""Seconds between two edits that tell how far it is."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or a menu under a draft."""

    act: str
    draft: str
    number: int
    """Of the article in the draft, counted from 0."""
    page: int
    seen: str | None = None
    """What tells whether the articles are still what was shown."""


async def show_draft(interaction: discord.Interaction, drafted: Drafted, say: Phrases, note: str | None = None) -> None:
    """Edit the answer of an interaction to show a draft: the one article, or the list of several."""
    if len(drafted.drafts) == 1:
        await show_one(interaction, drafted, 0, 1, say, note)
    else:
        await _show_list(interaction, drafted, 1, say, note)


async def send_draft(interaction: discord.Interaction, drafted: Drafted, say: Phrases) -> None:
    """Send a draft in a message of its own below the answer of an interaction."""
    if len(drafted.drafts) == 1:
        embed, view = draft_embed(drafted, say), draft_view(drafted, 0, 1, say)
    else:
        embed, view = drafts_embed(drafted, 1, list_pages(drafted), say), drafts_view(drafted, 1, say)
    await interaction.followup.send(embed=embed, view=view, ephemeral=True)


async def press(interaction: discord.Interaction, pressed: Pressed) -> None:
    """Do what a control under a draft is for."""
    await attend(interaction, lambda say: _press(interaction, pressed, say))


async def _press(interaction: discord.Interaction, pressed: Pressed, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    if pressed.act == "edit":
        await _edit(interaction, server, pressed, say)
        return
    await interaction.response.defer()
    try:
        await _ACTS[pressed.act](interaction, server, pressed, say)
    except DraftGone:
        await conclude(interaction, content=say("draft.gone"), embed=None, view=None)


async def _look(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    drafted = await bot_of(interaction).desk.drafting.read(server, pressed.draft)
    await show_one(interaction, drafted, pressed.number, pressed.page, say)


async def _open(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    drafted = await bot_of(interaction).desk.drafting.read(server, pressed.draft)
    await show_one(interaction, drafted, _chosen(interaction)[0], 1, say)


async def _list(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    drafted = await bot_of(interaction).desk.drafting.read(server, pressed.draft)
    await _show_list(interaction, drafted, pressed.page, say)


async def _choose(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    kind: Chosen = "body" if pressed.act == "takein" else "boilerplate"
    drafting = bot_of(interaction).desk.drafting
    drafted = await drafting.choose(server, pressed.draft, pressed.number, _chosen(interaction), kind)
    await show_one(interaction, drafted, pressed.number, pressed.page, say)


async def _edit(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    """Show an article's fields; a modal can only be the first answer."""
    drafts = (await bot_of(interaction).desk.drafting.read(server, pressed.draft)).drafts
    article = drafts[min(pressed.number, len(drafts) - 1)].article
    if article is None:
        raise DraftGone("This article of the draft cannot be edited.")
    modal = draft_modal(article, pressed.draft, pressed.number, pressed.page, say)
    await interaction.response.send_modal(modal)


async def _discard(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    was_there = await bot_of(interaction).desk.drafting.discard(server, pressed.draft)
    words = say("draft.discarded" if was_there else "draft.gone")
    await conclude(interaction, content=words, embed=None, view=None)


async def _publish(interaction: discord.Interaction, server: int, pressed: Pressed, say: Phrases) -> None:
    drafting = bot_of(interaction).desk.drafting
    progress = _telling(interaction, say)
    in_place = pressed.act == "replace"
    try:
        outcomes = await drafting.publish(
            server, pressed.draft, interaction.user.id, progress, seen=pressed.seen, in_place=in_place
        )
    except Changed as changed:
        await show_draft(interaction, await drafting.read(server, pressed.draft), say, note=say(changed.key))
        return
    embed = outcome_embed(outcomes, say)
    if all(one.added.state == "refused" for one in outcomes):
        # It is still kept: an admin may make room and press the same button again.
        await interaction.followup.send(embed=embed, ephemeral=True)
    else:
        await _tell_outcome(interaction, embed)


async def _tell_outcome(interaction: discord.Interaction, embed: discord.Embed) -> None:
    try:
        await conclude(interaction, content=None, embed=embed, view=None)
    except Exception as error:
        # Many articles may take longer than the quarter of an hour in which an interaction can be answered.
        log.info("outcome_not_shown", reason=repr(error))
        await bot_of(interaction).get_partial_messageable(interaction.channel_id or 0).send(embed=embed)


def _telling(interaction: discord.Interaction, say: Phrases) -> Progress:
    """Return what tells how far it is, every few seconds and no more often."""
    last = time.monotonic()

    async def progress(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < EVERY or done == total:
            return
        last = time.monotonic()
        with suppress(Exception):
            await interaction.edit_original_response(content=say("draft.progress", done=done, total=total))

    return progress


async def show_one(
    interaction: discord.Interaction, drafted: Drafted, number: int, page: int, say: Phrases, note: str | None = None
) -> None:
    """Edit the answer of an interaction to show one article of a draft, by its number there."""
    number = min(number, len(drafted.drafts) - 1)
    page = min(max(page, 1), block_pages(drafted.drafts[number]))
    embed, view = draft_embed(drafted, say, number, page), draft_view(drafted, number, page, say)
    await conclude(interaction, content=note, embed=embed, view=view)


async def _show_list(
    interaction: discord.Interaction, drafted: Drafted, page: int, say: Phrases, note: str | None = None
) -> None:
    pages = list_pages(drafted)
    page = min(max(page, 1), pages)
    embed, view = drafts_embed(drafted, page, pages, say), drafts_view(drafted, page, say)
    await conclude(interaction, content=note, embed=embed, view=view)


def _chosen(interaction: discord.Interaction) -> list[int]:
    """Return the numbers that were chosen in a menu."""
    return [int(value) for value in data_of(interaction).get("values", ())]


_ACTS: Mapping[str, Callable[[discord.Interaction, int, Pressed, Phrases], Awaitable[None]]] = {
    "look": _look,
    "open": _open,
    "list": _list,
    "takein": _choose,
    "leaveout": _choose,
    "publish": _publish,
    "replace": _publish,
    "discard": _discard,
}
