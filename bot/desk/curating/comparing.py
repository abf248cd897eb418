"""Drafts beside what a library holds by now: what they meet, whether there is room, what an admin has seen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.desk.curating.curator import SEEN
from bot.desk.curating.drafts import Choice, Edit
from bot.desk.curating.limits import Room
from bot.desk.curating.namesakes import namesakes_of, same_file
from bot.errors import OverLimit
from index import Library

if TYPE_CHECKING:
    from index import Draft


def looked_at_again(library: Library, drafts: Sequence[Draft], choices: Sequence[Choice | Edit]) -> tuple[Draft, ...]:
    """Return drafts beside what the library holds by now; those that meet the same as before stay as they are."""
    fresh = [one if _meets_the_same(library, one) else _drafted_again(library, one) for one in drafts]
    namesakes = namesakes_of(library, fresh)
    for number, (before, now) in enumerate(zip(drafts, fresh, strict=True)):
        namesake = namesakes.get(number)
        if now is before and (namesake and namesake[1]) == (before.namesake and before.namesake[1]):
            continue
        again = _drafted_again(library, before) if now is before else now
        own = [replace(choice, article=0) for choice in choices if choice.article == number]
        (fresh[number],) = chosen([again.beside(namesake) if namesake else again], own)
    return tuple(fresh)


def _meets_the_same(library: Library, draft: Draft) -> bool:
    return draft.article is None or library.find(draft.article) == draft.before


def _drafted_again(library: Library, draft: Draft) -> Draft:
    return same_file(library, library.draft(draft.source))


def without_room(room: Room, drafts: Sequence[Draft]) -> dict[int, OverLimit]:
    """Return which of the drafts have no room, published one after the other."""
    refused = {}
    for number, draft in enumerate(drafts):
        if draft.article and not draft.obstacle:
            try:
                room.take(draft.article, draft.before)
            except OverLimit as error:
                refused[number] = error
    return refused


def in_their_places(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return drafts in the places of those that are called the same."""
    return tuple(draft.in_place() for draft in drafts)


def seen_as(drafts: Sequence[Draft]) -> str:
    """Return what differs where publishing would replace something else; of a single draft, where it meets another.

    Several may have been stored in part, and go on: what is there already is none of what they replace.
    """
    met = [
        (number, draft.state, draft.before, draft.namesake and len(drafts) == 1 and draft.namesake[1])
        for number, draft in enumerate(drafts)
        if len(drafts) == 1 or draft.state == "replaced"
    ]
    return hashlib.sha256(repr(met).encode("utf-8", "surrogatepass")).hexdigest()[:SEEN]


def chosen(drafts: Sequence[Draft], choices: Iterable[Choice | Edit]) -> tuple[Draft, ...]:
    """Return drafts with what was chosen of their blocks, and what was edited."""
    changed = list(drafts)
    for choice in choices:
        changed[choice.article] = _with(changed[choice.article], choice)
    return tuple(changed)


def _with(draft: Draft, choice: Choice | Edit) -> Draft:
    return draft.with_edits(choice.edits) if isinstance(choice, Edit) else draft.with_kind(choice.part, choice.kind)
