"""Pool and question -> one row of numbers a sentence, which the fusion network turns into a score.

Each number is the same kind of thing in a library of ten sentences and in one of a million: shares and cosines rather
than sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.encode import Matrix
from index.rank.pool import Pool, Query, Statistics
from index.rank.traits import unpack_traits

FEATURES = "3"
"""Stored with the network's weights: they fit the features that they were trained on, and no others."""
SENTENCE_TERMS = 12.0
PASSAGE_TERMS = 60.0
"""Usual lengths, for BM25's norm: constants, so that a score does not drift as a library grows."""
SATURATION = 1.2
Column = NDArray[np.floating]
Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Cosines between the question and each sentence, its neighbours, its passage and its title, each shape (n,)."""

    sentence: Column
    passage: Column
    title: Column
    before: Column
    after: Column


@dataclass(frozen=True, slots=True)
class _Words:
    """Where the question's u terms stand: term counts by sentence (n, u), and truth by passage and title."""

    weight: Column
    known: NDArray[np.bool_]
    sentence: Column
    passage: Column
    title: NDArray[np.bool_]
    pairs: Column

    def share(self, present: NDArray[np.bool_]) -> Column:
        """Return which share of the question's weight is present, shape (n,)."""
        return present.astype(np.float32) @ self.weight / max(float(self.weight.sum()), 1e-6)


def features(query: Query, pool: Pool, statistics: Statistics) -> Matrix:
    """Return the features of each sentence in a pool, shape (n, f)."""
    meaning = _meaning(query, pool)
    words = _words(query, pool, statistics)
    by_sentence = [*_meaning_columns(meaning), *_word_columns(words, pool), *_form_columns(pool), *_fit(query, pool)]
    by_question = np.array(_question_columns(query, statistics, meaning, words), np.float32)
    sentences = np.column_stack(by_sentence).astype(np.float32)
    return np.concatenate([sentences, np.broadcast_to(by_question, (len(pool), len(by_question)))], axis=1)


