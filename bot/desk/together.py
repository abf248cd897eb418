"""Quotes that stand side by side in an article -> groups that are shown as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Quote


@dataclass(frozen=True, slots=True)
class Together:
    """Neighbouring quotes of an article: the best of them, and all in the article's order."""

    best: Quote
    quotes: tuple[Quote, ...]

    @property
    def shown(self) -> tuple[Quote, ...]:
        """Return the quotes, of which only the best keeps its mark."""
        return tuple(quote if quote == self.best else replace(quote, mark=None) for quote in self.quotes)


def together(quotes: Sequence[Quote]) -> list[Together]:
    """Return quotes in groups of neighbours; groups keep the order of their best quotes."""
    groups: list[list[Quote]] = []
    for quote in quotes:
        group = next((group for group in groups if any(_neighbours(quote, one) for one in group)), None)
        if group is None:
            groups.append([quote])
        else:
            group.append(quote)
    return [Together(group[0], tuple(sorted(group, key=lambda quote: quote.start))) for group in groups]


def _neighbours(one: Quote, other: Quote) -> bool:
    if (one.source, one.article) != (other.source, other.article):
        return False
    first, second = sorted((one, other), key=lambda quote: quote.start)
    return first.end <= second.start and first.after == second.text and second.before == first.text
