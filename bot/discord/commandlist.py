"""The commands that Discord knows: sent when they changed, or when it has none."""

from __future__ import annotations

import hashlib
import json

import discord
from discord import app_commands

from bot.discord.base import DeskBot
from bot.discord.commandtexts import local
from bot.log import log

_FOR_PEOPLE = ("ask", "summary", "privacy")
_INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
_ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)


def offer_to_people(tree: app_commands.CommandTree[DeskBot]) -> None:
    """Let people install for themselves what they can use anywhere: what is asked so is answered to them alone."""
    menu = tree.get_command(local("command.find.name").message, type=discord.AppCommandType.message)
    for command in (*map(tree.get_command, _FOR_PEOPLE), menu):
        if isinstance(command, app_commands.Command | app_commands.ContextMenu):
            command.allowed_installs, command.allowed_contexts = _INSTALLS, _ANYWHERE


async def sync(bot: DeskBot) -> bool:
    """Bring Discord's list up to date where it is not, and tell whether it is now."""
    try:
        await _sync(bot)
    except (discord.HTTPException, OSError) as error:
        log.warning("commands_not_synced", reason=str(error))
        return False
    return True


async def _sync(bot: DeskBot) -> None:
    key, wanted = f"commands:{bot.application_id}", await _hash(bot)
    known = await bot.desk.record(lambda store: store.value(key))
    if known == wanted and (registered := await bot.tree.fetch_commands()):
        bot.remember_commands(registered)
        return
    synced = await bot.tree.sync()
    bot.remember_commands(synced)
    await bot.desk.record(lambda store: store.set_value(key, wanted))
    log.info("commands_synced", commands=len(synced))


async def _hash(bot: DeskBot) -> str:
    """Return a hash of all that Discord is told about the commands, translations included."""
    tree = bot.tree
    if tree.translator is None:
        raise RuntimeError("The commands are synced after their translator is set.")
    payload = [await command.get_translated_payload(tree, tree.translator) for command in tree.get_commands()]
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