def _meaning(query: Query, pool: Pool) -> _Meaning:
    sentence = pool.vectors @ query.vector
    means = np.add.reduceat(pool.vectors, pool.starts, axis=0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    titles = np.stack([head.title_vector for head in pool.heads]) @ query.vector
    before, after = _neighbours(sentence[:, None], pool)
    passage = means @ query.vector
    return _Meaning(sentence, passage[pool.passage_of], titles[pool.passage_of], before[:, 0], after[:, 0])


def _neighbours(values: NDArray[Value], pool: Pool) -> tuple[NDArray[Value], NDArray[Value]]:
    """Return the values of the sentence before and after in the same passage, zero at its ends; shape as given."""
    before = np.zeros_like(values)
    before[1:] = values[:-1]
    before[pool.starts] = 0
    after = np.zeros_like(values)
    after[:-1] = values[1:]
    after[pool.starts + pool.sizes - 1] = 0
    return before, after


def _words(query: Query, pool: Pool, statistics: Statistics) -> _Words:
    asked, count = statistics.terms, max(statistics.passages, 1)
    weight = np.log1p((count - statistics.frequency + 0.5) / (statistics.frequency + 0.5)).astype(np.float32)
    rows = np.repeat(np.arange(len(pool)), pool.counts)
    sentence = np.zeros((len(pool), len(asked)), np.float32)
    for column, term in enumerate(asked):
        sentence[:, column] = np.bincount(rows[pool.terms == term], minlength=len(pool))
    titles = np.stack([(asked[:, None] == head.title_terms).any(axis=1) for head in pool.heads])
    passage = np.add.reduceat(sentence, pool.starts, axis=0) + titles
    return _Words(
        weight,
        statistics.frequency > 0,
        sentence,
        passage[pool.passage_of],
        titles[pool.passage_of],
        _pairs(query, pool, rows),
    )


def _pairs(query: Query, pool: Pool, rows: NDArray[np.int64]) -> Column:
    """Return which share of the question's neighbouring terms are neighbours in each sentence, shape (n,)."""
    asked = np.unique(_joined(query.terms))
    found = np.isin(_joined(pool.terms), asked) & (rows[1:] == rows[:-1]) if len(pool.terms) else np.zeros(0, bool)
    return np.bincount(rows[1:][found], minlength=len(pool)).astype(np.float32) / max(len(asked), 1)


def _joined(terms: NDArray[np.uint32]) -> NDArray[np.uint64]:
    wide = terms.astype(np.uint64)
    return (wide[:-1] << np.uint64(32)) | wide[1:]


def _meaning_columns(meaning: _Meaning) -> list[Column]:
    return [
        meaning.sentence,
        meaning.passage,
        meaning.title,
        meaning.before,
        meaning.after,
        meaning.sentence - meaning.sentence.max(),
        meaning.passage - meaning.passage.max(),
    ]


def _word_columns(words: _Words, pool: Pool) -> list[Column]:
    here, around = words.sentence > 0, words.passage > 0
    before, after = _neighbours(here, pool)
    length = pool.counts.astype(np.float32)
    passage_length = np.add.reduceat(length, pool.starts)[pool.passage_of]
    own = _bm25(words.sentence, words.weight, length / SENTENCE_TERMS, 0.5)
    whole = _bm25(words.passage, words.weight, passage_length / PASSAGE_TERMS, 0.75)
    present = here.sum(axis=1).astype(np.float32)
    return [
        own / max(float(own.max()), 1e-6),
        whole / max(float(whole.max()), 1e-6),
        own / 10,
        words.share(here),
        words.share(around),
        words.share(here | words.title),
        words.share(here | before | after),
        words.share(words.title),
        words.share(before),
        words.share(after),
        words.pairs,
        present / max(here.shape[1], 1),
        present / (length + 1),
    ]


def _bm25(counts: Column, weight: Column, length: Column, norm: float) -> Column:
    """Return BM25, shape (n,); `length` is relative to the usual one (Robertson and Zaragoza, 2009)."""
    damping = SATURATION * (1 - norm + norm * length)[:, None]
    result: Column = (counts * (SATURATION + 1) / (counts + damping)) @ weight
    return result


def _form_columns(pool: Pool) -> list[Column]:
    return [
        np.log1p(pool.counts).astype(np.float32),
        np.minimum(pool.place, 6).astype(np.float32) / 6,
        pool.opening,
        (pool.place == 0).astype(np.float32),
    ]


def _fit(query: Query, pool: Pool) -> list[Column]:
    """Return the sentences' traits, and how they fit what the question asks for."""
    has, asks = unpack_traits(pool.traits), query.traits
    countable = np.maximum(has["digit"], has["number"])
    return [
        *has.values(),
        asks["when"] * has["date"],
        asks["when"] * (1 - np.maximum(has["date"], has["digit"])),
        asks["quantity"] * countable,
        asks["quantity"] * (1 - countable),
        asks["who"] * has["person"],
        asks["who"] * (1 - has["name"]),
        asks["where"] * has["place"],
        asks["where"] * (1 - has["place"]),
        asks["why"] * has["cause"],
        asks["meaning"] * pool.opening,
        asks["meaning"] * has["manner"],
        asks["several"] * has["series"],
        asks["duration"] * has["duration"],
        asks["duration"] * (1 - has["duration"]),
        asks["speech"] * np.maximum(has["speech"], has["quoted"]),
        asks["speech"] * (1 - np.maximum(has["speech"], has["quoted"])),
        asks["extreme"] * has["extreme"],
    ]


def _question_columns(query: Query, statistics: Statistics, meaning: _Meaning, words: _Words) -> list[float]:
    total = max(float(words.weight.sum()), 1e-6)
    return [
        len(statistics.terms) / 8,
        float(np.log1p(total)),
        float(words.weight[~words.known].sum()) / total,
        float(meaning.sentence.max()),
        float(meaning.passage.max()),
        float(words.share(words.sentence > 0).max()),
        float(words.share(words.passage > 0).max()),
        float(np.log1p(statistics.passages)) / 10,
        float(meaning.title.max()),
        *query.traits.values(),
    ]
