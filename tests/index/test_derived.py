"""The derived indexes follow the database, whoever changes it, and are built again where they cannot be trusted."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from pathlib import Path

import numpy as np
import pytest

from index import Answer, Library
from index import derived as derived_module
from index.caches import checksum
from index.derived import Derived
from index.search import term_names
from tests.index.towns import run_python, source, town

REMOVE = """
import sys
from pathlib import Path
from index import Library
with Library.open(Path(sys.argv[1])) as library:
    print(library.remove(int(sys.argv[2])))
"""


def arches(number: int) -> str:
    return f"How many arches does the bridge of Veldham{number} have?"


def titles(answer: Answer) -> list[str]:
    return [quote.title for quote in answer.quotes + answer.nearest]


def derived(library: Library) -> Derived:
    assert library._derived
    return library._derived


def cache(library: Library) -> Path:
    (folder,) = (library.folder / "cache").iterdir()
    return folder


@pytest.fixture
def saved(filled: Library, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Return a library whose vectors are in their file."""
    monkeypatch.setattr(derived_module, "SAVE_EVERY", 1)
    filled.settle()
    assert (cache(filled) / "vectors.faiss").is_file()
    return filled


def reopened(library: Library) -> Library:
    library.close()
    return Library.open(library.folder)


def test_a_running_library_sees_what_another_one_adds(filled):
    assert not filled.ask(arches(5)).quotes or titles(filled.ask(arches(5)))[0] != "town-5"
    with Library.open(filled.folder) as other:
        other.add(source(town(5), "town-5"))
    assert titles(filled.ask(arches(5)))[0] == "town-5"


def test_a_running_library_sees_what_another_one_replaces(filled):
    assert "5 arches" in filled.ask(arches(2)).quotes[0].text
    with Library.open(filled.folder) as other:
        other.add(source(town(2).replace("5 arches", "77 arches"), "town-2"))
    assert "77 arches" in filled.ask(arches(2)).quotes[0].text


def test_a_running_library_sees_what_another_process_removes(filled):
    identity = filled.ask(arches(2)).quotes[0].article
    assert run_python(REMOVE, filled.folder, str(identity)).stdout == "True\n"
    answer = filled.ask(arches(2), top=100)
    assert identity not in {quote.article for quote in answer.quotes + answer.nearest}


def test_a_removed_sentence_never_comes_back(saved):
    identity = saved.ask(arches(2)).quotes[0].article
    saved.remove(identity)
    with reopened(saved) as library:
        library.add(source(town(6), "town-6"))
        answer = library.ask(arches(2), top=100)
        assert "Veldham2 " not in " ".join(quote.text for quote in answer.quotes + answer.nearest)
        assert library.show(identity) is None


def test_many_removed_articles_do_not_hide_the_one_that_is_left(library):
    for number in range(30):
        library.add(source(town(number), f"town-{number}"))
    library.ask(arches(3))
    for entry in library.list()[:-1]:
        library.remove(entry.id)
    assert titles(library.ask(arches(29)))[0] == "town-29"


def test_removed_sentences_are_dropped_where_they_are_many(filled, monkeypatch):
    monkeypatch.setattr(derived_module, "DEAD_LEAST", 2)
    filled.settle()
    filled.remove(1)
    filled.remove(2)
    filled.settle()
    with filled.reading() as view:
        assert (len(view.vectors), len(view.words)) == (16, 4)
    assert titles(filled.ask(arches(3)))[0] == "town-3"


def test_a_library_whose_articles_were_all_removed_takes_new_ones(filled):
    for entry in filled.list():
        filled.remove(entry.id)
    assert not filled.ask(arches(2)).found
    filled.add(source(town(9), "town-9"))
    assert titles(filled.ask(arches(9)))[:1] == ["town-9"]


def test_saved_vectors_are_used_and_only_newer_ones_are_read(saved):
    before = checksum(cache(saved) / "vectors.faiss")
    with reopened(saved) as library:
        library.add(source(town(8), "town-8"))
        assert titles(library.ask(arches(8)))[0] == "town-8"
        assert derived(library)._vectors.unsaved == 8
        assert checksum(cache(library) / "vectors.faiss") == before


def damage_truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_foreign(path: Path) -> None:
    path.write_bytes(b"This is no index at all.\n" * 40)


def damage_flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 16
    path.write_bytes(data)


def damage_empty(path: Path) -> None:
    path.write_bytes(b"")


def damage_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES = [damage_truncated, damage_foreign, damage_flipped, damage_empty, Path.unlink]


