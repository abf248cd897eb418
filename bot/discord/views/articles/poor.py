"""The list of answers that people found not helpful, or reported: its pages, and Dismiss."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.conversation.seeing import seen
from bot.discord.embeds.articles.poor import PAGE, PoorPage, poor_embed
from bot.discord.views.articles.mending import choose_button
from bot.discord.views.controls import Control, Item, View, turning, view_of
from bot.records import Change
from bot.store import Poor
from bot.texts import Phrases

MOST = 200
"""Answers that are looked at, the newest."""


async def poor_of(interaction: discord.Interaction, server: int) -> list[Poor]:
    """Return the answers that were given where the person of an interaction can see it."""
    found = await bot_of(interaction).desk.record(lambda store: store.poor(server, MOST))
    visible = await seen(interaction, {one.kept.asking.channel for one in found})
    return [one for one in found if one.kept.asking.channel in visible]


async def _show_page(interaction: discord.Interaction, number: int, say: Phrases) -> None:
    found = await poor_of(interaction, refuse_strangers(interaction))
    pages = max(-(-len(found) // PAGE), 1)
    number = min(max(number, 1), pages)
    page = PoorPage(found[(number - 1) * PAGE : number * PAGE], number, pages, len(found))
    await conclude(interaction, embed=poor_embed(page, say), view=_view(page, say))


async def _act(interaction: discord.Interaction, answer: str | None, number: int, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await interaction.response.defer()
    if answer is not None:
        change = Change(datetime.now(UTC), server, interaction.user.id, "dismiss", "1")
        await bot_of(interaction).desk.record(lambda store: store.settle_poor(answer, change))
    await _show_page(interaction, number, say)


def _view(page: PoorPage, say: Phrases) -> View:
    items = list[Item]()
    for place, one in enumerate(page.listed, 1):
        items.append(choose_button(one.kept.id, say("button.choose", n=place), row=0))
        custom_id = f"summit:poor:dismiss:{one.kept.id}:{page.number}"
        items.append(discord.ui.Button(label=say("button.dismiss", n=place), custom_id=custom_id, row=1))
    if page.pages > 1:
        items += turning(lambda to: f"summit:poor:page:{to}", page.number, page.pages, say, row=2)
    items.append(discord.ui.Button(label=say("button.unanswered"), custom_id="summit:unanswered:page:1", row=3))
    return view_of(items)


class PoorControl(Control, template=r"summit:poor:(?:page|dismiss:(?P<answer>[0-9a-f]{16})):(?P<page>[0-9]{1,4})"):
    """One button under the list."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page, or dismiss."""
        answer, page = self.match["answer"], int(self.match["page"])
        await attend(interaction, lambda say: _act(interaction, answer, page, say))
