"""The modal of /articles add: a title and a text in three parts, or a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.desk.curating.fetching import MOST_LINKS
from bot.desk.curating.namesakes import TYPED
from bot.discord.views.modal import data_of, fields_in
from bot.texts import Phrases
from index import Item

CUSTOM_ID = "summit:adding"
TITLE = 256
PART = 4000
"""As much as one field of a modal takes."""
NEARLY = 20
"""A part this close to its end was cut there, not where a paragraph ends."""
_PARTS = ("text1", "text2", "text3")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as Discord names it, not fetched."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What was given in the modal."""

    title: str | None
    text: str
    files: tuple[Attached, ...]
    links: tuple[str, ...] = ()
    """Links that were given in the place of a text."""

    @property
    def typed(self) -> tuple[Item, ...]:
        """Return the text as something to add, where there is one."""
        return (Item(TYPED, self.text.encode("utf-8", "replace"), self.title, typed=True),) if self.text else ()


def adding_modal(say: Phrases) -> discord.ui.Modal:
    """Return the modal; its submission is told by its `custom_id`, so that a restart meanwhile does no harm."""
    modal = discord.ui.Modal(title=say("adding.modal"), custom_id=CUSTOM_ID)
    title: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id="title", max_length=TITLE, required=False
    )
    modal.add_item(discord.ui.Label(text=say("adding.title"), component=title))
    for number, custom_id in enumerate(_PARTS, 1):
        part: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=custom_id,
            style=discord.TextStyle.paragraph,
            max_length=PART,
            required=False,
            placeholder=say("adding.or_links", n=MOST_LINKS) if number == 1 else None,
        )
        modal.add_item(discord.ui.Label(text=say("adding.text", n=number), component=part))
    upload: discord.ui.FileUpload[discord.ui.Modal] = discord.ui.FileUpload(
        custom_id="file", required=False, min_values=0, max_values=1
    )
    modal.add_item(discord.ui.Label(text=say("adding.file"), component=upload))
    modal.stop()
    return modal


def is_submitted(interaction: discord.Interaction) -> bool:
    """Tell whether an interaction is this modal, sent."""
    is_modal = interaction.type is discord.InteractionType.modal_submit
    return is_modal and data_of(interaction).get("custom_id") == CUSTOM_ID


def filled_in(interaction: discord.Interaction) -> Filled:
    """Return what was given in a submitted modal."""
    data = data_of(interaction)
    fields = {field.get("custom_id"): field for field in fields_in(data.get("components", ()))}
    title = " ".join(_value(fields.get("title")).split())
    files = data.get("resolved", {}).get("attachments", {})
    chosen = (fields.get("file") or {}).get("values") or ()
    attached = (_attached(files[identity]) for identity in chosen if identity in files)
    text = glued(_value(fields.get(name)) for name in _PARTS)
    links = _links(text)
    return Filled(title or None, "" if links else text, tuple(attached), links)


def _links(text: str) -> tuple[str, ...]:
    """Return the links that a text is made of, or none where it says anything else."""
    from index import is_link

    words = text.split()
    return tuple(dict.fromkeys(words)) if words and all(map(is_link, words)) else ()


def glued(parts: Iterable[str]) -> str:
    """Return a text that was typed in parts: a full part goes on in the next, others end with their paragraph."""
    text, before = "", 0
    for part in parts:
        if not part.strip():
            continue
        text += _between(before) if text else ""
        text, before = text + part, len(part)
    return text.strip()


def _between(before: int) -> str:
    """Return what stands between two parts by the length of the first; Discord takes white space off its end."""
    if before >= PART:
        return ""
    return " " if before >= PART - NEARLY else "\n\n"


def _value(field: Mapping[str, Any] | None) -> str:
    return str((field or {}).get("value") or "")


def _attached(raw: Mapping[str, Any]) -> Attached:
    return Attached(str(raw["filename"]), int(raw["size"]), str(raw["url"]))
