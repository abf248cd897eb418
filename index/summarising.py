"""Views -> Summary: of a topic, or of what is newest; of one article where the views hold no other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from index.antecedents import antecedents, with_antecedents
from index.models import Models
from index.picking import hidden
from index.question import prepare, tidy
from index.rank.features import features
from index.rank.pool import Pool
from index.records import Summary, SummaryLine
from index.search import View, gather
from index.store import Head
from index.summary import choose, importance, lines
from index.terms import Terms

NEAR_TOPIC = 0.35
"""Cosine that a sentence or its passage needs where it shares no word with the topic."""
HALF = 0.5
STANDING = 0.2
"""What standing for its article is worth to a sentence about the topic."""
NEWEST = 8
"""Articles that a summary of everything looks at."""


About = tuple[Pool, NDArray[np.float32], NDArray[np.bool_]]


def summarise_views(views: Sequence[View], models: Models, topic: str | None, wanted: int) -> Summary:
    """Return the sentences that stand for what was asked, in the articles' order."""
    topic = tidy(topic or "") or None
    if not views:
        return Summary(None, topic, 0, ())
    return _topic(views, models, topic, wanted) if topic else _newest(views, wanted)


def _topic(views: Sequence[View], models: Models, topic: str, wanted: int) -> Summary:
    found = about_topic(views, models, topic)
    if found is None:
        return Summary(None, topic, 0, ())
    pool, relevance, fits = found
    looked_at = with_antecedents(fits, antecedents(pool), wanted)
    return Summary(None, topic, int(looked_at.sum()), _lines(views, pool, choose(pool, relevance, wanted, fits)))


def about_topic(views: Sequence[View], models: Models, topic: str) -> About | None:
    """Return sentences, how much each has to do with a topic, and which have enough; None where none has."""
    query = prepare(topic, models.encoder())
    pool, statistics = gather(views, query)
    if not len(pool):
        return None
    near = pool.vectors @ query.vector
    shared = np.array([np.isin(query.terms, terms).mean() if len(query.terms) else 0 for terms in _terms(pool)])
    fits = (near >= NEAR_TOPIC) | ((shared >= HALF) & (near >= NEAR_TOPIC / 2))
    if not fits.any():
        return None
    found = models.fusion().logits(features(query, pool, statistics))
    return pool, near + 0.5 * shared + 0.02 * found + STANDING * importance(pool), fits


def _terms(pool: Pool) -> Sequence[Terms]:
    return np.split(pool.terms, np.cumsum(pool.counts)[:-1])


def _newest(views: Sequence[View], wanted: int) -> Summary:
    """Return what the newest articles say first of all, each article in turn."""
    newest = [(head, view) for view in views for head in view.newest(NEWEST)]
    newest.sort(key=lambda one: one[0].published or "", reverse=True)
    pools = [pool for pool in starmap(_pool, newest[:NEWEST]) if len(pool)]
    shares = [len(range(turn, wanted, len(pools))) for turn in range(len(pools))]
    found = [
        _lines(views, pool, choose(pool, importance(pool), share))
        for pool, share in zip(pools, shares, strict=True)
        if share
    ]
    return Summary(None, None, sum(map(len, pools)), tuple(line for part in found for line in part))


def _lines(views: Sequence[View], pool: Pool, places: Sequence[int]) -> tuple[SummaryLine, ...]:
    """Return chosen sentences as lines, without what people have hidden."""
    unseen = hidden(views, pool)
    return lines(pool, [i for i in places if not unseen[i]])


def _pool(head: Head, view: View) -> Pool:
    rows = list(view.store.passages_of([head.article], view.edition))
    return Pool(rows, [head] * len(rows), [view.source] * len(rows))
