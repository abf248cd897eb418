"""The reader: which sentence answers, where in it, and what is not read."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index import Config, Library, ModelMissing
from index.config import reader_of
from index.reader import Excerpt, Reader, load_reader
from index.reader.compiled import WEIGHTS, CompiledReader
from index.reader.inputs import CLS, SEP, TITLE, build
from index.reader.spans import CLEAR, LONGEST, clear_span

QUESTION = "When was the bridge of Veldham opened?"
EXCERPTS = [
    Excerpt("Veldham", "It crosses the Orr.", "The bridge of Veldham was opened on 3 May 1931 by the mayor."),
    Excerpt("Veldham", "", "The millers of Veldham pay for the bridge in flour."),
    Excerpt("Bridges", "Some bridges are old.", "A bridge is a structure that carries a road over a river."),
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


def test_the_sentence_that_answers_is_read_as_the_best(reader):
    logits = [reading.logit for reading in reader.read(QUESTION, EXCERPTS)]
    assert logits[0] == max(logits)
    assert logits[0] - sorted(logits)[-2] > 1


def test_the_answer_is_marked_inside_its_sentence(reader):
    span = reader.read(QUESTION, EXCERPTS)[0].span
    assert span
    assert "1931" in EXCERPTS[0].sentence[slice(*span)]


def test_readings_keep_the_order_of_their_excerpts(reader):
    forwards = [reading.logit for reading in reader.read(QUESTION, EXCERPTS)]
    backwards = [reading.logit for reading in reader.read(QUESTION, EXCERPTS[::-1])]
    assert backwards[::-1] == pytest.approx(forwards, abs=0.3)


def test_nothing_to_read_gives_no_reading(reader):
    assert reader.read(QUESTION, []) == []


@pytest.mark.parametrize("sentence", ["", "x " * 5000, "\u202e?!", "漢字" * 400, "[SEP] [CLS] [PAD]"])
def test_any_sentence_can_be_read(reader, sentence):
    [found] = reader.read(sentence, [Excerpt(sentence, sentence, sentence)])
    assert np.isfinite(found.logit)
    assert found.span is None or 0 <= found.span[0] <= found.span[1] <= len(sentence)


def test_two_threads_read_alike(reader):
    alone = reader.read(QUESTION, EXCERPTS)
    with ThreadPoolExecutor(2) as workers:
        found = list(workers.map(lambda _: reader.read(QUESTION, EXCERPTS), range(8)))
    assert found == [alone] * 8


def test_an_empty_title_and_context_leave_their_separators():
    assert build([7], [], [], [8]) == ([CLS, 7, SEP, SEP, SEP, 8, SEP], [0] * 5 + [1] * 2, 5)


def test_a_long_title_is_cut():
    ids, _, first = build([7], list(range(200, 300)), [], [8])
    assert ids[3:first] == [*range(200, 200 + TITLE), SEP, SEP]


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
    assert reader_of(Config()) is reader_of(Config())
    assert reader_of(Config(reader="none")) is None


def test_a_missing_reader_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"reader\.onnx cannot be read .*Reinstall Summit"):
        CompiledReader.open(tmp_path / "reader.onnx")


def test_a_changed_reader_is_refused(tmp_path):
    changed = tmp_path / "reader.onnx"
    shutil.copy(WEIGHTS, changed)
    with changed.open("r+b") as file:
        file.write(b"changed")
    with pytest.raises(ModelMissing, match="is not the reader that belongs to this version"):
        CompiledReader.open(changed)


def test_a_library_tells_which_reader_it_has(tmp_path):
    with Library.open(tmp_path / "a") as usual, Library.open(tmp_path / "b", Config(reader="none")) as plain:
        assert (usual.status().reader, plain.status().reader) == ("packaged", "none")
