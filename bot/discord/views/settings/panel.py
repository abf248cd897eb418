"""The menus and buttons as they are sent: `summit:settings:ACT[:CHANNEL][:on|off]`."""

from __future__ import annotations

from collections.abc import Set

import discord
from discord import ButtonStyle, ChannelType, SelectDefaultValue, SelectDefaultValueType

from bot.desk.arranging.chosen import MOST_ARTICLES, Standing, without_deleted
from bot.discord.embeds.limits import BLANK
from bot.discord.embeds.parts import plain
from bot.discord.views.controls import Button, View, view_of
from bot.records import ChannelSettings, ServerSettings
from bot.texts import LANGUAGES, Phrases

EVERY = NEVER, DAILY, WEEKLY = ("never", "day", "week")
"""How often a digest is posted."""
AS_DISCORD = "discord"
"""The value of the choice that leaves the language to Discord."""
ASKED = [
    ChannelType.text,
    ChannelType.news,
    ChannelType.forum,
    ChannelType.voice,
    ChannelType.stage_voice,
]
"""Channels in which people can ask; a thread has what its channel has."""
ARCHIVED = 1440
"""Minutes after which a thread is archived, where nothing else is chosen."""
TOLD = [ChannelType.text, ChannelType.news]
"""Channels in which admins can be told something."""
_LABEL = 100


def server_view(settings: ServerSettings, standing: Standing, say: Phrases) -> View:
    """Return what changes the settings of a server: five rows, as many as a message has."""
    deleted = without_deleted(settings, standing) != settings
    clear = [_button("clear", say("settings.clear"), ButtonStyle.danger)] if deleted else []
    return view_of(
        [
            _channel_menu(say),
            _language_menu(settings, say),
            _editors_menu(settings, standing, say),
            _admin_menu(settings, standing, say),
            _switch("shared", None, settings.shared, say),
            _button("digest", say("settings.digest_open")),
            *clear,
        ]
    )


def channel_view(channel: int, settings: ServerSettings, standing: Standing, say: Phrases) -> View:
    """Return what changes the settings of a channel."""
    chosen = settings.channel(channel)
    menu = _articles_menu(channel, chosen, settings, standing, say)
    every = [_button(f"every:{channel}", say("settings.every"))] if chosen.articles else []
    return view_of(
        [
            _channel_menu(say),
            *([menu] if menu else ()),
            _switch("answers", channel, chosen.enabled, say),
            _switch("auto", channel, chosen.auto, say),
            _switch("thread", channel, chosen.thread > 0, say),
            *every,
            _button("back", say("settings.back")),
        ]
    )


def digest_view(settings: ServerSettings, standing: Standing, say: Phrases) -> View:
    """Return what changes the digest."""
    digest = settings.digest
    chosen = NEVER if digest is None else WEEKLY if digest.weekly else DAILY
    hour = digest.hour if digest else -1
    place: discord.ui.ChannelSelect[View] = discord.ui.ChannelSelect(
        custom_id="summit:settings:digestplace",
        placeholder=say("settings.digest_menu"),
        channel_types=TOLD,
        default_values=_there(digest.channel if digest else None, standing.channels, SelectDefaultValueType.channel),
        row=0,
    )
    every: discord.ui.Select[View] = discord.ui.Select(
        custom_id="summit:settings:digestevery",
        options=[
            discord.SelectOption(label=say(f"settings.digest_every_{one}"), value=one, default=one == chosen)
            for one in EVERY
        ],
        row=1,
    )
    hours: discord.ui.Select[View] = discord.ui.Select(
        custom_id="summit:settings:digesthour",
        placeholder=say("settings.digest_hour_menu"),
        options=[discord.SelectOption(label=f"{one:02}:00", value=str(one), default=one == hour) for one in range(24)],
        row=2,
    )
    return view_of([place, every, hours, _button("back", say("settings.back"))])


def _channel_menu(say: Phrases) -> discord.ui.ChannelSelect[View]:
    return discord.ui.ChannelSelect(
        custom_id="summit:settings:channel", placeholder=say("settings.channel_menu"), channel_types=ASKED, row=0
    )


def _language_menu(settings: ServerSettings, say: Phrases) -> discord.ui.Select[View]:
    named = [(AS_DISCORD, say("settings.as_discord")), *((one, say.language_name(one)) for one in LANGUAGES)]
    current = settings.language or AS_DISCORD
    return discord.ui.Select(
        custom_id="summit:settings:language",
        options=[discord.SelectOption(label=name, value=value, default=value == current) for value, name in named],
        row=1,
    )


def _editors_menu(settings: ServerSettings, standing: Standing, say: Phrases) -> discord.ui.RoleSelect[View]:
    return discord.ui.RoleSelect(
        custom_id="summit:settings:editors",
        placeholder=say("settings.editors_menu"),
        min_values=0,
        default_values=_there(settings.editors, standing.roles, SelectDefaultValueType.role),
        row=2,
    )


def _admin_menu(settings: ServerSettings, standing: Standing, say: Phrases) -> discord.ui.ChannelSelect[View]:
    return discord.ui.ChannelSelect(
        custom_id="summit:settings:admin",
        placeholder=say("settings.admin_menu"),
        channel_types=TOLD,
        min_values=0,
        default_values=_there(settings.admin, standing.channels, SelectDefaultValueType.channel),
        row=3,
    )


def _there(chosen: int | None, known: Set[int] | None, kind: SelectDefaultValueType) -> list[SelectDefaultValue]:
    """Return what was chosen as a menu shows it; Discord may refuse one that it does not know."""
    return [SelectDefaultValue(id=chosen, type=kind)] if chosen and known and chosen in known else []


def _articles_menu(
    channel: int, chosen: ChannelSettings, settings: ServerSettings, standing: Standing, say: Phrases
) -> discord.ui.Select[View] | None:
    """Return a menu of the chosen articles and of others, or None where there are none at all."""
    titles = standing.titles or {}
    reach = [article for article in titles if settings.shared or article.home == "server"]
    there = [article for article in chosen.articles if article in titles]
    known = [*there, *(article for article in reach if article not in there)]
    offered = known[:MOST_ARTICLES]
    if not offered:
        return None
    options = [
        discord.SelectOption(label=plain(titles[one], _LABEL) or BLANK, value=str(one), default=one in there)
        for one in offered
    ]
    return discord.ui.Select(
        custom_id=f"summit:settings:scope:{channel}",
        placeholder=say("settings.scope_menu" if known == offered else "settings.scope_menu_more", n=len(offered)),
        min_values=0,
        max_values=len(options),
        options=options,
        row=1,
    )


def _switch(what: str, channel: int | None, is_on: bool, say: Phrases) -> Button:
    """Return a button that names the state it leads to: two admins who press it mean the same."""
    to = "off" if is_on else "on"
    place = "" if channel is None else f"{channel}:"
    style = ButtonStyle.secondary if is_on else ButtonStyle.primary
    return _button(f"{what}:{place}{to}", say(f"settings.{what}_switch_{to}"), style)


def _button(act: str, label: str, style: ButtonStyle = ButtonStyle.secondary) -> Button:
    return discord.ui.Button(label=label, custom_id=f"summit:settings:{act}", style=style, row=4)
