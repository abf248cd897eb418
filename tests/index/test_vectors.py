"""The nearest vectors: as brute force finds them, whatever is added, saved, harmed or asked at the same time."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from index import vectors as vectors_module
from index.caches import Manifest, checksum
from index.search import CODED_HITS
from index.vectors import Block, VectorIndex, load_vectors
from tests.index.towns import unit

MANIFEST = Manifest("edition", "model", 32, "recipe", 0, 0, "")
PLACES = 64


def blocks(vectors: np.ndarray, first: int = 0) -> list[Block]:
    """Return vectors in blocks, with ids that are no row numbers."""
    ids = np.arange(first, first + len(vectors), dtype=np.int64) * 3 + PLACES
    return [(ids[at : at + 1000], vectors[at : at + 1000]) for at in range(0, len(vectors), 1000)]


def built(vectors: np.ndarray) -> VectorIndex:
    return VectorIndex.build(vectors.shape[1], iter(blocks(vectors)), len(vectors), newest=len(vectors))


def brute(vectors: np.ndarray, question: np.ndarray, k: int) -> list[int]:
    return [int(row) * 3 + PLACES for row in np.argsort(-(vectors @ question), kind="stable")[:k]]


def clustered(rows: int, dimension: int = 64) -> np.ndarray:
    """Return unit rows that crowd around a few hundred centers, as sentences do."""
    near = unit(300, dimension, 1)[np.random.default_rng(2).integers(0, 300, rows)]
    vectors = near + 0.7 * unit(rows, dimension, 3)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def many() -> np.ndarray:
    return clustered(60_000)


@pytest.fixture(scope="module")
def inverted(many: np.ndarray) -> VectorIndex:
    return built(many)


def test_a_small_index_finds_what_brute_force_finds():
    vectors = unit(2000).astype(np.float16).astype(np.float32)
    index = built(vectors)
    assert index.exact
    for question in unit(50, seed=9):
        ids, scores = index.search(question, 10)
        assert ids.tolist() == brute(vectors, question, 10)
        assert np.allclose(scores, np.sort(vectors @ question)[::-1][:10], atol=1e-5)


def test_what_waits_outside_the_main_index_is_found_alike():
    vectors = unit(900).astype(np.float16).astype(np.float32)
    index = built(vectors[:500])
    for ids, rows in blocks(vectors[500:], first=500):
        index.add(ids, rows, newest=900)
    question = unit(1, seed=9)[0]
    assert index.search(question, 20)[0].tolist() == brute(vectors, question, 20)
    assert (len(index), index.newest, index.unsaved) == (900, 900, 900)


def test_a_full_tail_is_folded_into_the_main_index(monkeypatch):
    monkeypatch.setattr(vectors_module, "TAIL_LIMIT", 100)
    vectors = unit(600).astype(np.float16).astype(np.float32)
    index = built(vectors[:50])
    for number in range(50, 600, 11):
        for ids, rows in blocks(vectors[number : number + 11], first=number):
            index.add(ids, rows, newest=number)
    question = unit(1, seed=9)[0]
    assert index.search(question, 20)[0].tolist() == brute(vectors, question, 20)
    assert len(index._snapshot.tail_ids) <= 100


def test_large_ids_stay_what_they_are():
    index, first = VectorIndex(32), 2**60 + 1
    index.add(np.array([first, first + 2]), unit(2), newest=first)
    assert sorted(index.search(unit(1)[0], 5)[0].tolist()) == [first, first + 2]


def test_an_empty_index_finds_nothing():
    ids, scores = VectorIndex(32).search(unit(1)[0], 10)
    assert (ids.tolist(), scores.tolist(), len(VectorIndex(32))) == ([], [], 0)


def test_asking_for_more_than_there_is_gives_what_there_is():
    vectors = unit(5)
    assert sorted(built(vectors).search(unit(1, seed=4)[0], 50)[0].tolist()) == sorted(brute(vectors, vectors[0], 5))


def test_the_inverted_file_finds_the_nearest_ten_after_exact_scoring(many, inverted):
    assert not inverted.exact
    questions = unit(100, 64, seed=4) * 0.4 + many[::600]
    hits = 0
    for question in questions / np.linalg.norm(questions, axis=1, keepdims=True):
        rows = (inverted.search(question, CODED_HITS)[0] - PLACES) // 3
        best = rows[np.argsort(-(many[rows] @ question))[:10]]
        hits += len({int(row) * 3 + PLACES for row in best} & set(brute(many, question, 10)))
    assert hits / 1000 >= 0.99


def test_an_inverted_file_that_grew_still_reads_as_many_lists(many, inverted, monkeypatch):
    monkeypatch.setattr(vectors_module, "TAIL_LIMIT", 100)
    more = unit(200, 64, seed=8)
    probes = inverted._snapshot.main.nprobe
    index = VectorIndex(64, inverted._snapshot.main, newest=1)
    index.add(*blocks(more, first=len(many))[0], newest=2)
    assert index._snapshot.main.nprobe == probes > 1
    assert len(inverted) == 60_000
    assert index.search(more[7], 1)[0].tolist() == [(60_000 + 7) * 3 + PLACES]


def test_an_index_knows_when_it_has_outgrown_its_kind(monkeypatch, inverted):
    monkeypatch.setattr(vectors_module, "FLAT_LIMIT", 100)
    index = built(unit(100))
    assert (index.exact, index.outgrown, inverted.outgrown) == (True, False, False)
    index.add(*blocks(unit(101), first=100)[0], newest=2)
    assert index.outgrown


@pytest.mark.parametrize("rows", [0, 300])
def test_a_saved_index_comes_back(tmp_path, rows):
    vectors = unit(300)
    index = built(vectors[:rows])
    index.add(*blocks(unit(4, seed=5), first=900)[0], newest=77)
    index.save(tmp_path / "vectors.faiss", MANIFEST)
    loaded = load_vectors(tmp_path / "vectors.faiss", MANIFEST)
    assert loaded
    assert (len(loaded), loaded.newest, loaded.unsaved, index.unsaved) == (rows + 4, 77, 0, 0)
    assert loaded.search(vectors[3], 9)[0].tolist() == index.search(vectors[3], 9)[0].tolist()


def test_a_saved_inverted_file_comes_back_with_its_probes(tmp_path, many, inverted):
    inverted.save(tmp_path / "vectors.faiss", replace(MANIFEST, dimension=64))
    loaded = load_vectors(tmp_path / "vectors.faiss", replace(MANIFEST, dimension=64))
    assert loaded
    assert loaded._snapshot.main.nprobe == inverted._snapshot.main.nprobe
    assert loaded.search(many[5], 30)[0].tolist() == inverted.search(many[5], 30)[0].tolist()


def test_saving_leaves_nothing_beside_the_two_files(tmp_path):
    index = built(unit(10))
    for _ in range(2):
        index.save(tmp_path / "vectors.faiss", MANIFEST)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["vectors.faiss", "vectors.json"]


@pytest.mark.parametrize("name", ["edition", "model", "recipe"])
def test_an_index_of_something_else_is_not_loaded(tmp_path, name):
    built(unit(10)).save(tmp_path / "vectors.faiss", MANIFEST)
    assert load_vectors(tmp_path / "vectors.faiss", replace(MANIFEST, **{name: "other"})) is None
    assert load_vectors(tmp_path / "vectors.faiss", MANIFEST)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    return data[:700] + bytes([data[700] ^ 1]) + data[701:]


def foreign(_: bytes) -> bytes:
    return b"<html>not an index</html>" * 50


@pytest.mark.parametrize("harm", [cut, flipped, foreign, bytes.upper, lambda data: data + b"\0", lambda _: b""])
def test_a_harmed_file_is_not_loaded(tmp_path, harm):
    path = tmp_path / "vectors.faiss"
    built(unit(100)).save(path, MANIFEST)
    path.write_bytes(harm(path.read_bytes()))
    assert load_vectors(path, MANIFEST) is None


def test_a_foreign_file_under_a_true_checksum_is_not_loaded(tmp_path):
    path = tmp_path / "vectors.faiss"
    path.write_bytes(foreign(b""))
    replace(MANIFEST, checksum=checksum(path)).write(tmp_path / "vectors.json")
    assert load_vectors(path, MANIFEST) is None


def test_an_index_of_another_dimension_under_a_true_manifest_is_not_loaded(tmp_path):
    path = tmp_path / "vectors.faiss"
    built(unit(10, 16)).save(path, replace(MANIFEST, dimension=32))
    assert load_vectors(path, MANIFEST) is None


def test_a_missing_file_is_not_loaded(tmp_path):
    assert load_vectors(tmp_path / "vectors.faiss", MANIFEST) is None


def test_searches_beside_additions_always_find_what_was_there(monkeypatch):
    monkeypatch.setattr(vectors_module, "TAIL_LIMIT", 200)
    vectors, wrong, done = unit(4000), [], threading.Event()
    index = built(vectors[:1000])

    def search(seed: int) -> None:
        dice = np.random.default_rng(seed)
        while not done.is_set():
            row = int(dice.integers(0, 1000))
            ids, scores = index.search(vectors[row], 5)
            wrong.extend([row] if ids[0] != row * 3 + PLACES or np.any(np.diff(scores) > 0) else [])

    threads = [threading.Thread(target=search, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1000, 4000, 50):
        index.add(*blocks(vectors[number : number + 50], first=number)[0], newest=number)
    done.set()
    for thread in threads:
        thread.join()
    assert (wrong, len(index)) == ([], 4000)
    assert index.search(vectors[3999], 1)[0].tolist() == [3999 * 3 + PLACES]


def test_an_index_may_be_saved_from_one_thread_while_another_adds(tmp_path):
    vectors, index, done, saved = unit(3000), VectorIndex(32), threading.Event(), threading.Event()

    def save() -> None:
        while not done.is_set():
            index.save(tmp_path / "vectors.faiss", MANIFEST)
            saved.set()

    index.add(*blocks(vectors[:30])[0], newest=30)
    saver = threading.Thread(target=save)
    saver.start()
    for number in range(30, 3000, 30):
        index.add(*blocks(vectors[number : number + 30], first=number)[0], newest=number + 30)
    assert saved.wait(60)
    done.set()
    saver.join()
    loaded = load_vectors(tmp_path / "vectors.faiss", MANIFEST)
    assert loaded is not None
    assert len(loaded) == loaded.newest == len(index) - index.unsaved
