"""An admin chooses the sentence that answers a question, hides one from answers, or takes that back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import discord
from discord import SelectOption

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude, defer
from bot.discord.embeds.articles.poor import mending_embed
from bot.discord.embeds.limits import BLANK
from bot.discord.embeds.parts import named, plain
from bot.discord.views.controls import Button, Control, Item, View, view_of
from bot.discord.views.modal import data_of
from bot.records import ArticleRef, Kept
from bot.texts import Phrases
from index import KEEPER, Pick, Quote

CANDIDATES = 25
"""Discord's limit of a menu's options."""
_LABEL = 100


def choose_button(answer: str, label: str, *, row: int | None = None) -> Button:
    """Return the button that opens what can be chosen for the question of a kept answer."""
    return discord.ui.Button(label=label, custom_id=f"summit:mend:open:{answer}", row=row)


async def _open(interaction: discord.Interaction, answer: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    kept = await _kept(interaction, server, answer)
    if kept is None:
        await conclude(interaction, content=say("expired.body"))
        return
    desk = bot_of(interaction).desk
    found = await desk.questions.run(lambda: desk.libraries.candidates(server, _question(kept), CANDIDATES))
    picks = await desk.questions.run(lambda: desk.libraries.of(server).picks())
    view = _view(kept, found, picks, say)
    embed = mending_embed(_question(kept), say)
    await conclude(interaction, content=None if view else say("mending.none"), embed=embed, view=view)


async def _chosen(interaction: discord.Interaction, act: str, answer: str, value: str, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await interaction.response.defer()
    kept, desk, who = await _kept(interaction, server, answer), bot_of(interaction).desk, interaction.user.id
    if kept is None:
        await conclude(interaction, content=say("expired.body"), embed=None, view=None)
        return
    pick = await (_taken_back(interaction, server, value) if act == "back" else _sentence(interaction, server, value))
    if pick is None:
        done = False
    elif act == "pin":
        done = await desk.curator.pin(server, Pick(pick.article, pick.sentence, _question(kept)), who)
    elif act == "hide":
        done = await desk.curator.hide(server, pick, who)
    else:
        done = await desk.curator.take_back(server, pick, who)
    words = say(f"mending.{act}_done") if done else say("mending.gone")
    await conclude(interaction, content=words, embed=None, view=None)


async def _kept(interaction: discord.Interaction, server: int, answer: str) -> Kept | None:
    """Return an answer of this server that was not private: a question that only its asker knows is nobody else's."""
    kept = await bot_of(interaction).desk.kept(answer)
    is_theirs = kept is not None and kept.asking.scope.server == server
    return kept if is_theirs and kept and not kept.asking.private else None


async def _sentence(interaction: discord.Interaction, server: int, value: str) -> Pick | None:
    article, start, end = (int(number) for number in value.split(":"))
    desk = bot_of(interaction).desk
    found = await desk.questions.run(lambda: desk.libraries.show(server, ArticleRef("server", article), KEEPER))
    return Pick(article, found[1].text[start:end]) if found else None


async def _taken_back(interaction: discord.Interaction, server: int, value: str) -> Pick | None:
    desk = bot_of(interaction).desk
    picks = await desk.questions.run(lambda: desk.libraries.of(server).picks())
    return next((pick for pick in picks if _mark(pick) == value), None)


def _question(kept: Kept) -> str:
    """Return what was asked, with what it was understood to be about: alone it may mean anything."""
    return " ".join(filter(None, (kept.asking.question, kept.answer.about)))


def _view(kept: Kept, found: Sequence[Quote], picks: Sequence[Pick], say: Phrases) -> View | None:
    sentences = [
        SelectOption(
            label=plain(one.text, _LABEL) or BLANK,
            value=f"{one.article}:{one.start}:{one.end}",
            description=plain(named(one.title, one.url), _LABEL),
        )
        for one in found
    ]
    made = [
        SelectOption(
            label=plain(pick.sentence, _LABEL) or BLANK,
            value=_mark(pick),
            description=plain(pick.question, _LABEL) if pick.question else say("mending.is_hidden"),
        )
        for pick in picks[:CANDIDATES]
    ]
    menus = [("pin", sentences), ("hide", sentences), ("back", made)]
    items = list[Item]()
    for row, (act, options) in enumerate(menus):
        if options:
            custom_id, placeholder = f"summit:mend:{act}:{kept.id}", say(f"mending.{act}")
            items.append(discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options, row=row))
    return view_of(items) if items else None


def _mark(pick: Pick) -> str:
    return hashlib.sha256(repr(pick).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class MendControl(Control, template=r"summit:mend:(?P<act>open|pin|hide|back):(?P<answer>[0-9a-f]{16})"):
    """The button, or one of the menus that it opens."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the menus, or do what was chosen in one."""
        act, answer = self.match["act"], self.match["answer"]
        values = data_of(interaction).get("values") or []
        if act == "open":
            await attend(interaction, lambda say: _open(interaction, answer, say))
        elif values:
            await attend(interaction, lambda say: _chosen(interaction, act, answer, str(values[0]), say))
