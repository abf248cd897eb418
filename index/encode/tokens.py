"""Tokenizers: one a file, whoever uses it. A large vocabulary takes a third of a second to load, and 100 MB."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def tokenizer_in(path: Path) -> Tokenizer:
    """Return the tokenizer in a file, which neither pads nor cuts; it is shared, so nobody changes it."""
    return _tokenizer(path, path.stat().st_mtime_ns)


@cache
def _tokenizer(path: Path, _written: int) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(os.fspath(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def closing(tokenizer: Tokenizer) -> int:
    """Return how many tokens of its own a tokenizer puts behind a text."""
    mask = tokenizer.encode("a").special_tokens_mask
    return next((count for count, own in enumerate(reversed(mask)) if not own), 0)


def cut(ids: Sequence[int], most: int, last: int) -> Sequence[int]:
    """Return at most so many tokens, the `last` ones of them those that close a text."""
    return ids if len(ids) <= most else [*ids[: most - last], *ids[len(ids) - last :]]
