"""Who sees what is found, and which articles are for some of them alone."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """Those who will see an answer: everybody in a channel, or one person there with their roles."""

    channel: int | None = None
    roles: frozenset[int] = frozenset()
    """Of the person who alone will see it; none where others see it too."""
    keeper: bool = False
    """Whether it is for those who manage the articles, and see all of them."""


PUBLIC, KEEPER = Audience(), Audience(keeper=True)


@dataclass(frozen=True, slots=True)
class Restriction:
    """For whom an article is; of nothing named: for everybody."""

    channels: frozenset[int] = frozenset()
    """Where it may be quoted, their threads included."""
    roles: frozenset[int] = frozenset()
    """Whose holders may see it, each alone."""

    def __bool__(self) -> bool:
        return bool(self.channels or self.roles)

    def lets(self, audience: Audience) -> bool:
        """Tell whether an article may be shown; where channels and roles are named, both must be right."""
        if audience.keeper:
            return True
        is_here = not self.channels or audience.channel in self.channels
        return is_here and (not self.roles or not self.roles.isdisjoint(audience.roles))


OPEN = Restriction()


def packed(restriction: Restriction) -> str | None:
    """Return a restriction as it is stored."""
    return json.dumps([sorted(restriction.channels), sorted(restriction.roles)]) if restriction else None


def unpacked(stored: str | None) -> Restriction:
    """Return a restriction that was stored."""
    if stored is None:
        return OPEN
    channels, roles = json.loads(stored)
    return Restriction(frozenset(channels), frozenset(roles))
