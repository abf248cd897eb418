"""What the menus and buttons of /settings do, and the two pages that they stand on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import discord

from bot.discord.base import DeskBot, bot_of
from bot.discord.conversation.attending import attend, conclude
from bot.discord.conversation.permissions import missing_for_notices
from bot.discord.conversation.seeing import chosen_for_them
from bot.discord.embeds.settings import channel_embed, digest_embed, settings_embed
from bot.discord.message_content import obstacle
from bot.discord.standing import is_forum, standing
from bot.discord.views.settings import changes
from bot.discord.views.settings.digests import set_digest
from bot.discord.views.settings.panel import ARCHIVED, AS_DISCORD, channel_view, digest_view, server_view
from bot.errors import Expired, Rejected
from bot.records import ServerSettings
from bot.texts import Phrases


@dataclass(frozen=True, slots=True)
class Used:
    """A menu or a button that somebody used."""

    act: str
    channel: int | None
    on: bool
    values: tuple[str, ...]
    """What was chosen in a menu."""


async def use(interaction: discord.Interaction, used: Used) -> None:
    """Do what a control is for, and show the page anew."""

    async def act(say: Phrases) -> None:
        changes.refuse_others(interaction)
        await interaction.response.defer()
        if used.act not in _ACTS:
            raise Expired("This control is of another version of the bot.")
        try:
            await _ACTS[used.act](interaction, used, say)
        except Rejected as error:
            # The page is shown anew, or its menu would go on showing what was not taken.
            await _show_again(interaction, used, say, say(error.key, **error.values))

    await attend(interaction, act)


async def _show_again(interaction: discord.Interaction, used: Used, say: Phrases, words: str) -> None:
    if used.act.startswith("digest"):
        await show_digest(interaction, say, words)
    elif used.channel is None:
        await show_server(interaction, say, words)
    else:
        await show_channel(interaction, used.channel, say, words)


async def show_server(interaction: discord.Interaction, say: Phrases, words: str | None = None) -> None:
    """Show all settings of a server, and what was just changed."""
    bot, server = bot_of(interaction), changes.refuse_others(interaction)
    there = await standing(bot, server)
    settings = await chosen_for_them(interaction, bot.desk.server(server), there)
    embed = settings_embed(settings, there, _missing(bot, settings), say)
    await conclude(interaction, content=words, embed=embed, view=server_view(settings, there, say))


async def show_channel(interaction: discord.Interaction, channel: int, say: Phrases, words: str | None = None) -> None:
    """Show the settings of a channel, and what was just changed."""
    bot, server = bot_of(interaction), changes.refuse_others(interaction)
    settings, there = bot.desk.server(server), await standing(bot, server)
    hindered = await obstacle(bot) if settings.channel(channel).auto else None
    embed = channel_embed(channel, settings, there, hindered, say, forum=is_forum(interaction.guild, channel))
    await conclude(interaction, content=words, embed=embed, view=channel_view(channel, settings, there, say))


async def show_digest(interaction: discord.Interaction, say: Phrases, words: str | None = None) -> None:
    """Show where and when the digest is posted, and what was just changed."""
    bot, server = bot_of(interaction), changes.refuse_others(interaction)
    settings, there = bot.desk.server(server), await standing(bot, server)
    view = digest_view(settings, there, say)
    await conclude(interaction, content=words, embed=digest_embed(settings, say), view=view)


def _missing(bot: DeskBot, settings: ServerSettings) -> tuple[str, ...]:
    channel = bot.get_channel(settings.admin) if settings.admin else None
    return missing_for_notices(channel) if isinstance(channel, discord.abc.GuildChannel) else ()


async def _channel(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    await show_channel(interaction, int(used.values[0]), say)


async def _back(interaction: discord.Interaction, _used: Used, say: Phrases) -> None:
    await show_server(interaction, say)


async def _clear(interaction: discord.Interaction, _used: Used, say: Phrases) -> None:
    await show_server(interaction, say, await changes.clear_deleted(interaction, say))


async def _language(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    chosen = None if used.values[0] == AS_DISCORD else used.values[0]
    await show_server(interaction, say, await changes.set_language(interaction, chosen, say))


async def _shared(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    await show_server(interaction, say, await changes.set_shared(interaction, used.on, say))


async def _editors(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    role = int(used.values[0]) if used.values else None
    await show_server(interaction, say, await changes.set_editors(interaction, role, say))


async def _admin(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel = int(used.values[0]) if used.values else None
    await show_server(interaction, say, await changes.set_admin(interaction, channel, say))


async def _answers(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel = _of(used)
    await show_channel(interaction, channel, say, await changes.set_answers(interaction, channel, used.on, say))


async def _auto(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel = _of(used)
    await show_channel(interaction, channel, say, await changes.set_auto(interaction, channel, used.on, say))


async def _thread(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel, minutes = _of(used), ARCHIVED if used.on else 0
    await show_channel(interaction, channel, say, await changes.set_thread(interaction, channel, minutes, say))


async def _digest(interaction: discord.Interaction, _used: Used, say: Phrases) -> None:
    await show_digest(interaction, say)


async def _digest_place(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    await show_digest(interaction, say, await set_digest(interaction, say, channel=int(used.values[0])))


async def _digest_every(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    await show_digest(interaction, say, await set_digest(interaction, say, every=used.values[0]))


async def _digest_hour(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    await show_digest(interaction, say, await set_digest(interaction, say, hour=int(used.values[0])))


async def _scope(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel = _of(used)
    await show_channel(interaction, channel, say, await changes.choose_scope(interaction, channel, used.values, say))


async def _every(interaction: discord.Interaction, used: Used, say: Phrases) -> None:
    channel = _of(used)
    await show_channel(interaction, channel, say, await changes.clear_scope(interaction, channel, say))


def _of(used: Used) -> int:
    if used.channel is None:
        raise Expired("This control is of another version of the bot.")
    return used.channel


_ACTS: Mapping[str, Callable[[discord.Interaction, Used, Phrases], Awaitable[None]]] = {
    "channel": _channel,
    "back": _back,
    "clear": _clear,
    "language": _language,
    "shared": _shared,
    "editors": _editors,
    "admin": _admin,
    "answers": _answers,
    "auto": _auto,
    "scope": _scope,
    "every": _every,
    "thread": _thread,
    "digest": _digest,
    "digestplace": _digest_place,
    "digestevery": _digest_every,
    "digesthour": _digest_hour,
}
