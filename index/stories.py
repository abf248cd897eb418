"""Libraries -> a timeline of a topic, or two articles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from index.audience import PUBLIC, Audience
from index.facts import Meant
from index.library import Library, Only, by_model, lent, mended
from index.search import View
from index.story import Beside, Dated, side_by_side, timeline


def story(
    libraries: Sequence[Library], topic: str, *, only: Only = None, audience: Audience = PUBLIC, sentences: int = 10
) -> tuple[Dated, ...]:
    """Return the sentences about a topic by the days that they tell of, oldest first.

    Raises:
        ModelMismatch: a library was indexed with another model.

    """
    config = libraries[0].config

    def once() -> tuple[Dated, ...]:
        with lent(libraries, None, only, audience, None) as views:
            parts = [timeline(some, models, topic, sentences) for models, some in by_model(views, config)]
        return tuple(sorted((one for part in parts for one in part), key=lambda one: one.when.day)[:sentences])

    return mended(libraries, once)


def compare(
    libraries: Sequence[Library], first: Meant, second: Meant, *, audience: Audience = PUBLIC, sentences: int = 5
) -> Beside:
    """Return what two articles both say, and what only one says; each by the place of its library and its id.

    Raises:
        UnknownArticle: one of them is not there, or not for this audience.
        ModelMismatch: different models have indexed them.

    """

    def once() -> Beside:
        with ExitStack() as stack:
            one, other = (_alone(stack, libraries, audience, *place) for place in (first, second))
            return side_by_side(one, other, sentences)

    return mended(libraries, once)


def _alone(stack: ExitStack, libraries: Sequence[Library], audience: Audience, source: int, article: int) -> View:
    """Return a view of one article."""
    (view,) = stack.enter_context(lent([libraries[source]], article, None, audience, None))
    return replace(view, source=source)
