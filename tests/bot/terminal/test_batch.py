from __future__ import annotations

import io
import json

import pytest

from bot.terminal.batch import Asked, answer_batch, read_batch
from bot.terminal.objects import LONGEST
from index import Answer, Damaged, UnknownArticle


def read(*lines: bytes) -> list[Asked]:
    return list(read_batch(io.BytesIO(b"\n".join(lines))))


def test_a_line_is_a_question_with_its_id():
    assert read(b'{"id": {"a": [1]}, "question": "Who?", "more": 1}') == [Asked(1, "Who?", {"a": [1]})]


def test_empty_lines_are_passed_over_and_counted():
    assert [asked.number for asked in read(b"", b'{"question": "A?"}', b"  ", b'{"question": "B?"}', b"")] == [2, 4]


@pytest.mark.parametrize(
    "line",
    [
        b"Who?",
        b'"Who?"',
        b"[]",
        b'{"id": 1}',
        b'{"question": 5}',
        b'{"question": "\xff"}',
        b'{"id": NaN, "question": "Who?"}',
        b'{"id": 1e999, "question": "Who?"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b', "question": "Who?"}',
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(line):
    bad, good = read(line, b'{"question": "Who?"}')
    assert bad.error
    assert good == Asked(2, "Who?")


def test_a_line_without_an_end_is_not_read_into_memory():
    bad, good = read(b"x" * (3 * LONGEST + 5), b'{"question": "Who?"}')
    assert bad.error == "the line is longer than 1,000,000 bytes"
    assert good == Asked(2, "Who?")


def test_answers_come_in_the_order_of_the_lines():
    lines = [json.dumps({"id": n, "question": f"Q{n}"}).encode() for n in (3, 1, 2)]
    found = list(answer_batch(iter(read(*lines)), Answer))
    assert [(line["id"], line["question"], good) for line, good in found] == [
        (3, "Q3", True),
        (1, "Q1", True),
        (2, "Q2", True),
    ]


def test_an_error_is_named_by_its_line():
    def ask(question: str) -> Answer:
        raise UnknownArticle("There is no article 4.")

    assert list(answer_batch(iter([Asked(3, "Q")]), ask)) == [
        ({"id": None, "error": "line 3: There is no article 4."}, False)
    ]


def test_a_damaged_library_ends_the_batch():
    def ask(question: str) -> Answer:
        raise Damaged("The database is damaged.")

    with pytest.raises(Damaged):
        list(answer_batch(iter([Asked(1, "Q")]), ask))
