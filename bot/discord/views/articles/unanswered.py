"""The list of questions without an answer: its pages, and Dismiss."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from bot.desk.curating.unanswered import MOST, Group, grouped
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.conversation.seeing import seen
from bot.discord.embeds.articles.poor import PoorPage, poor_embed
from bot.discord.embeds.articles.unanswered import PAGE, Listed, Page, unanswered_embed
from bot.discord.views.articles.mending import choose_button
from bot.discord.views.articles.poor import poor_of
from bot.discord.views.controls import Control, Item, View, turning, view_of
from bot.records import Change
from bot.texts import Phrases

GLANCE = 2
"""Answers that did not help, shown below the questions: with more, both would be too long for one message."""
AT_ONCE = 25
"""Groups that are asked again while somebody waits for the list; the others are asked soon after."""


async def show_page(interaction: discord.Interaction, number: int, say: Phrases) -> None:
    """Edit the answer of an interaction to show a page, counted from 1; the last one where there are fewer by now."""
    server = refuse_strangers(interaction)
    page, poor = await _page(interaction, server, number), await poor_of(interaction, server)
    # The newest of them at a glance; their buttons are a press away.
    glance = [poor_embed(PoorPage(poor[:GLANCE], 1, 1, len(poor)), say)] if poor else []
    embeds = [unanswered_embed(page, say), *glance]
    await conclude(interaction, embeds=embeds, view=_view(page, len(poor), say))


async def turn(interaction: discord.Interaction, number: int) -> None:
    """Show a page in the place of the one whose button was pressed."""

    async def act(say: Phrases) -> None:
        refuse_strangers(interaction)
        await interaction.response.defer()
        await show_page(interaction, number, say)

    await attend(interaction, act)


async def dismiss(interaction: discord.Interaction, question: str, number: int) -> None:
    """Take a question and those like it off the list, and show the page again."""

    async def act(say: Phrases) -> None:
        server = refuse_strangers(interaction)
        await interaction.response.defer()
        await _dismiss(interaction, server, question)
        await show_page(interaction, number, say)

    await attend(interaction, act)


async def _dismiss(interaction: discord.Interaction, server: int, question: str) -> None:
    group = next((one for one in await _groups(interaction, server) if question in one.ids), None)
    if group is None:
        return
    change = Change(datetime.now(UTC), server, interaction.user.id, "dismiss", str(len(group.ids)))
    await bot_of(interaction).desk.record(lambda store: store.dismiss(group.ids, change))


async def _page(interaction: discord.Interaction, server: int, number: int) -> Page:
    desk, groups = bot_of(interaction).desk, await _groups(interaction, server)
    left = await desk.again.look(groups, AT_ONCE)
    if left:
        desk.again.want(server)
    # What an article answers by now comes first; the order is else that of the groups.
    ordered = sorted(groups, key=lambda one: desk.again.answer(one) is None)
    pages = max(-(-len(ordered) // PAGE), 1)
    number = min(max(number, 1), pages)
    shown = ordered[(number - 1) * PAGE : number * PAGE]
    # Nothing is quoted that was removed since it was looked at.
    late = await desk.again.look(shown, PAGE) if left else 0
    listed = [Listed(group, None if late else desk.again.answer(group)) for group in shown]
    return Page(listed, number, pages, len(groups), left)


async def _groups(interaction: discord.Interaction, server: int) -> list[Group]:
    """Return the questions that were asked where the person of an interaction can see it."""
    desk = bot_of(interaction).desk
    asked = await desk.record(lambda store: store.unanswered(server, MOST))
    visible = await seen(interaction, {one.channel for one in asked})
    questions = [one for one in asked if one.channel in visible]
    return await desk.questions.run(lambda: grouped(questions))


def _view(page: Page, poor: int, say: Phrases) -> View | None:
    items = list[Item]()
    for place, listed in enumerate(page.listed, 1):
        custom_id = f"summit:unanswered:dismiss:{listed.group.newest.answer}:{page.number}"
        items.append(discord.ui.Button(label=say("button.dismiss", n=place), custom_id=custom_id, row=0))
        items.append(choose_button(listed.group.newest.answer, say("button.choose", n=place), row=2))
    if page.pages > 1:
        items += turning(lambda to: f"summit:unanswered:page:{to}", page.number, page.pages, say, row=1)
    if poor:
        items.append(discord.ui.Button(label=say("button.poor", n=poor), custom_id="summit:poor:page:1", row=3))
    return view_of(items) if items else None


class UnansweredControl(
    Control, template=r"summit:unanswered:(?:page|dismiss:(?P<question>[0-9a-f]{16})):(?P<page>[0-9]{1,4})"
):
    """One button under the list."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page, or dismiss."""
        question, page = self.match["question"], int(self.match["page"])
        await (turn(interaction, page) if question is None else dismiss(interaction, question, page))
