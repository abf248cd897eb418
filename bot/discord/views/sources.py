"""Follow and Discard under what was offered, and Ask under a new article; their `custom_id` says of which."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.embeds.sources import done_words
from bot.discord.views.controls import Control, View, view_of
from bot.discord.views.modal import article_modal
from bot.texts import Phrases


def offer_view(offer: str, say: Phrases) -> View:
    """Return Follow and Discard."""
    follow: discord.ui.Button[View] = discord.ui.Button(
        label=say("button.follow"), custom_id=f"summit:source:follow:{offer}", style=ButtonStyle.success
    )
    discard: discord.ui.Button[View] = discord.ui.Button(
        label=say("button.discard"), custom_id=f"summit:source:discard:{offer}"
    )
    return view_of([follow, discard])


def arrived_view(article: int, say: Phrases) -> View:
    """Return Ask, about one article."""
    ask: discord.ui.Button[View] = discord.ui.Button(
        label=say("button.ask_article"), custom_id=f"summit:arrived:{article}", style=ButtonStyle.primary
    )
    return view_of([ask])


class OfferControl(Control, template=r"summit:source:(?P<act>follow|discard):(?P<offer>[0-9a-f]{16})"):
    """Follow or Discard."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Follow what was offered, or forget it."""
        act, offer = self.match.group("act", "offer")
        await attend(interaction, lambda say: _decide(interaction, act, offer, say))


class ArrivedControl(Control, template=r"summit:arrived:(?P<article>[0-9]{1,18})"):
    """Ask under a new article."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for a question to it."""
        article = int(self.match["article"])

        async def act(say: Phrases) -> None:
            await interaction.response.send_modal(article_modal(article, say))

        await attend(interaction, act)


async def _decide(interaction: discord.Interaction, act: str, offer: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await interaction.response.defer()
    if act == "discard":
        was_kept = await bot_of(interaction).desk.following.discard(server, offer)
        await conclude(
            interaction, content=say("source.discarded" if was_kept else "source.lost"), embed=None, view=None
        )
        return
    await _follow(interaction, server, offer, say)


async def _follow(interaction: discord.Interaction, server: int, offer: str, say: Phrases) -> None:
    """Follow what was offered, and take its first articles in at once."""
    following = bot_of(interaction).desk.following
    offered = await following.offered(server, offer)
    feed = await following.follow(server, offer)
    if offered is None or feed is None:
        await conclude(interaction, content=say("source.lost"), embed=None, view=None)
        return
    await conclude(interaction, content=say("source.fetching", name=feed.called), embed=None, view=None)
    try:
        done = await following.refresh(server, feed)
    finally:
        # Of what was there when it began nobody is told.
        await following.tell_of(server, feed.id, offered)
    await conclude(
        interaction, content=f"{say('source.followed')}\n{done_words(done, feed, say)}", embed=None, view=None
    )
