"""Export mine and Delete mine: what is stored of the one who presses, in all servers."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import discord
from discord import ButtonStyle

from bot.desk.exporting import document, packed, servers_of
from bot.discord.base import UNREACHABLE, DeskBot, bot_of
from bot.discord.conversation.attending import attend, conclude, defer
from bot.discord.views.controls import Button, Control, view_of
from bot.errors import Expired
from bot.log import log
from bot.texts import Phrases

LARGEST = 10 * 2**20 - 2**16
"""Bytes that Discord takes of any bot, less the rest of the request."""


def privacy_view(say: Phrases) -> discord.ui.View:
    """Return the buttons under /privacy."""
    export = _button("export", say("button.export"), ButtonStyle.secondary)
    return view_of([export, _button("delete", say("button.delete_mine"), ButtonStyle.danger)])


def confirm_view(say: Phrases) -> discord.ui.View:
    """Return the two ways on from Delete mine."""
    confirm = _button("confirm", say("button.confirm"), ButtonStyle.danger)
    return view_of([confirm, _button("cancel", say("button.cancel"), ButtonStyle.secondary)])


class PrivacyButton(Control, template=r"summit:privacy:(?P<act>[a-z]{1,12})"):
    """One button of /privacy; it always is about the one who presses it."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what the button is for."""
        await attend(interaction, lambda say: _ACTS.get(self.match["act"], _unknown)(interaction, say))


async def _export(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    bot, person = bot_of(interaction), interaction.user.id
    personal = await bot.desk.record(lambda store: store.personal(person))
    present = {server for server in servers_of(personal) if await _is_in(bot, server, person)}
    restricted = await bot.desk.restricted(present)
    now, most = datetime.now(UTC), min(interaction.filesize_limit, LARGEST)
    name, data = await asyncio.to_thread(lambda: packed(document(personal, person, now, present, restricted), most))
    file = discord.File(io.BytesIO(data), name)
    await interaction.edit_original_response(content=say("privacy.exported"), attachments=[file])


async def _is_in(bot: DeskBot, server: int, person: int) -> bool:
    try:
        await bot.member(server, person)
    except UNREACHABLE:
        return False
    return True


async def _delete(interaction: discord.Interaction, say: Phrases) -> None:
    await defer(interaction, private=True)
    await interaction.edit_original_response(content=say("privacy.sure"), view=confirm_view(say))


async def _confirm(interaction: discord.Interaction, say: Phrases) -> None:
    await interaction.response.defer()
    person = interaction.user.id
    await bot_of(interaction).desk.forget_person(person)
    log.info("person_forgotten")
    await conclude(interaction, content=say("privacy.deleted"), view=None)


async def _cancel(interaction: discord.Interaction, say: Phrases) -> None:
    await interaction.response.defer()
    await interaction.edit_original_response(content=say("privacy.cancelled"), view=None)


async def _unknown(_interaction: discord.Interaction, _say: Phrases) -> None:
    raise Expired("This button is of another version of the bot.")


def _button(act: str, label: str, style: ButtonStyle) -> Button:
    return discord.ui.Button(label=label, custom_id=f"summit:privacy:{act}", style=style)


_ACTS: Mapping[str, Callable[[discord.Interaction, Phrases], Awaitable[None]]] = {
    "export": _export,
    "delete": _delete,
    "confirm": _confirm,
    "cancel": _cancel,
}
