"""/sources: feeds that are followed, for those who may manage articles."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, Transform
from discord.ext import commands

from bot.discord.access import may_manage, refuse_strangers
from bot.discord.base import DeskBot, bot_of
from bot.discord.cogs.channels import ToldChannel
from bot.discord.commandtexts import command_of, local
from bot.discord.conversation.attending import attend, conclude, defer
from bot.discord.conversation.posting import check_channel
from bot.discord.embeds.parts import plain
from bot.discord.embeds.sources import done_words, list_embed, offer_embed, source_embed
from bot.discord.telling.sources import tell_of
from bot.discord.views.sources import offer_view
from bot.errors import Rejected
from bot.texts import Phrases
from index import Feed, IngestError, Rules

LONGEST_URL = 2_000
LONGEST_WORDS = 500
LONGEST_NAME = 100
_CHOICES = 25
_USUAL = Rules()
Act = Callable[[int, Feed, Phrases], Awaitable[None]]
Change = Callable[[int, int], Awaitable[object]]


async def complete_source(interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the server's sources whose name holds what was typed."""
    server, desk = interaction.guild_id, bot_of(interaction).desk
    if server is None or not may_manage(interaction, desk.server(server)):
        return []
    feeds = [feed for feed in await desk.following.all(server) if typed.casefold() in feed.called.casefold()]
    return [Choice(name=plain(feed.called, LONGEST_NAME), value=str(feed.id)) for feed in feeds[:_CHOICES]]


# Not guild_only(): that adds servers to where every command of this bot may be given, and takes nothing away.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Sources(
    commands.GroupCog,
    # The command's own name: discord.py takes the group out of its list by the cog's name when the bot stops.
    name="sources",
    group_name=local("command.sources.name"),
    group_description=local("command.sources.description"),
):
    """What a server follows."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @command_of(
        *("sources_add", "url", "every", "include", "exclude", "most", "keep", "backlog", "called", "channel", "daily")
    )
    async def add(
        self,
        interaction: discord.Interaction,
        url: Range[str, 1, LONGEST_URL],
        every: Range[int, 15, 10_080] = _USUAL.every,
        include: Range[str, 1, LONGEST_WORDS] | None = None,
        exclude: Range[str, 1, LONGEST_WORDS] | None = None,
        most: Range[int, 1, 1_000] = _USUAL.most,
        keep: Range[int, 0, 3_650] = _USUAL.keep,
        backlog: Range[int, 0, 1_000] = _USUAL.backlog,
        called: Range[str, 1, LONGEST_NAME] | None = None,
        channel: Transform[int, ToldChannel] | None = None,
        daily: bool = False,
    ) -> None:
        """Show what following an address would bring, and ask."""
        rules = Rules(every, include or "", exclude or "", most, keep, backlog)
        await attend(interaction, lambda say: _offer(interaction, url, rules, called, (channel, daily), say))

    @command_of("sources_list")
    async def list(self, interaction: discord.Interaction) -> None:
        """List what is followed."""

        async def act(say: Phrases) -> None:
            server = refuse_strangers(interaction)
            await defer(interaction, private=True)
            await conclude(interaction, embed=list_embed(await self._bot.desk.following.all(server), say))

        await attend(interaction, act)

    @command_of("sources_show", "source")
    @app_commands.autocomplete(source=complete_source)
    async def show(self, interaction: discord.Interaction, source: str) -> None:
        """Show a source."""

        async def act(server: int, feed: Feed, say: Phrases) -> None:
            found = await self._bot.desk.following.show(server, feed.id)
            await conclude(interaction, embed=source_embed(*(found or (feed, [])), say))

        await _with(interaction, source, act)

    @command_of("sources_pause", "source")
    @app_commands.autocomplete(source=complete_source)
    async def pause(self, interaction: discord.Interaction, source: str) -> None:
        """Let a source rest."""
        pause = partial(self._bot.desk.following.pause, paused=True)
        await _change(interaction, source, "source.is_paused", pause)

    @command_of("sources_resume", "source")
    @app_commands.autocomplete(source=complete_source)
    async def resume(self, interaction: discord.Interaction, source: str) -> None:
        """Look at a source again."""
        pause = partial(self._bot.desk.following.pause, paused=False)
        await _change(interaction, source, "source.is_resumed", pause)

    @command_of("sources_remove", "source")
    @app_commands.autocomplete(source=complete_source)
    async def remove(self, interaction: discord.Interaction, source: str) -> None:
        """Follow a source no longer."""
        await _change(interaction, source, "source.is_removed", self._bot.desk.following.remove)

    @command_of("sources_refresh", "source")
    @app_commands.autocomplete(source=complete_source)
    async def refresh(self, interaction: discord.Interaction, source: str) -> None:
        """Look at a source now."""

        async def act(server: int, feed: Feed, say: Phrases) -> None:
            done = await self._bot.desk.following.refresh(server, feed)
            await tell_of(self._bot, server, done)
            await conclude(interaction, content=done_words(done, feed, say))

        await _with(interaction, source, act)


async def _offer(
    interaction: discord.Interaction,
    url: str,
    rules: Rules,
    name: str | None,
    told: tuple[int | None, bool],
    say: Phrases,
) -> None:
    server, (channel, _daily) = refuse_strangers(interaction), told
    await defer(interaction, private=True)
    if channel is not None:
        check_channel(interaction, channel, say)
    try:
        shown = await bot_of(interaction).desk.following.offer(server, url, rules, name, told)
    except IngestError as error:
        await conclude(interaction, content=say("source.refused_url", reason=str(error)))
        return
    await conclude(interaction, embed=offer_embed(shown, say), view=offer_view(shown.offered.id, say))


async def _change(interaction: discord.Interaction, words: str, told: str, change: Change) -> None:
    """Change the source that somebody chose or typed, and say so."""

    async def act(server: int, feed: Feed, say: Phrases) -> None:
        await change(server, feed.id)
        await conclude(interaction, content=say(told, name=feed.called))

    await _with(interaction, words, act)


async def _with(interaction: discord.Interaction, words: str, act: Act) -> None:
    """Do something with the source that somebody chose or typed; whoever may not is refused first."""

    async def found(say: Phrases) -> None:
        server = refuse_strangers(interaction)
        await defer(interaction, private=True)
        feeds = await bot_of(interaction).desk.following.all(server)
        wanted = [feed for feed in feeds if words.strip() in (str(feed.id), feed.called)]
        if not wanted:
            raise Rejected("source.unknown")
        await act(server, wanted[0], say)

    await attend(interaction, found)
