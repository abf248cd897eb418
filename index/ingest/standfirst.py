"""The lead that a page shows above its article, where extraction has lost it."""

from __future__ import annotations

from typing import Any

from index.ingest.markup import lines_of

_SHORTEST = 60
"""Characters; a shorter description is a slogan."""


def with_standfirst(text: str, tree: Any, description: object) -> str:
    """Put the line that a page describes itself by before its article, where it is shown and the article lacks it."""
    said = _plain(str(description or ""))
    if not text or len(said) < _SHORTEST or said in _plain(text):
        return text
    shown = next((line for line in lines_of(tree).text.splitlines() if _plain(line) == said), None)
    return f"{shown.strip()}\n{text}" if shown else text


def _plain(text: str) -> str:
    return "".join(text.split())
