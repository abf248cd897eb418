"""Questions about an article itself -> its fields."""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Fact, Field
from index.store import Head


def facts(heads: Sequence[Head], field: Field) -> tuple[Fact, ...]:
    """Return the field of each article that has it."""
    values = [(head, getattr(head, field)) for head in heads]
    return tuple(Fact(head.article, head.title, field, value) for head, value in values if value)
