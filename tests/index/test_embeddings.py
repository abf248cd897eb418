"""Word embeddings in four bits."""

from __future__ import annotations

import numpy as np
import pytest

from index.encode.embeddings import BLOCK, WordEmbeddings, unpack


def blocks(*scales: float) -> np.ndarray:
    made = np.zeros(len(scales), BLOCK)
    made["scale"] = scales
    # Weight j stands low in byte j, weight j + 16 high.
    made["nibbles"] = np.arange(16) | (15 - np.arange(16)) << 4
    return made


def test_a_block_is_sixteen_low_weights_and_then_sixteen_high_ones():
    (row,) = unpack(blocks(0.5).reshape(1, 1))
    assert row.tolist() == [0.5 * (value - 8) for value in (*range(16), *range(15, -1, -1))]


def test_each_block_has_a_scale_of_its_own():
    (row,) = unpack(blocks(1, 2).reshape(1, 2))
    assert row[32:].tolist() == (2 * row[:32]).tolist()


@pytest.fixture
def words(tmp_path):
    path = tmp_path / "words.q4"
    path.write_bytes(blocks(*range(12)).tobytes())
    return WordEmbeddings(path, 64)


def test_words_are_looked_up_in_their_order_and_shape(words):
    found = words[np.array([[3, 0, 3], [5, 1, 0]])]
    assert found.shape == (2, 3, 64)
    assert found.dtype == np.float32
    assert (found[0, 0] == found[0, 2]).all()
    assert found[1, 0].tolist() == words[np.array([5])][0].tolist()
    assert found[1, 0, 0] == -8 * 10


def test_no_words_are_an_empty_matrix(words):
    assert words[np.zeros((2, 0), np.int64)].shape == (2, 0, 64)
