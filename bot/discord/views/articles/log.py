"""The whole audit log as a file: /articles status shows the last lines of it."""

from __future__ import annotations

import io
import re

import discord

from bot.discord.access import refuse_strangers
from bot.discord.base import bot_of
from bot.discord.conversation.attending import attend, defer
from bot.discord.conversation.seeing import for_them
from bot.discord.embeds.articles.status import log_file
from bot.discord.views.controls import Control, View, view_of
from bot.texts import Phrases

CUSTOM_ID = "summit:log"
MOST = 10_000
"""Lines of one file, the newest: as many as fit into what Discord takes."""
_BOM = "\ufeff"


def log_view(say: Phrases) -> View:
    """Return the button that gives all of it."""
    return view_of([discord.ui.Button(label=say("button.log"), custom_id=CUSTOM_ID)])


class LogControl(Control, template=re.escape(CUSTOM_ID)):
    """The button under the state of a library."""

    async def callback(self, interaction: discord.Interaction) -> None:
        """Send the log as a file, to this person alone."""
        await attend(interaction, lambda say: _hand_over(interaction, say))


async def _hand_over(interaction: discord.Interaction, say: Phrases) -> None:
    server = refuse_strangers(interaction)
    await defer(interaction, private=True)
    changes = await for_them(
        interaction, await bot_of(interaction).desk.record(lambda store: store.changes(server, MOST))
    )
    file = discord.File(io.BytesIO((_BOM + log_file(changes, say)).encode()), "changes.txt")
    await interaction.edit_original_response(attachments=[file])
