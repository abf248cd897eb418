"""What no reader foresees costs one source and none of the others."""

from __future__ import annotations

import json
import logging
from datetime import date

import pytest

from index import Library, read_attachment, read_bytes
from index.ingest import jsonl, read
from index.ingest.dates import find_date, to_date
from tests.index.towns import source, town

LINE = "The ferry sails on Monday."


@pytest.fixture(autouse=True)
def heard(caplog, monkeypatch):
    """Let what is logged be heard, whatever another test has switched off."""
    monkeypatch.setattr(logging.getLogger("index.ingest.outcome"), "disabled", False)
    caplog.set_level(logging.ERROR, "index.ingest.outcome")
    caplog.set_level(logging.ERROR)


def records(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14 Auguſt 1914", date(1914, 8, 14)),
        ("APRİL 3, 1915", date(1915, 4, 3)),
        ("3 DÉCEMBRE 1915", date(1915, 12, 3)),
        ("3 o\u212at 1915", date(1915, 10, 3)),
        ("AUGUSTO\u0307 3, 1915", None),
    ],
)
def test_letters_that_only_ignoring_case_makes_alike_are_months_or_nothing(written, day):
    assert to_date(written) == day
    assert (find_date(written) or (None,))[0] == day


def test_an_odd_month_costs_no_record_of_a_file():
    odd = "14 Auguſt 1914\n\nThe ferry sailed on Monday, and was late by an hour as it had been on every other Monday."
    sources = list(read_attachment("a.jsonl", records(LINE, odd, LINE)))
    assert [one.article is not None for one in sources] == [True, True, True]
    assert sources[1].article.published == date(1914, 8, 14)


@pytest.mark.parametrize("error", [RuntimeError("oh"), RecursionError(), MemoryError(), KeyError("x"), ValueError()])
def test_whatever_a_reader_raises_refuses_its_record_alone(error, monkeypatch, caplog):
    build = jsonl.build

    def failing(text, *given, **named):
        if text == "bad":
            raise error
        return build(text, *given, **named)

    monkeypatch.setattr(jsonl, "build", failing)
    good, bad, last = read_attachment("a.jsonl", records(LINE, "bad", LINE))
    assert (good.article is not None, bad.article, last.article is not None) == (True, None, True)
    assert bad.path == "a.jsonl:2"
    assert str(bad.refusal).endswith((".", "report it."))
    if not isinstance(error, MemoryError):
        assert type(error).__name__ in str(bad.refusal)
        assert "Traceback" in caplog.text
        assert "a.jsonl:2" in caplog.text


def test_whatever_a_reader_raises_is_a_refusal_of_a_whole_file(monkeypatch):
    monkeypatch.setattr(read, "find_format", lambda *_: 1 / 0)
    (refused,) = read_bytes(LINE.encode(), "a.txt")
    assert "the fault is Summit's (ZeroDivisionError)" in str(refused.refusal)


def test_what_indexing_does_not_foresee_costs_one_article_of_many(library: Library, monkeypatch):
    from index import indexing

    split = indexing.split

    def failing(text, *given):
        if "town of Ash" in text:
            raise IndexError(7)
        return split(text, *given)

    sources = [source(town(0), "a"), source("The town of Ash has a ferry. It is red.", "b"), source(town(1), "c")]
    monkeypatch.setattr(indexing, "split", failing)
    added = list(library.add_all(sources))
    assert [one.state for one in added] == ["added", "refused", "added"]
    assert "IndexError" in added[1].reason


def test_an_odd_month_stops_no_command(summit, tmp_path):
    (tmp_path / "good.txt").write_text(town(0))
    (tmp_path / "odd.md").write_text(f"---\ntitle: Odd\ndate: 14 Auguſt 1914\n---\n{town(1)}")
    done = summit("add", "--json", tmp_path / "good.txt", tmp_path / "odd.md")
    assert [json.loads(line)["state"] for line in done.stdout.splitlines()] == ["added", "added"]
    assert (done.exit_code, done.stderr) == (0, "")
