"""What admins choose for a server, changed a piece at a time; and which of it is no longer there."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from bot.records import ArticleRef, ChannelSettings, ServerSettings

MOST_ARTICLES = 25
"""Articles that a channel may be limited to: as many as a menu of Discord shows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is in a server at the moment, so that what was deleted can be told from it."""

    channels: Set[int] | None
    """None: Discord has not told us, in an outage for instance; then nothing counts as deleted."""
    roles: Set[int] | None
    titles: Mapping[ArticleRef, str] | None
    """The articles in their order; None: a library cannot be read."""

    def lacks_channel(self, channel: int) -> bool:
        """Tell whether a channel was deleted."""
        return self.channels is not None and channel not in self.channels

    def lacks_role(self, role: int) -> bool:
        """Tell whether a role was deleted."""
        return self.roles is not None and role not in self.roles

    def lacks_article(self, article: ArticleRef) -> bool:
        """Tell whether an article was removed."""
        return self.titles is not None and article not in self.titles


def with_channel(settings: ServerSettings, channel: int, **chosen: Any) -> ServerSettings:
    """Return settings with something else chosen for a channel; one that has all defaults again is left out."""
    changed = replace(settings.channel(channel), **chosen)
    others = {key: value for key, value in settings.channels.items() if key != channel}
    return replace(settings, channels=others if changed == ChannelSettings() else {**others, channel: changed})


def without_deleted(settings: ServerSettings, standing: Standing) -> ServerSettings:
    """Return settings without the channels, roles and articles that are no longer there."""
    kept = replace(
        settings,
        editors=None if settings.editors and standing.lacks_role(settings.editors) else settings.editors,
        admin=None if settings.admin and standing.lacks_channel(settings.admin) else settings.admin,
        digest=None if settings.digest and standing.lacks_channel(settings.digest.channel) else settings.digest,
        channels={key: value for key, value in settings.channels.items() if not standing.lacks_channel(key)},
    )
    for channel, chosen in kept.channels.items():
        there = tuple(article for article in chosen.articles if not standing.lacks_article(article))
        kept = with_channel(kept, channel, articles=there)
    return kept
