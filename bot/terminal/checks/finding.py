"""What is examined, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Case:
    """The settings, and what of them cannot be used."""

    settings: Settings
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is well or not, and why."""

    check: str
    ok: bool
    reason: str


Check = Callable[[Case], Iterator[Finding]]
