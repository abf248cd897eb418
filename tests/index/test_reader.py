"""The reader: which sentence answers, where in it, and what is not read."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index import Config, Library, ModelMissing
from index.config import readers_of
from index.reader import Passage, Reader, Reading, load_reader
from index.reader.compiled import WEIGHTS, open_english
from index.reader.inputs import BERT, PASSAGE, SENTENCE, TITLE, build, read_along, windows
from index.reader.spans import CLEAR, LONGEST, clear_span

pytestmark = pytest.mark.models

QUESTION = "When was the bridge of Veldham opened?"
ANSWER = "It was opened on 3 May 1931 by the mayor."
PASSAGES = [
    Passage("Veldham", "Veldham lies on the Orr.", ("A bridge crosses the river there.", ANSWER)),
    Passage("Veldham", "", ("The millers of Veldham pay for the bridge in flour.", "They grumble.")),
    Passage("Bridges", "Some bridges are old.", ("A bridge is a structure that carries a road over a river.",)),
]


@pytest.fixture(scope="module")
def reader(prepared: None) -> Reader:
    found = load_reader("packaged")
    assert found
    return found


def span_logits(size: int, begin: int, end: int, height: float = 10.0) -> np.ndarray:
    logits = np.zeros((size, 2), np.float32)
    logits[begin, 0] = logits[end, 1] = height
    return logits


def logits(readings: list[list[Reading]]) -> list[float]:
    return [reading.logit for one in readings for reading in one]


def test_the_sentence_that_answers_is_read_as_the_best(reader):
    found = logits(reader.read(QUESTION, PASSAGES))
    assert found[1] == max(found)
    assert found[1] - sorted(found)[-2] > 1


def test_the_answer_is_marked_inside_its_sentence(reader):
    span = reader.read(QUESTION, PASSAGES)[0][1].span
    assert span
    assert "1931" in ANSWER[slice(*span)]


def test_each_sentence_of_each_passage_has_its_reading(reader):
    assert [len(one) for one in reader.read(QUESTION, PASSAGES)] == [2, 2, 1]


def test_what_is_read_of_a_passage_does_not_depend_on_those_beside_it(reader):
    forwards, backwards = reader.read(QUESTION, PASSAGES), reader.read(QUESTION, PASSAGES[::-1])
    assert backwards[::-1] == forwards
    assert reader.read(QUESTION, PASSAGES[1:2]) == forwards[1:2]


def test_a_long_passage_is_read_to_its_end(reader):
    filler = tuple(f"In the year {1700 + i} the town of Veldham paid for new boats and for bread." for i in range(40))
    (found,) = reader.read(QUESTION, [Passage("Veldham", "", (*filler, "A bridge crosses the river there.", ANSWER))])
    assert len(found) == 42
    assert found[-1].logit == max(reading.logit for reading in found)


def test_nothing_to_read_gives_no_reading(reader):
    assert reader.read(QUESTION, []) == []


@pytest.mark.parametrize("sentence", ["", "x " * 5000, "\u202e?!", "漢字" * 400, "[BERT.end] [BERT.begin] [PAD]"])
def test_any_sentence_can_be_read(reader, sentence):
    [found] = reader.read(sentence, [Passage(sentence, sentence, (sentence, sentence))])
    assert len(found) == 2
    assert all(np.isfinite(one.logit) for one in found)
    assert all(one.span is None or 0 <= one.span[0] <= one.span[1] <= len(sentence) for one in found)


def test_two_threads_read_alike(reader):
    alone = reader.read(QUESTION, PASSAGES)
    with ThreadPoolExecutor(2) as workers:
        found = list(workers.map(lambda _: reader.read(QUESTION, PASSAGES), range(8)))
    assert found == [alone] * 8


def test_what_leads_up_to_a_passage_is_read_along_as_far_as_there_is_room():
    room = PASSAGE - 2 * SENTENCE
    assert read_along([room - 19, 20], [SENTENCE, SENTENCE]) == 1
    assert read_along([room - 20, 20], [SENTENCE, SENTENCE]) == 0
    assert read_along([10, SENTENCE + 1], [5]) == 2


def test_what_is_read_along_has_no_reading_of_its_own(reader):
    (plain,) = reader.read(QUESTION, PASSAGES[:1])
    (along,) = reader.read(QUESTION, [replace(PASSAGES[0], earlier=("Oxwick has a lighthouse.", "It is white."))])
    assert len(along) == len(plain) == 2
    assert along != plain


def test_an_empty_title_and_context_leave_their_separators():
    assert build([7], [], [], [[8, 9], [6]]) == (
        [BERT.begin, 7, BERT.end, BERT.end, BERT.end, 8, 9, 6, BERT.end],
        [0] * 5 + [1] * 4,
        [(5, 7), (7, 8)],
    )


def test_a_long_title_is_cut():
    ids, _, bounds = build([7], list(range(200, 300)), [], [[8]])
    assert ids[3 : bounds[0][0]] == [*range(200, 200 + TITLE), BERT.end, BERT.end]


def test_a_passage_that_fits_is_read_at_once():
    assert list(windows([PASSAGE // 4] * 4)) == [range(4)]
    assert list(windows([])) == []


def test_a_longer_one_is_read_in_parts_that_share_a_sentence():
    assert list(windows([PASSAGE // 4] * 6)) == [range(4), range(3, 6)]


def test_sentences_that_fit_beside_no_other_are_read_alone():
    assert SENTENCE < PASSAGE < 3 * SENTENCE
    assert list(windows([10 * PASSAGE] * 3)) == [range(2), range(1, 3)]


def test_the_most_probable_part_is_given_in_characters():
    assert clear_span(span_logits(5, 1, 3), [(0, 3), (4, 7), (8, 9), (9, 12), (12, 13)]) == (4, 12)


def test_an_end_before_its_begin_is_no_part():
    assert clear_span(span_logits(5, 3, 1), [(i, i + 1) for i in range(5)]) is None


def test_a_part_that_is_too_long_is_no_part():
    size = LONGEST + 3
    offsets = [(i, i + 1) for i in range(size)]
    assert clear_span(span_logits(size, 0, LONGEST - 1), offsets) == (0, LONGEST)
    assert clear_span(span_logits(size, 0, LONGEST), offsets) is None


def test_an_unclear_part_is_not_given():
    assert clear_span(np.zeros((5, 2), np.float32), [(i, i + 1) for i in range(5)]) is None
    assert CLEAR > 1 / 25


def test_padding_and_other_tokens_are_never_marked():
    logits = span_logits(9, 7, 8)
    logits[2, 0] = logits[0, 1] = 5
    assert clear_span(logits, [(0, 4), (5, 6), (7, 9)]) is None


def test_the_reader_is_loaded_once_a_process():
    assert readers_of(Config()) is readers_of(Config())
    assert readers_of(Config(reader="none")) is None


def test_a_missing_reader_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"reader\.onnx cannot be read .*Reinstall Summit"):
        open_english(tmp_path / "reader.onnx")


def test_a_changed_reader_is_refused(tmp_path):
    changed = tmp_path / "reader.onnx"
    shutil.copy(WEIGHTS, changed)
    with changed.open("r+b") as file:
        file.write(b"changed")
    with pytest.raises(ModelMissing, match="is not the reader that belongs to this version"):
        open_english(changed)


def test_a_library_tells_which_reader_it_has(tmp_path):
    with Library.open(tmp_path / "a") as usual, Library.open(tmp_path / "b", Config(reader="none")) as plain:
        assert (usual.status().reader, plain.status().reader) == ("packaged", "none")
