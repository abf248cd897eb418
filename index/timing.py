"""How long the stages of a question take, for whoever wants to measure them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

Stage = Literal["open", "encode", "search", "weigh", "read"]
Timing = Callable[[Stage], AbstractContextManager[object]]
"""Measure what happens inside as a stage."""


def untimed(_stage: Stage) -> AbstractContextManager[object]:
    """Measure nothing."""
    return nullcontext()
