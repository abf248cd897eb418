"""Commands, presses and modals as anybody could send them, past all that Discord's own windows check."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simcord import interactions
from simcord.actors import MemberActor, _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.builders import ChannelHandle, RoleHandle, UserHandle
from simcord.results import InteractionResult

Who = MemberActor | UserHandle
COMMAND, CONTROL, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE_MENU = 3


@dataclass(frozen=True, slots=True)
class Control:
    """A button or a menu as the bot has sent it, and the message that it stood under."""

    message: Any
    raw: dict[str, Any]

    @property
    def custom_id(self) -> str:
        return str(self.raw["custom_id"])


async def invoke(who: Who, channel: ChannelHandle, command: str, options: Mapping[str, Any]) -> InteractionResult:
    """Give a command, shown to this person or not, with whatever options."""
    return await _command(who, channel, command, options, COMMAND)


async def complete(
    who: Who, channel: ChannelHandle, command: str, option: str, typed: str, filled: Mapping[str, Any] | None = None
) -> list[str]:
    """Type into an option beside those that are filled in, and return all that is offered."""
    options = {**(filled or {}), option: typed}
    offered = (await _command(who, channel, command, options, AUTOCOMPLETE, option)).autocomplete_choices
    return [f"{one['name']} {one['value']}" for one in offered or ()]


async def use_menu(who: Who, channel: ChannelHandle, name: str, message: int) -> InteractionResult:
    """Choose an entry of the menu of a message."""
    backend = who._env.backend
    root = backend.find_command(name, None, type=MESSAGE_MENU)
    target = serializers.message_payload(backend, backend.get_message(channel.id, message))
    data = {"id": root["id"], "name": name, "type": MESSAGE_MENU, "target_id": str(message)}
    data["resolved"] = {"messages": {str(message): dict(target)}}
    return await _dispatch_actor_interaction(who, COMMAND, channel, data)


async def press(
    who: Who,
    channel: ChannelHandle,
    control: Control,
    custom_id: str | None = None,
    values: list[str] | None = None,
) -> InteractionResult:
    """Use a control, with another `custom_id` where one is given; the message need not be there any more."""
    raw = {**control.raw, "custom_id": custom_id or control.custom_id, "disabled": False}
    shown = copy.copy(control.message)
    shown.components = [{"type": 1, "components": [raw]}]
    data = {"custom_id": raw["custom_id"], "component_type": raw["type"]}
    message = dict(serializers.message_payload(who._env.backend, shown))
    if raw["type"] != 2:
        data["values"] = [one["value"] for one in raw.get("options", ())] if values is None else values
    return await _dispatch_actor_interaction(
        who, CONTROL, channel, data, extra={"message": message}, source_message_id=shown.id
    )


async def submit(who: Who, channel: ChannelHandle, custom_id: str, fields: dict[str, str]) -> InteractionResult:
    """Submit a modal that nobody need have been shown."""
    inputs = [{"type": 4, "id": number, "custom_id": name, "value": fields[name]} for number, name in enumerate(fields)]
    labels = [{"type": 18, "id": 100 + number, "component": one} for number, one in enumerate(inputs)]
    return await _dispatch_actor_interaction(who, MODAL, channel, {"custom_id": custom_id, "components": labels})


async def _command(
    who: Who, channel: ChannelHandle, command: str, options: Mapping[str, Any], kind: int, typed: str | None = None
) -> InteractionResult:
    root_name, *path = command.split()
    root = who._env.backend.find_command(root_name, None)
    leaf, nesting = interactions.walk_to_subcommand(root, path)
    types = {one["name"]: one["type"] for one in leaf.get("options") or ()}
    resolved: dict[str, Any] = {}
    built = [
        {"name": name, "type": types[name], "value": _value(channel, one, resolved), "focused": name == typed}
        for name, one in options.items()
    ]
    data = {"id": root["id"], "name": root_name, "type": 1, "resolved": resolved}
    data["options"] = interactions.nest_options(root, nesting, built)
    return await _dispatch_actor_interaction(who, kind, channel, data)


def _value(channel: ChannelHandle, value: Any, resolved: dict[str, Any]) -> Any:
    """Return a value as Discord sends it; what it only names goes into `resolved`, of whatever server it is."""
    backend = channel._env.backend
    if isinstance(value, ChannelHandle):
        payload = dict(serializers.channel_payload(backend, backend.get_channel(value.id)))
        resolved.setdefault("channels", {})[str(value.id)] = {**payload, "permissions": "0"}
        return str(value.id)
    if isinstance(value, RoleHandle):
        resolved.setdefault("roles", {})[str(value.id)] = dict(serializers.role_payload(value._role))
        return str(value.id)
    if isinstance(value, tuple):
        return interactions.store_interaction_attachment(backend, channel.id, *value, resolved)
    return value
