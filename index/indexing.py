"""Article -> what search needs of it: sentences, vectors, terms, traits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.encode import Encoder, Matrix
from index.rank.traits import sentence_traits
from index.records import Article, Passage
from index.split import SPLITTER, split
from index.store import IndexedArticle, PassageRow
from index.terms import ANALYSER, term_ids, terms

TRAITS = "2"
RECIPE = f"{SPLITTER} {ANALYSER} traits-{TRAITS}"
"""Stored with an edition: rows made by another recipe are made again by `reindex`."""


def index_article(article: Article, encoder: Encoder, passages: Sequence[Passage] | None = None) -> IndexedArticle:
    """Encode an article, its title included; it is split here where its passages are not known."""
    return _encoded([article], encoder, [_split(article) if passages is None else passages])[0]


def index_articles(articles: Sequence[Article], encoder: Encoder) -> list[IndexedArticle]:
    """Split articles and encode them in one go, which keeps every processor busy."""
    return _encoded(articles, encoder, [_split(article) for article in articles])


def _split(article: Article) -> tuple[Passage, ...]:
    return split(article.text, article.parts, article.language)


def _encoded(
    articles: Sequence[Article], encoder: Encoder, split_up: Sequence[Sequence[Passage]]
) -> list[IndexedArticle]:
    vectors = encoder.encode_each(
        [
            [article.title, *(sentence.text for passage in passages for sentence in passage.sentences)]
            for article, passages in zip(articles, split_up, strict=True)
        ]
    )
    return [_indexed(*one) for one in zip(articles, split_up, vectors, strict=True)]


def _indexed(article: Article, passages: Sequence[Passage], vectors: Matrix) -> IndexedArticle:
    rows, at = [], 1
    for ordinal, passage in enumerate(passages):
        size = len(passage.sentences)
        rows.append(_row(article.text, ordinal, passage, vectors[at : at + size]))
        at += size
    return IndexedArticle(vectors[:1], term_ids(terms(article.title)), rows)


def _row(text: str, ordinal: int, passage: Passage, vectors: Matrix) -> PassageRow:
    start, end = passage.sentences[0].start, passage.sentences[-1].end
    spans = np.array([(s.start - start, s.end - start) for s in passage.sentences], np.int32)
    found = [term_ids(terms(sentence.text)) for sentence in passage.sentences]
    counts = np.array([len(ids) for ids in found], np.uint16)
    traits = sentence_traits([sentence.text for sentence in passage.sentences])
    return PassageRow(0, 0, ordinal, start, text[start:end], spans, vectors, np.concatenate(found), counts, traits)
