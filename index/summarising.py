"""View -> Summary: of an article, of a topic over all articles, or of what is newest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.asking import score
from index.encode import Encoder
from index.question import prepare, tidy
from index.rank.pool import Pool
from index.records import Summary
from index.search import View, gather
from index.store import Head, PassageRow
from index.summary import choose, importance, lines
from index.terms import Terms

NEAR_TOPIC = 0.35
"""Cosine that a sentence or its passage needs where it shares no word with the topic."""
HALF = 0.5
NEWEST = 8
"""Articles that a summary of everything looks at."""


def summarise_view(
    view: View, encoder: Callable[[], Encoder], article: int | None, topic: str | None, wanted: int
) -> Summary:
    """Return the sentences that stand for what was asked, in the articles' order."""
    if topic is not None and tidy(topic):
        return _topic(view, encoder(), article, tidy(topic), wanted)
    if article is not None:
        pool = _pool(view, [article])
        chosen = choose(pool, importance(pool), wanted) if len(pool) else []
        return Summary(article, None, len(pool), lines(pool, chosen))
    return _newest(view, wanted)


def _topic(view: View, encoder: Encoder, article: int | None, topic: str, wanted: int) -> Summary:
    query = prepare(topic, encoder)
    pool, statistics = gather([view], query, article)
    if not len(pool):
        return Summary(article, topic, 0, ())
    near = pool.vectors @ query.vector
    shared = np.array([np.isin(query.terms, terms).mean() if len(query.terms) else 0 for terms in _terms(pool)])
    fits = np.flatnonzero((near >= NEAR_TOPIC) | ((shared >= HALF) & (near >= NEAR_TOPIC / 2)))
    if not len(fits):
        return Summary(article, topic, 0, ())
    relevance = near + 0.5 * shared + 0.02 * score(query, pool, statistics) + 0.3 * importance(pool)
    masked = np.full(len(pool), -np.inf, np.float32)
    masked[fits] = relevance[fits]
    chosen = choose(pool, masked, wanted)
    return Summary(article, topic, len(fits), lines(pool, chosen))


def _terms(pool: Pool) -> Sequence[Terms]:
    return np.split(pool.terms, np.cumsum(pool.counts)[:-1])


def _newest(view: View, wanted: int) -> Summary:
    """Return what the newest articles say first of all, each article in turn."""
    heads = view.store.newest_heads(NEWEST, view.edition)
    pools = [_pool(view, [head.article]) for head in heads]
    pools = [pool for pool in pools if len(pool)]
    shares = [len(range(turn, wanted, len(pools))) for turn in range(len(pools))]
    found = [
        lines(pool, choose(pool, importance(pool), share)) for pool, share in zip(pools, shares, strict=True) if share
    ]
    return Summary(None, None, sum(map(len, pools)), tuple(line for part in found for line in part))


def _pool(view: View, articles: Sequence[int]) -> Pool:
    heads = view.store.heads(articles, view.edition)
    rows: list[PassageRow] = [row for article in articles for row in view.store.passages_of(article, view.edition)]
    of: list[Head] = [heads[row.article] for row in rows]
    return Pool(rows, of, [0] * len(rows))
