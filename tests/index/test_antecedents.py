"""Which sentences begin with a pronoun, and that they lean on the one before them in their article."""

from __future__ import annotations

import numpy as np
import pytest

from index import Library
from index.antecedents import NONE, antecedents, with_antecedents
from index.rank.pool import Pool
from tests.index.towns import source


def pool_of(library: Library, *articles: int) -> Pool:
    """Return all sentences of some articles."""
    with library.reading() as view:
        assert view
        rows = list(view.store.passages_of(articles, view.edition))
        heads = view.store.heads(set(articles), view.edition)
    return Pool(rows, [heads[row.article] for row in rows], [0] * len(rows))


@pytest.mark.parametrize(
    ("second", "leans"),
    [
        ("They were sold by noon.", True),
        ("“It was a good day,” she said.", True),
        ("Their price had doubled.", True),
        ("Theirs was the last boat home.", True),
        ("Theory and practice differ in this trade.", False),
        ("There were nine boats in the harbour.", False),
        ("Italy bought most of what was left.", False),
        ("The crew was paid in herring.", False),
    ],
)
def test_a_sentence_that_begins_with_a_pronoun_leans_on_the_one_before(library, second, leans):
    library.add(source(f"The boats of Nara brought home nine tons of herring. {second}", "a"))
    assert list(antecedents(pool_of(library, 1))) == [NONE, 0 if leans else NONE]


@pytest.mark.parametrize(
    "text",
    [
        "山田さんは駅前で新しい店を開いた。彼は毎朝四時にパンを焼く。",
        "김민수 씨는 역 앞에 가게를 열었다. 그는 매일 빵을 굽는다.",
    ],
)
def test_a_pronoun_is_known_in_japanese_and_korean(library, text):
    library.add(source(text, "a"))
    assert list(antecedents(pool_of(library, 1))) == [NONE, 0]


def test_the_first_sentence_of_an_article_leans_on_nothing(library):
    for name in ("a", "b"):
        library.add(source(f"It rained in {name} from the first of March. Nobody minded the rain at all.", name))
    assert list(antecedents(pool_of(library, 1, 2))) == [NONE] * 4


RAIN = " ".join(f"It rained for the whole of day {day} and the river rose by an inch." for day in range(40))


def test_the_first_sentence_of_a_passage_leans_on_the_passage_before(library):
    library.add(source(RAIN, "a"))
    pool = pool_of(library, 1)
    assert len(pool.passages) > 1
    assert list(antecedents(pool)) == [NONE, *range(39)]


def test_a_sentence_leans_on_nothing_where_the_one_before_is_missing(library):
    library.add(source(RAIN, "a"))
    whole = pool_of(library, 1)
    pool = Pool(whole.passages[1:], whole.heads[1:], whole.sources[1:])
    assert antecedents(pool)[0] == NONE


@pytest.mark.parametrize(("steps", "found"), [(0, [3]), (1, [2, 3]), (2, [1, 2, 3]), (9, [1, 2, 3])])
def test_what_is_leaned_on_comes_step_by_step(steps, found):
    chosen, before = np.array([False, False, False, True, False]), np.array([NONE, NONE, 1, 2, 3])
    assert list(np.flatnonzero(with_antecedents(chosen, before, steps))) == found
