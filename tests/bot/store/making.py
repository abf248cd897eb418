"""Records to store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.records import ArticleRef, Asking, ChannelSettings, Kept, Scope, ServerSettings
from index import Answer
from tests.bot.records import QUOTE, answer

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
DAY = timedelta(days=1)
FOUND = answer(QUOTE)
NOTHING = Answer("Who won?", nearest=(QUOTE,), ms=0.1)


def kept(
    identity: str = "a1",
    given: Answer = FOUND,
    *,
    server: int | None = 1,
    channel: int = 20,
    asker: int = 300,
    asked: datetime = NOON,
    private: bool = False,
    question: str = "Who won?",
) -> Kept:
    """Return an answer as the bot keeps it."""
    scope = Scope(server, articles=(ArticleRef("shared", 7),))
    return Kept(
        identity, Asking(question, scope, asker, channel, "en", "command", private), asked, given, titles=("A duet",)
    )


def settings(size: int, *, auto: bool = True) -> ServerSettings:
    """Return settings with a number of channels, all alike."""
    chosen = ChannelSettings(enabled=not auto, auto=auto, articles=(ArticleRef("server", 3), ArticleRef("shared", 4)))
    return ServerSettings("ja", shared=False, editors=50, admin=60, channels={70 + i: chosen for i in range(size)})