@pytest.mark.parametrize("harm", DAMAGES, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("name", ["vectors.faiss", "vectors.json"])
def test_broken_vectors_are_noticed_and_built_again(saved, name, harm):
    expected = saved.ask(arches(2)).quotes[0].text
    harm(cache(saved) / name)
    with reopened(saved) as library:
        assert library.ask(arches(2)).quotes[0].text == expected
        assert len(derived(library)._vectors) == 32
        library.settle()
    assert (
        checksum(cache(saved) / "vectors.faiss") == json.loads((cache(saved) / "vectors.json").read_text())["checksum"]
    )


@pytest.mark.parametrize("harm", [*DAMAGES, damage_folder], ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("suffix", [".json", ".term", ".idx", ".fast"])
def test_a_broken_word_index_is_noticed_and_built_again(saved, suffix, harm):
    expected = saved.ask(arches(2)).quotes[0].text
    saved.close()
    files = [path for path in (cache(saved) / "words").iterdir() if path.suffix == suffix]
    assert files
    for path in files:
        harm(path)
    with Library.open(saved.folder) as library:
        assert library.ask(arches(2)).quotes[0].text == expected
        assert len(derived(library)._words) == 8


def test_a_word_index_that_lacks_passages_is_built_again(filled):
    filled.ask(arches(2))
    words = derived(filled)._words
    with filled.reading() as view:
        last = view.words.newest
    words.create(words.folder, derived(filled)._manifest).add([(last, ["f00"])])
    with reopened(filled) as library, library.reading() as view:
        assert len(view.words) == 8


@pytest.mark.parametrize("value", ["12", None, 1.5, [1]])
def test_a_manifest_of_the_wrong_types_is_not_believed(saved, value):
    path = cache(saved) / "vectors.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "newest": value}))
    with reopened(saved) as library:
        assert titles(library.ask(arches(2)))[0] == "town-2"


@pytest.fixture
def restored(saved: Library, tmp_path: Path) -> Path:
    """Return a library's folder with newer indexes than its database, which was put back as it was before them."""
    with sqlite3.connect(saved.folder / "library.db") as connection:
        connection.execute("VACUUM INTO ?", [str(tmp_path / "backup.db")])
    for number in range(10, 14):
        saved.add(source(town(number), f"town-{number}"))
    saved.settle()
    saved.close()
    restore(tmp_path / "backup.db", saved.folder)
    return saved.folder


def test_a_restored_database_is_not_answered_from_newer_indexes(restored):
    with Library.open(restored) as library, library.reading() as view:
        assert (len(view.vectors), len(view.words)) == (32, 8)
        assert view.vectors.newest == view.words.newest == view.store.state(view.edition).newest


def test_a_restored_database_that_grew_again_finds_its_new_articles(restored):
    with Library.open(restored) as library:
        for number in range(20, 25):
            library.add(source(town(number), f"town-{number}"))
        with library.reading() as view:
            for row in view.store.passages_after(0, view.edition):
                assert view.vectors.search(row.vectors[0], 1)[0].tolist() == [row.sentence_ids[0]]
                assert row.id in view.words.search(term_names(row.terms), 2)


def restore(backup: Path, folder: Path) -> None:
    for path in folder.glob("library.db*"):
        path.unlink()
    shutil.copy(backup, folder / "library.db")


def test_questions_beside_additions_never_make_the_indexes_anew(filled):
    filled.ask(arches(2))
    words, wrong, done = derived(filled)._words, [], threading.Event()
    inode = words.folder.stat().st_ino

    def ask() -> None:
        while not done.is_set():
            wrong.extend(["lost"] if titles(filled.ask(arches(2)))[:1] != ["town-2"] else [])

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for thread in askers:
        thread.start()
    with Library.open(filled.folder) as other:
        for number in range(10, 34):
            other.add(source(town(number), f"town-{number}"))
            other.settle()
    done.set()
    for thread in askers:
        thread.join()
    assert (wrong, words.folder.stat().st_ino, derived(filled)._words is words) == ([], inode, True)


def test_forgotten_indexes_are_made_again_at_the_next_question(filled):
    before = filled.ask(arches(1)).quotes
    filled.forget_derived()
    assert not (filled.folder / "cache").exists() or not list((filled.folder / "cache").glob("*/words"))
    after = filled.ask(arches(1)).quotes
    assert [quote.text for quote in before] == [quote.text for quote in after]
    assert np.allclose([quote.score for quote in before], [quote.score for quote in after])
