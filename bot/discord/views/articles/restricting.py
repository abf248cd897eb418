"""For whom an article is: the two menus and the button that choose it, `summit:restrict:ACT:ARTICLE`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, cast

import discord
from discord import SelectDefaultValue, SelectDefaultValueType

from bot.desk.arranging.chosen import Standing
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude, defer
from bot.discord.embeds.articles.restriction import restriction_embed
from bot.discord.standing import standing
from bot.discord.views.controls import Button, Control, View, view_of
from bot.discord.views.settings.panel import ASKED
from bot.errors import Rejected
from bot.records import ArticleRef
from bot.texts import Phrases
from index import KEEPER, OPEN, Entry, Restriction, UnknownArticle

MOST = 25
"""Channels, and roles: as many as a menu of Discord shows."""
Change = Callable[[Restriction], Restriction]


async def restrict(
    interaction: discord.Interaction, article: int, change: Change | None, say: Phrases, words: str | None = None
) -> None:
    """Change for whom an article of the server is, and edit the answer of an interaction to show it.

    Raises:
        UnknownArticle: it is no longer there.
        Rejected: there are too many channels or roles, one that this server does not have, or everybody's role.

    """
    server, desk, guild = refuse_strangers(interaction), bot_of(interaction).desk, interaction.guild
    if change:
        await desk.curator.restrict(server, article, lambda old: _checked(old, change(old), guild), interaction.user.id)
    found = await desk.curator.reads.run(lambda: desk.libraries.show(server, ArticleRef("server", article), KEEPER))
    if found is None:
        raise UnknownArticle("The article is no longer there.")
    entry, there = found[0], await standing(bot_of(interaction), server)
    await conclude(interaction, content=words, embed=restriction_embed(entry, say), view=_view(entry, there, say))


def opener(article: int, say: Phrases) -> Button:
    """Return the button that shows for whom an article is."""
    return discord.ui.Button(label=say("button.restrict"), custom_id=f"summit:restrict:show:{article}")


class RestrictionControl(
    Control, template=r"summit:restrict:(?P<act>show|channels|roles|open):(?P<article>[0-9]{1,18})"
):
    """One menu or button."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show for whom the article is, changed where something was chosen."""
        act, article = self.match["act"], int(self.match["article"])
        data = cast(dict[str, Any], interaction.data or {})
        chosen = frozenset(map(int, data.get("values", ())))

        async def attended(say: Phrases) -> None:
            refuse_strangers(interaction)
            if act == "show":
                await defer(interaction, private=True)
            else:
                await interaction.response.defer()
            try:
                await restrict(interaction, article, _CHANGES[act](chosen), say)
            except Rejected as error:
                # It is shown anew, or the menu would go on showing what was not taken.
                await restrict(interaction, article, None, say, say(error.key, **error.values))

        await attend(interaction, attended)


_CHANGES: Mapping[str, Callable[[frozenset[int]], Change | None]] = {
    "show": lambda _: None,
    "channels": lambda chosen: lambda old: replace(old, channels=chosen),
    "roles": lambda chosen: lambda old: replace(old, roles=chosen),
    "open": lambda _: lambda _old: OPEN,
}


def _checked(old: Restriction, restriction: Restriction, guild: discord.Guild | None) -> Restriction:
    if any(guild is None or guild.get_channel(one) is None for one in restriction.channels - old.channels):
        raise Rejected("settings.no_channel")
    roles = [guild and guild.get_role(one) for one in restriction.roles - old.roles]
    if not all(roles):
        raise Rejected("settings.no_role")
    if any(role and role.is_default() for role in roles):
        raise Rejected("restriction.everyone")
    if max(len(restriction.channels), len(restriction.roles)) > MOST:
        raise Rejected("restriction.many", n=MOST)
    return restriction


def _view(entry: Entry, there: Standing, say: Phrases) -> View:
    restriction, prefix = entry.restriction, "summit:restrict"
    channels: discord.ui.ChannelSelect[View] = discord.ui.ChannelSelect(
        custom_id=f"{prefix}:channels:{entry.id}",
        placeholder=say("restriction.channel_menu"),
        channel_types=ASKED,
        min_values=0,
        max_values=MOST,
        default_values=_there(restriction.channels, there.channels, SelectDefaultValueType.channel),
        row=0,
    )
    roles: discord.ui.RoleSelect[View] = discord.ui.RoleSelect(
        custom_id=f"{prefix}:roles:{entry.id}",
        placeholder=say("restriction.role_menu"),
        min_values=0,
        max_values=MOST,
        default_values=_there(restriction.roles, there.roles, SelectDefaultValueType.role),
        row=1,
    )
    lift: Button = discord.ui.Button(
        label=say("button.open"), custom_id=f"{prefix}:open:{entry.id}", disabled=not restriction, row=2
    )
    return view_of([channels, roles, lift])


def _there(
    chosen: Collection[int], known: Collection[int] | None, kind: SelectDefaultValueType
) -> list[SelectDefaultValue]:
    """Return what was chosen as a menu shows it; Discord may refuse one that it does not know."""
    return [SelectDefaultValue(id=one, type=kind) for one in sorted(chosen) if known and one in known]
