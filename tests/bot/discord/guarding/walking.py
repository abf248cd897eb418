"""Somebody who uses every command, option and control that there is."""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simcord.builders import ChannelHandle, RoleHandle
from simcord.components import walk_components
from simcord.interactions import command_leaves
from simcord.results import InteractionResult

from tests.bot.discord.asking import BUILDER
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.forging import Control, Who, complete, invoke, press, submit, use_menu
from tests.bot.discord.guarding.known import LAST, MENUS, MODALS, shape

CHANNELS, ROLES = 8, 6


@dataclass(frozen=True, slots=True)
class Here:
    """What the options of commands name in a server."""

    channel: ChannelHandle
    role: RoleHandle
    article: str
    files: tuple[tuple[str, bytes], ...]
    question: str
    """It has more answers than are shown at once."""
    feed: str
    hour: int
    """At which nothing that is told each day comes within hours."""
    cards: tuple[int, ...]
    """The messages that no command shows: the bot sends them by itself."""

    def given(self) -> dict[str, list[dict[str, Any]]]:
        """Return each command with all its options, and as often as it takes to see all that it shows."""
        channel, article = self.channel, self.article
        return {
            "ask": [
                {"question": self.question},
                {"question": "What do herons eat?", "private": True},
                {"question": "herons"},
                {"question": BUILDER, "article": article},
                {"question": BUILDER, "publisher": "The Paper", "since": "7"},
            ],
            "summary": [{}, {"article": article}, {"topic": "the lighthouse of Oxwick", "length": "long"}],
            "story": [{}, {"topic": "the lighthouse of Oxwick"}, {"first": article, "second": "server:2"}],
            "library": [{"page": 1}],
            "about": [{}],
            "help": [{}],
            "privacy": [{}],
            "articles add": [{}, {"url": "http://10.0.0.1/"}, *({"file": file} for file in self.files)],
            # Before what changes an article: its newest entry took something away, which can be deleted for good.
            "articles history": [{}],
            "articles edit": [
                {"article": article, "channel": channel, "role": self.role},
                {"article": article, "everybody": True},
                {"article": article},
            ],
            "articles show": [{"article": article}],
            "articles unanswered": [{}],
            "articles remove": [{"article": article}],
            "articles reindex": [{}, {"public": True}],
            "sources add": [
                {
                    **{"url": self.feed, "every": 30, "include": "mill", "exclude": "war", "most": 5, "keep": 30},
                    **{"backlog": 1, "name": "The mill", "channel": channel, "daily": True},
                }
            ],
            "sources list": [{}],
            **{f"sources {act}": [{"source": "1"}] for act in ("show", "pause", "resume", "refresh", "remove")},
            "settings auto": [{"channel": channel, "state": "on"}],
            "settings channel": [{"channel": channel, "state": "on"}],
            "settings thread": [
                {"channel": channel, "state": "on", "archive": 60},
                {"channel": channel, "state": "off"},
            ],
            "settings digest": [{}, {"channel": channel, "every": "week", "hour": self.hour, "zone": "UTC"}],
            "settings language": [{}, {"language": "en"}],
            "settings shared": [{"state": "on"}],
            "settings editors": [{"role": self.role}, {"none": True}],
            "settings admin": [{"none": True}, {"channel": channel}],
            "settings scope": [
                {"action": action, "article": article, "channel": channel} for action in ("add", "remove")
            ]
            + [{"action": "clear"}],
            # Last: it shows more where something was changed.
            "articles status": [{}],
        }


def leaves(world: World) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the options of each command that Discord was told of, by the command's whole name."""
    roots = [one for one in world.env.backend.commands[None].values() if one["type"] == 1]
    found = [(" ".join(path), leaf) for root in roots for path, leaf in command_leaves(root)]
    return {name: {one["name"]: one for one in leaf.get("options") or ()} for name, leaf in found}


def menus(world: World) -> set[str]:
    """Return the menus of messages and of people."""
    return {one["name"] for one in world.env.backend.commands[None].values() if one["type"] != 1}


class Walk:
    """What somebody is shown who uses all there is."""

    def __init__(self, world: World, who: Who, here: Here, channel: ChannelHandle | None = None) -> None:
        self._world, self._who, self._here = world, who, here
        self.channel = channel or here.channel
        self.controls: dict[str, Control] = {}
        self.modals: dict[str, str] = {}
        self._waiting: deque[str] = deque()

    async def give(self, commands: Collection[str]) -> None:
        """Give commands in all their ways, and type into their options."""
        for command, several in self._here.given().items():
            for options in several if command in commands else ():
                self._note(await invoke(self._who, self.channel, command, options))
        if "ask" in commands:
            self._note_cards()
        for command, option in completed(self._world, commands):
            await complete(self._who, self.channel, command, option, "")

    async def use_menus(self, message: int) -> None:
        """Choose each entry of the menu of a message."""
        for name in MENUS:
            self._note(await use_menu(self._who, self.channel, name, message))

    async def use_controls(self, but: Collection[str] = ()) -> None:
        """Use each control once that was shown, and those that this shows; what is gone afterwards comes last."""
        late: list[str] = []
        while self._waiting or late:
            one = self._waiting.popleft() if self._waiting else late.pop(0)
            if one in LAST and self._waiting:
                late.append(one)
            elif one not in but:
                self._note(await self._use(self.controls[one]))

    async def _use(self, control: Control) -> InteractionResult:
        chosen = {CHANNELS: [str(self._here.channel.id)], ROLES: [str(self._here.role.id)]}
        values = chosen.get(control.raw["type"])
        if values is None and control.raw.get("max_values", 1) == 1:
            values = [one["value"] for one in control.raw.get("options", ())][:1]
        return await press(self._who, self.channel, control, values=values)

    def _note(self, result: InteractionResult) -> None:
        for shown in (result.response, *result.followups):
            for raw in walk_components(shown.components) if shown else ():
                self._keep(Control(copy.copy(shown._message), raw))  # type: ignore[union-attr]
        if result.modal:
            self.modals[shape(result.modal["custom_id"])] = result.modal["custom_id"]

    def _note_cards(self) -> None:
        """Note what is under the messages that no command shows."""
        for card in self._here.cards if self.channel.id == self._here.channel.id else ():
            stored = self._world.env.backend.get_message(self.channel.id, card)
            for raw in walk_components(stored.components):
                self._keep(Control(copy.copy(stored), raw))

    def _keep(self, control: Control) -> None:
        if "custom_id" not in control.raw:
            return
        known = shape(control.custom_id)
        if known not in self.controls:
            self.controls[known] = control
            self._waiting.append(known)


def completed(world: World, commands: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the options of some commands that offer something while somebody types."""
    for command, options in leaves(world).items():
        yield from ((command, name) for name, one in options.items() if command in commands and one.get("autocomplete"))


async def submit_modals(who: Who, channel: ChannelHandle, shown: Mapping[str, str]) -> list[InteractionResult]:
    """Submit modals, filled in, by their `custom_id`."""
    return [await submit(who, channel, custom_id, MODALS[kind][1]) for kind, custom_id in shown.items()]
