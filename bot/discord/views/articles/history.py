"""The history of a server's articles: its pages, and Undo and Delete for good, each after Confirm."""

from __future__ import annotations

import discord
from discord import ButtonStyle, SelectOption

from bot.desk.curating.events import Event
from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.conversation.seeing import for_them
from bot.discord.embeds.articles.history import PAGE, Page, history_embed, label, sure_embed, told
from bot.discord.views.controls import Button, Control, Item, View, turning, view_of
from bot.discord.views.modal import data_of
from bot.texts import Phrases

MOST = 300
"""Entries that are looked at, the newest."""


async def show_page(
    interaction: discord.Interaction, number: int, say: Phrases, *, chosen: int | None = None, note: str | None = None
) -> None:
    """Edit the answer of an interaction to show a page, counted from 1; the last one where there are fewer by now."""
    server = refuse_strangers(interaction)
    page = _page(await _events(interaction, server), number, chosen)
    await conclude(interaction, content=note, embed=history_embed(page, say), view=_view(page, say))


async def _events(interaction: discord.Interaction, server: int) -> list[Event]:
    """Return the entries without the settings of channels that the person of an interaction cannot see."""
    found = await bot_of(interaction).desk.curator.history(server, MOST)
    changes = await for_them(interaction, [event.change for event in found if event.change])
    return [event for event in found if event.change is None or event.change in changes]


def _page(events: list[Event], number: int, chosen: int | None) -> Page:
    pages = max(-(-len(events) // PAGE), 1)
    number = min(max(number, 1), pages)
    shown = events[(number - 1) * PAGE : number * PAGE]
    open_ones = [event for event in shown if event.undoable]
    named = next((event for event in open_ones if event.id == chosen), None)
    return Page(shown, number, pages, named or next(iter(open_ones), None))


def _view(page: Page, say: Phrases) -> View | None:
    items = list[Item]()
    open_ones = [event for event in page.events if event.undoable]
    if open_ones[1:]:
        options = [
            SelectOption(label=label(event, say), value=str(event.id), default=event is page.chosen)
            for event in open_ones
        ]
        items.append(
            discord.ui.Select(
                custom_id=f"summit:history:choose:{page.number}",
                placeholder=say("history.choose"),
                options=options,
                row=0,
            )
        )
    if page.chosen and page.chosen.id is not None:
        items.append(undo_button(page.chosen.id, say, page.number))
        if page.chosen.keeps_gone:
            items.append(_button("erase", page.number, page.chosen.id, say("button.delete_for_good")))
    if page.pages > 1:
        items += turning(lambda to: f"summit:history:page:{to}", page.number, page.pages, say, row=2)
    return view_of(items) if items else None


def undo_button(entry: int, say: Phrases, page: int = 1) -> Button:
    """Return the button that asks whether an entry is to be undone; Cancel leads to a page of the history."""
    return _button("undo", page, entry, say("button.undo"))


def _button(act: str, page: int, entry: int, words: str) -> Button:
    style = ButtonStyle.danger if act == "erase" else ButtonStyle.primary
    return discord.ui.Button(label=words, custom_id=f"summit:history:{act}:{page}:{entry}", style=style, row=1)


async def _ask(interaction: discord.Interaction, act: str, number: int, entry: int, say: Phrases) -> None:
    """Show what would be undone, or deleted for good, and ask."""
    server = refuse_strangers(interaction)
    event = next((one for one in await _events(interaction, server) if one.id == entry), None)
    if event is None or not event.undoable:
        await show_page(interaction, number, say, note=say("history.closed"))
        return
    about = f"{number}:{entry}"
    buttons = [
        discord.ui.Button[View](
            label=say("button.confirm" if act == "undo" else "button.delete_for_good"),
            custom_id=f"summit:history:{'confirm' if act == 'undo' else 'delete'}:{about}",
            style=ButtonStyle.primary if act == "undo" else ButtonStyle.danger,
        ),
        discord.ui.Button[View](label=say("button.cancel"), custom_id=f"summit:history:page:{number}"),
    ]
    await conclude(interaction, content=None, embed=sure_embed(event, act, say), view=view_of(buttons))


async def _do(interaction: discord.Interaction, act: str, number: int, entry: int, say: Phrases) -> None:
    server, who, curator = refuse_strangers(interaction), interaction.user.id, bot_of(interaction).desk.curator
    if act == "confirm":
        note = told(await curator.undo(server, entry, who), say)
    else:
        note = say("removing.done_for_good" if await curator.erase_gone(server, entry, who) else "history.closed")
    await show_page(interaction, number, say, note=note)


class HistoryControl(
    Control,
    template=r"summit:history:(?P<act>page|choose|undo|erase|confirm|delete):(?P<page>[0-9]{1,4})"
    r"(?::(?P<entry>[0-9]{1,18}))?",
):
    """One button or menu under the history."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to the page, choose an entry, ask, or do what was confirmed."""
        act, number, entry = self.match["act"], int(self.match["page"]), int(self.match["entry"] or 0)

        async def press(say: Phrases) -> None:
            refuse_strangers(interaction)
            await interaction.response.defer()
            if act in {"undo", "erase"}:
                await _ask(interaction, act, number, entry, say)
            elif act in {"confirm", "delete"}:
                await _do(interaction, act, number, entry, say)
            else:
                await show_page(interaction, number, say, chosen=_chosen(interaction))

        await attend(interaction, press)


def _chosen(interaction: discord.Interaction) -> int | None:
    values = [str(value) for value in data_of(interaction).get("values", ())]
    return int(values[0]) if values and values[0].isdecimal() else None
