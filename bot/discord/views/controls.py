"""Buttons and menus that are found by their `custom_id`, in whatever run of the bot they are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Self

import discord

from bot.texts import Phrases

View = discord.ui.View
Button = discord.ui.Button[View]
Item = discord.ui.Item[View]


class Control(discord.ui.DynamicItem[Item], template=r"(?!)"):
    """One that was used; each kind reads from the match of its `custom_id` what it is about."""

    def __init__(self, item: Item, match: re.Match[str]) -> None:
        self.match = match
        super().__init__(item)

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Return what was used."""
        return cls(item, match)


def view_of(items: Iterable[Item]) -> View:
    """Return a view that discord.py does not remember: it would keep each message's items for ever."""
    view = View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def turning(
    custom_id: Callable[[int], str], page: int, pages: int, say: Phrases, row: int | None = None
) -> tuple[Button, Button]:
    """Return Back and Next of a page, counted from 1; `custom_id` names what a button to another page carries."""
    return (
        discord.ui.Button(label=say("button.previous"), custom_id=custom_id(page - 1), disabled=page <= 1, row=row),
        discord.ui.Button(label=say("button.next"), custom_id=custom_id(page + 1), disabled=page >= pages, row=row),
    )
