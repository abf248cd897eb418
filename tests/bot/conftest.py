"""What the tests of the bot share."""

from __future__ import annotations

import gc
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def _no_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open a desk without looking for garbage first: it would be looked for in all that the tests have loaded."""
    kept = SimpleNamespace(collect=lambda: 0, freeze=gc.freeze, unfreeze=gc.unfreeze)
    monkeypatch.setattr("bot.desk.desk.gc", kept)
