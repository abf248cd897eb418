"""What can be counted of the bot; by itself nothing is, and nothing is loaded for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

from bot.records import Door
from index import Answer, SummitError

Gauge = Literal[
    "ready", "servers", "discord_latency_seconds", "questions_waiting", "libraries_open", "cache_bytes", "cache_limit"
]
Stage = Literal["queue", "discord"]
"""Beside those of the engine."""
Outcome = Literal["quoted", "fact", "unknown", "not_in_articles", "greeting", "short", "long", "language"]


def outcome_of(answer: Answer) -> Outcome:
    """Return what became of a question."""
    if answer.facts:
        return "fact"
    if answer.quotes:
        return "quoted"
    return answer.obstacle or ("unknown" if answer.unknown else "not_in_articles")


def kind_of(error: BaseException) -> Literal["refused", "failed"]:
    """Return what became of a question that got no answer."""
    return "refused" if isinstance(error, SummitError) else "failed"


class Meter:
    """Count nothing, and take no time."""

    def answered(self, outcome: str, door: Door) -> None:
        """Count a question by what became of it and where it came from."""

    def refused(self, reason: str) -> None:
        """Count what was not done for a person, by the reason."""

    def voted(self, *, helpful: bool) -> None:
        """Count a vote."""

    def opened(self) -> None:
        """Count a library that was opened."""

    def timed(self, _stage: str) -> AbstractContextManager[object]:
        """Measure what happens inside as a stage of a question."""
        return nullcontext()

    def took(self, stage: str, seconds: float) -> None:
        """Count how long a stage of a question took."""

    def lagged(self, seconds: float) -> None:
        """Count how long the event loop let something wait that could have been done at once."""

    def watch(self, gauge: Gauge, read: Callable[[], float]) -> None:
        """Have a number read whenever somebody looks; `read` may be called from any thread, and must not wait."""
