"""Ask more: a question in a modal, in the scope of the answer that it hangs on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import discord

from bot.texts import Phrases

_CUSTOM_ID = re.compile(r"summit:asked:(?P<answer>[0-9a-f]{16})(?P<public>:1)?")
_QUESTION = "question"
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Under:
    """Where a submitted question hangs: on which answer, and whether everybody is to see what it gets."""

    answer: str
    public: bool


def ask_modal(answer: str, say: Phrases, *, public: bool = False) -> discord.ui.Modal:
    """Return the modal; its submission is told by its `custom_id`, so that a restart meanwhile does no harm."""
    return _modal(f"summit:asked:{answer}:1" if public else f"summit:asked:{answer}", say)


def _modal(custom_id: str, say: Phrases) -> discord.ui.Modal:
    modal = discord.ui.Modal(title=say("modal.title"), custom_id=custom_id)
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=_QUESTION, placeholder=say("modal.placeholder"), max_length=LONGEST
    )
    modal.add_item(discord.ui.Label(text=say("modal.question"), component=field))
    modal.stop()
    return modal


def article_modal(article: int, say: Phrases) -> discord.ui.Modal:
    """Return the modal of a question to one of the server's own articles."""
    return _modal(f"summit:askedof:{article}", say)


def asked_of(interaction: discord.Interaction) -> int | None:
    """Return the article that a submitted modal asks, or None where it is not this modal."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    match = re.fullmatch(r"summit:askedof:([0-9]{1,18})", str(data_of(interaction).get("custom_id")))
    return int(match[1]) if match else None


def asked_under(interaction: discord.Interaction) -> Under | None:
    """Return what a submitted modal hangs on, or None where it is not this modal.

    What is asked under a message that one person alone sees is for that person, unless the modal says otherwise.
    """
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    match = _CUSTOM_ID.fullmatch(str(data_of(interaction).get("custom_id")))
    if match is None:
        return None
    alone = interaction.message is not None and interaction.message.flags.ephemeral
    return Under(match["answer"], public=bool(match["public"]) or not alone)


def question_in(interaction: discord.Interaction) -> str:
    """Return what was typed into a submitted modal."""
    fields = fields_in(data_of(interaction).get("components", ()))
    return next((str(field.get("value") or "") for field in fields if field.get("custom_id") == _QUESTION), "")


def data_of(interaction: discord.Interaction) -> Mapping[str, Any]:
    """Return what came with an interaction, as Discord sent it."""
    return cast(Mapping[str, Any], interaction.data or {})


def fields_in(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield all components at whatever depth: Discord wraps them in labels or in rows."""
    for component in components:
        yield component
        yield from fields_in(component.get("components") or ())
        yield from fields_in([component["component"]] if "component" in component else ())
