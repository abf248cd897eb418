"""What can keep Summit from working, looked at piece by piece; nothing is changed, made or sent."""

from __future__ import annotations

from collections.abc import Iterator

from bot.terminal.checks.finding import Case, Check, Finding
from bot.terminal.checks.machine import clock, disk, ports, versions
from bot.terminal.checks.set_up import models, settings, token
from bot.terminal.checks.stored import databases, permissions
from bot.terminal.faults import describe
from index import SummitError

__all__ = ["Case", "Finding", "examine"]

CHECKS: tuple[Check, ...] = (settings, token, permissions, databases, models, disk, clock, ports, versions)


def examine(case: Case) -> list[Finding]:
    """Return what was found, what is wrong first."""
    found = [finding for check in CHECKS for finding in _guarded(check, case)]
    return sorted(found, key=lambda finding: finding.ok)


def _guarded(check: Check, case: Case) -> Iterator[Finding]:
    """Yield what a check finds; what it cannot look at for a reason that nobody foresaw is wrong too."""
    try:
        yield from check(case)
    except SummitError as error:
        yield Finding(check.__name__, False, str(error))
    except Exception as error:
        yield Finding(check.__name__, False, f"This could not be looked at ({describe(error)}).")
