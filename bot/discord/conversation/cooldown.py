"""How often one person may ask."""

from __future__ import annotations

import math
import time

from discord.ext import commands

from bot.metrics import Meter

WINDOW = 20.0
"""Seconds in which a person has their questions."""


class Cooldown:
    """Count the questions of each person, in memory."""

    def __init__(self, questions: int, meter: Meter | None = None) -> None:
        self._meter = meter or Meter()
        self._people: commands.CooldownMapping[int] | None = (
            commands.CooldownMapping.from_cooldown(questions, WINDOW, _same) if questions else None
        )

    def take(self, person: int) -> int:
        """Count a question, and return 0, or the whole seconds to wait where it is one too many."""
        if self._people is None:
            return 0
        # discord.py takes a clock that stands at 0.0 for none at all.
        now = time.monotonic() + WINDOW
        seconds = math.ceil(self._people.update_rate_limit(person, now) or 0)
        if seconds:
            self._meter.refused("cooldown")
        return seconds


def _same(person: int) -> int:
    return person
