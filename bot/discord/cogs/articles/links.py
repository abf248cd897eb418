"""Links that were given -> a draft each, with a word on how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.desk.curating.drafting import Drafted, Outcome
from bot.discord.base import bot_of
from bot.discord.conversation.attending import conclude
from bot.discord.embeds.articles.outcome import outcome_embed, refused_embed
from bot.discord.views.articles.deciding import send_draft, show_draft
from bot.errors import OverLimit
from bot.texts import Phrases
from index import Added, IngestError


async def draft_links(
    interaction: discord.Interaction, server: int, links: Sequence[str], title: str | None, say: Phrases
) -> None:
    """Draft what is at each link: the one in the answer itself, several in a message each below it."""
    ready = 0
    for number, link in enumerate(links, 1):
        shown = await _drafted(interaction, server, link, title if len(links) == 1 else None, (number, len(links)), say)
        alone = len(links) == 1
        if isinstance(shown, Drafted):
            ready += 1
            await _kept(interaction, server, shown, say, alone=alone)
        elif alone:
            await conclude(interaction, content=None, embed=shown, view=None)
        else:
            await interaction.followup.send(embed=shown, ephemeral=True)
    if len(links) > 1:
        await conclude(interaction, content=say("adding.links_read", n=ready, of=len(links)), embed=None, view=None)


async def _drafted(
    interaction: discord.Interaction, server: int, link: str, title: str | None, place: tuple[int, int], say: Phrases
) -> Drafted | discord.Embed:
    """Return the draft of what is at a link, or the reason why there is none."""
    desk, (number, of) = bot_of(interaction).desk, place
    try:
        await interaction.edit_original_response(content=say("adding.fetching", number=number, of=of))
        item = replace(await desk.fetching.fetch(link), title=title)
        await interaction.edit_original_response(content=say("adding.reading", number=number, of=of))
        drafted = await desk.drafting.begin(server, (item,))
    except IngestError as error:
        over = error if isinstance(error, OverLimit) else None
        return outcome_embed([Outcome(Added(link, None, None, "refused", str(error)), over, error)], say)
    return drafted if drafted.id else refused_embed(drafted.drafts, say)


async def _kept(interaction: discord.Interaction, server: int, drafted: Drafted, say: Phrases, *, alone: bool) -> None:
    try:
        await (show_draft if alone else send_draft)(interaction, drafted, say)
    except Exception:
        # A draft that nobody was shown waits for nobody.
        await bot_of(interaction).desk.drafting.discard(server, drafted.id)
        raise
