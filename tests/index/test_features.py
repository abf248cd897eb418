"""The numbers by which a sentence is weighed: right on a tiny pool, and the same whatever else is in the library."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index import Library, ModelMissing
from index.question import prepare
from index.rank import fusion
from index.rank.features import features
from index.rank.fusion import Fusion, load_fusion, probability
from index.rank.pool import Pool, Query, Statistics
from index.rank.traits import question_traits, sentence_traits
from index.search import gather
from index.store import Head, PassageRow
from index.terms import term_ids, terms
from tests.index.towns import source, town, unit

QUESTION = "When were the drums played?"
PASSAGES = (("The drums were played on Tuesday.", "They were loud."), ("Nobody sang.",))


def row(number: int, sentences: tuple[str, ...], vectors: np.ndarray) -> PassageRow:
    text = " ".join(sentences)
    spans = np.array([(text.index(one), text.index(one) + len(one)) for one in sentences], np.int32)
    found = [term_ids(terms(one)) for one in sentences]
    counts = np.array([len(ids) for ids in found], np.uint16)
    return PassageRow(
        number + 1,
        number,
        number,
        10 * number,
        text,
        spans,
        vectors,
        np.concatenate(found),
        counts,
        sentence_traits(sentences),
    )


@pytest.fixture
def pool() -> Pool:
    vectors = np.eye(4, dtype=np.float32)
    rows = [row(0, PASSAGES[0], vectors[:2]), row(1, PASSAGES[1], vectors[2:3])]
    heads = [Head(n, "T", None, None, None, None, "en", "", vectors[3], term_ids(terms("Drums"))) for n in range(2)]
    return Pool(rows, heads, [0, 0])


@pytest.fixture
def query() -> Query:
    vector = np.array([0.8, 0.6, 0, 0], np.float32)
    return Query(QUESTION, vector, term_ids(terms(QUESTION)), question_traits(QUESTION))


def statistics(query: Query, *frequency: int, passages: int = 100) -> Statistics:
    return Statistics(np.unique(query.terms), np.array(frequency, np.float32), passages)


def test_a_pool_lays_its_sentences_side_by_side(pool):
    assert (len(pool), pool.sizes.tolist(), pool.starts.tolist()) == (3, [2, 1], [0, 2])
    assert (pool.passage_of.tolist(), pool.place.tolist()) == ([0, 0, 1], [0, 1, 0])
    assert [pool.sentence(i) for i in range(3)] == [*PASSAGES[0], *PASSAGES[1]]
    assert [pool.span(i) for i in range(3)] == [(0, 33), (34, 49), (10, 22)]


def test_meaning_is_cosines_of_sentence_passage_title_and_neighbours(pool, query):
    columns = features(query, pool, statistics(query, 3, 3)).T
    assert np.allclose(columns[0], [0.8, 0.6, 0])
    assert np.allclose(columns[1], [1.4 / np.sqrt(2), 1.4 / np.sqrt(2), 0], atol=1e-6)
    assert np.allclose(columns[2], 0)
    assert np.allclose(columns[3], [0, 0.8, 0])
    assert np.allclose(columns[4], [0.6, 0, 0])


def test_words_are_shares_of_the_questions_weight(pool, query):
    columns = features(query, pool, statistics(query, 3, 3)).T
    share, around, titled = columns[10], columns[11], columns[14]
    assert np.allclose(share, [1, 0, 0])
    assert np.allclose(around, [1, 1, 0.5])
    assert np.allclose(titled, [0.5, 0.5, 0.5])


def test_the_words_of_neighbours_count_inside_their_passage_only(pool, query):
    columns = features(query, pool, statistics(query, 3, 3)).T
    assert np.allclose(columns[15], [0, 1, 0])
    assert np.allclose(columns[16], [0, 0, 0])


def test_a_rare_word_weighs_more_than_a_common_one(pool, query):
    order = np.unique(query.terms).tolist()
    drum = order.index(int(term_ids(["drum"])[0]))
    rare, common = [90, 90], [90, 90]
    rare[drum], common[1 - drum] = 1, 1
    assert (
        features(query, pool, statistics(query, *rare))[2, 11]
        > features(query, pool, statistics(query, *common))[2, 11]
    )


def test_every_number_is_finite_and_small(pool, query):
    made = features(query, pool, statistics(query, 0, 0, passages=0))
    assert np.isfinite(made).all()
    assert np.abs(made).max() < 10
    assert made.shape == (3, len(load_fusion().mean))


def test_a_question_without_terms_has_its_numbers_too(pool):
    bare = Query("?", unit(1, 4)[0], np.zeros(0, np.uint32), question_traits("?"))
    made = features(bare, pool, Statistics(bare.terms, np.zeros(0, np.float32), 10))
    assert np.isfinite(made).all()


def test_what_is_asked_for_meets_what_a_sentence_holds(pool, query):
    asked = features(query, pool, statistics(query, 3, 3))
    other = Query("Who?", query.vector, query.terms, question_traits("Who?"))
    assert not np.allclose(asked[0], features(other, pool, statistics(query, 3, 3))[0])
    assert np.allclose(asked[:, :5], features(other, pool, statistics(query, 3, 3))[:, :5])


def test_a_sentence_is_weighed_alike_whatever_else_is_in_another_library(filled, tmp_path, encoder):
    query = prepare("How many arches does the bridge of Veldham2 have?", encoder)
    with Library.open(tmp_path / "other") as other:
        other.add(source(town(9), "town-9"))
        with filled.reading() as alone:
            pool, counted = gather([alone], query)
            before = features(query, pool, counted)
        other.add(source(town(11), "town-11"))
        with filled.reading() as alone:
            pool, counted = gather([alone], query)
            assert np.array_equal(features(query, pool, counted), before)


def test_two_libraries_count_their_words_together(filled, tmp_path, encoder):
    query = prepare("What do the millers pay?", encoder)
    with Library.open(tmp_path / "other") as other:
        other.add(source(town(7), "town-7"))
        with filled.reading() as first, other.reading() as lent:
            second = replace(lent, source=1)
            both, one, two = (gather(views, query) for views in ([first, second], [first], [second]))
    assert np.array_equal(both[1].frequency, one[1].frequency + two[1].frequency)
    assert (both[1].passages, len(both[0])) == (10, len(one[0]) + len(two[0]))
    assert set(both[0].sources) == {0, 1}


def test_the_sentence_that_answers_scores_highest(filled, encoder):
    query = prepare("How many arches does the bridge of Veldham2 have?", encoder)
    with filled.reading() as view:
        pool, counted = gather([view], query)
        assert "5 arches" in pool.sentence(int(load_fusion().logits(features(query, pool, counted)).argmax()))


def test_a_network_is_its_layers_one_after_the_other():
    hidden = (np.array([[1.0, -1.0]], np.float32), np.zeros(2, np.float32))
    out = (np.array([[2.0], [3.0]], np.float32), np.array([0.5], np.float32))
    network = Fusion(np.array([1.0], np.float32), np.array([2.0], np.float32), (hidden, out))
    assert network.logits(np.array([[3.0], [-1.0], [999.0]], np.float32)).tolist() == [2.5, 3.5, 10.5]


def test_log_odds_become_probabilities():
    found = probability(np.array([-80, 0, 80, np.log(3)], np.float32))
    assert np.allclose(found, [0, 0.5, 1, 0.75])


@pytest.mark.parametrize("data", [b"", b"no weights", b"PK\x03\x04" + bytes(100)])
def test_broken_weights_are_named_with_the_cure(tmp_path, data):
    (tmp_path / "fusion.npz").write_bytes(data)
    with pytest.raises(ModelMissing, match=r"fusion\.npz is missing or broken .* Reinstall Summit"):
        load_fusion(tmp_path / "fusion.npz")


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(ModelMissing, match="missing or broken"):
        load_fusion(tmp_path / "nothing.npz")


def test_weights_of_other_features_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(fusion, "FEATURES", "of tomorrow")
    with pytest.raises(ModelMissing, match="was trained on other features"):
        load_fusion.__wrapped__(fusion.WEIGHTS)
