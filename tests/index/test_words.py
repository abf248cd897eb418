"""Passages by their words: ranked as BM25 ranks them, in every script, by several processes in one folder."""

from __future__ import annotations

import math
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from index.caches import Manifest
from index.search import term_names
from index.terms import term_ids, terms
from index.words import MANIFEST as MANIFEST_NAME
from index.words import Unusable, WordIndex
from tests.index.towns import run_python

MANIFEST = Manifest("edition", "model", 32, "recipe", 0, 0, "")
TEXTS = {
    11: "The drums were loud and the drums were red.",
    12: "A treaty about drums was signed in Nara.",
    13: "The treaty was signed by the ministers of the two countries in a temple near Nara.",
    14: "Nobody signed anything.",
    15: "新しい橋は来年の春に開通する予定だと、県の担当者は述べた。",
    16: "대통령은 수요일에 귀국해 경제 장관들과 회의를 열 예정이다.",
    17: "Ministers of many countries met, spoke and left without a treaty, drums or a song.",
}
APPEND = """
import sys
from pathlib import Path
from index.caches import Manifest
from index.words import WordIndex
index = WordIndex.open(Path(sys.argv[1]), Manifest("edition", "model", 32, "recipe", 0, 0, ""))
for number in range(30):
    index.add([(passage, ["shared", f"p{passage}"]) for passage in range(100 * number + 1, 100 * number + 101)])
print(len(index), index.newest)
"""


def named(text: str) -> list[str]:
    return term_names(term_ids(terms(text)))


@pytest.fixture
def index(tmp_path: Path) -> WordIndex:
    made = WordIndex.open(tmp_path / "words", MANIFEST)
    made.add([(passage, named(text)) for passage, text in TEXTS.items()])
    return made


def bm25(question: str) -> list[int]:
    """Return the passages that share a term with the question, by plain BM25 (k1 = 1.2, b = 0.75)."""
    documents = {passage: Counter(named(text)) for passage, text in TEXTS.items()}
    mean = sum(map(Counter.total, documents.values())) / len(documents)
    scores: Counter[int] = Counter()
    for term in set(named(question)):
        holding = [passage for passage, counts in documents.items() if counts[term]]
        weight = math.log(1 + (len(documents) - len(holding) + 0.5) / (len(holding) + 0.5))
        for passage in holding:
            count, length = documents[passage][term], documents[passage].total()
            scores[passage] += weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / mean))  # type: ignore[assignment]
    return [passage for passage, _ in scores.most_common()]


@pytest.mark.parametrize(
    "question",
    [
        "Who signed the treaty in Nara?",
        "red drums",
        "Which ministers met?",
        "countries without songs",
        "anything signed",
    ],
)
def test_the_order_is_that_of_bm25(index, question):
    assert index.search(named(question), 10).tolist() == bm25(question)


@pytest.mark.parametrize(
    ("question", "passage"), [("橋はいつ開通しますか？", 15), ("대통령은 언제 귀국하나요?", 16), ("担当者", 15)]
)
def test_japanese_and_korean_are_found(index, question, passage):
    assert index.search(named(question), 3).tolist() == [passage]


def test_no_more_come_than_are_asked_for(index):
    assert index.search(named("signed treaty drums"), 2).tolist() == bm25("signed treaty drums")[:2]


@pytest.mark.parametrize("question", ["", "zebra", "the of and"])
def test_a_question_without_known_terms_finds_nothing(index, question):
    assert index.search(named(question), 10).tolist() == []


def test_the_frequency_of_a_term_is_that_of_passages(index):
    assert index.document_frequency(named("drums treaty zebra 橋は")).tolist() == [3, 3, 0, 1]


def test_a_passage_that_is_there_is_passed_over(index):
    index.add([(17, ["again"]), (18, ["again"])])
    assert (len(index), index.newest, index.search(["again"], 5).tolist()) == (8, 18, [18])


def test_an_index_opened_again_holds_what_it_held(index):
    index.add([(2**60, ["far"])])
    again = WordIndex.open(index.folder, MANIFEST)
    assert (len(again), again.newest, again.search(["far"], 5).tolist()) == (8, 2**60, [2**60])


@pytest.mark.parametrize("name", ["edition", "model", "recipe"])
def test_an_index_of_something_else_is_begun_anew(index, name):
    assert len(WordIndex.open(index.folder, replace(MANIFEST, **{name: "other"}))) == 0


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff\xfe", b'{"edition": 1}'])
def test_an_index_with_a_broken_manifest_is_begun_anew(index, data):
    (index.folder / MANIFEST_NAME).write_bytes(data)
    assert len(WordIndex.open(index.folder, MANIFEST)) == 0


def test_a_file_where_the_folder_should_be_gives_way(tmp_path):
    (tmp_path / "words").write_text("I am a file.")
    with pytest.raises(OSError, match="words"):
        WordIndex.open(tmp_path / "words", MANIFEST)


def test_foreign_files_in_the_folder_are_cleared_away(tmp_path):
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "meta.json").write_text('{"segments": 5}')
    (tmp_path / "words" / "holiday.jpg").write_bytes(b"\xff\xd8")
    assert len(WordIndex.open(tmp_path / "words", MANIFEST)) == 0
    assert not (tmp_path / "words" / "holiday.jpg").exists()


@pytest.mark.parametrize("suffix", ["term", "idx", "fast", "fieldnorm", "store"])
def test_a_cut_segment_is_noticed(index, suffix):
    for path in index.folder.glob(f"*.{suffix}"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    again = WordIndex.open(index.folder, MANIFEST)
    assert again.search(named("treaty"), 5).tolist() in ([], bm25("treaty"))
    assert len(again) in (0, 7)


def test_an_index_whose_folder_is_gone_says_that_it_cannot_be_used(index):
    for path in index.folder.iterdir():
        path.unlink()
    with pytest.raises(Unusable):
        index.add([(30, ["late"])])


def test_an_index_that_another_process_began_anew_is_filled_from_the_start(index):
    WordIndex.create(index.folder, MANIFEST)
    index.level(lambda newest: [(passage, named(text)) for passage, text in TEXTS.items() if passage > newest])
    assert (len(index), index.search(named("treaty"), 5).tolist()) == (7, bm25("treaty"))


def test_two_processes_that_add_the_same_add_it_once(tmp_path):
    told: list[str] = []
    threads = [
        threading.Thread(target=lambda: told.append(run_python(APPEND, tmp_path / "words").stdout)) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) == {"3000 3000\n"}
    again = WordIndex.open(tmp_path / "words", MANIFEST)
    assert (len(again), again.document_frequency(["shared", "p7", "p3000"]).tolist()) == (3000, [3000, 1, 1])


def test_searches_beside_additions_find_what_was_there(index):
    wrong, done = [], threading.Event()

    def search() -> None:
        while not done.is_set():
            wrong.extend([] if index.search(named("red loud"), 1).tolist() == [11] else ["lost"])

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(40):
        index.add([(100 + number, ["song", "page"])])
    done.set()
    for thread in threads:
        thread.join()
    assert (wrong, len(index)) == ([], 47)
