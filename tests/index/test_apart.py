"""What others sent is read in processes apart: the same as here, and whatever ends one costs one file."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index import Item, Readers
from index.apart import nursery, worker
from index.apart.frames import Broken
from index.apart.plain import from_plain, to_plain
from index.cutting import cut
from index.ingest.items import read_item
from index.ingest.limits import too_much
from tests.index.misbehaving import WAYS
from tests.index.towns import town

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits and /proc are Linux's")
LINE = "The ferry sails on Monday. It is red."
PAGE = (
    f"<html><title>Ferry</title><body><article><h1>Ferry</h1><p>{LINE}</p><p>船は港を出る。夕方に戻る。</p></article>"
)
RECORDS = "".join(json.dumps({"title": f"T{n}", "date": "2026-01-14", "text": town(n)}) + "\n" for n in range(3))
ITEMS = (
    Item("a.html", PAGE.encode()),
    Item("b.jsonl", RECORDS.encode() + b"{oops\n"),
    Item("c.txt", b""),
    Item("\u200bd\ud800.md", f"---\ntitle: D\n---\nBy Pia Lund\n\n{LINE}".encode(), "Given"),
    Item("-", LINE.encode(), "Typed", typed=True),
)


def here(items):
    return [cut(source) for item in items for source in read_item(item, 9)]


def told_alike(source):
    return replace(source, refusal=None), type(source.refusal), str(source.refusal)


@pytest.fixture
def readers():
    made = Readers(2)
    yield made
    made.close()


@pytest.fixture
def rude(misbehaving):
    return Readers(2)


def test_what_is_read_apart_is_what_is_read_here(readers):
    apart = [source for _, source in readers.read(ITEMS, 9)]
    assert list(map(told_alike, apart)) == list(map(told_alike, here(ITEMS)))
    assert [one.article is None for one in apart] == [False, False, False, False, True, True, False, False]


def test_whatever_ends_a_worker_costs_its_file_and_is_told_in_one_sentence(rude, monkeypatch):
    monkeypatch.setattr(worker, "patience", lambda size: 2.0 if size == 1 else 600.0)
    ways = [Item(way, b"a" if way == "sleep" else b"") for way in WAYS]
    found = [source for _, source in rude.read([*ways, Item("last.txt", LINE.encode())], 9)]
    refused = {one.path: str(one.refusal) for one in found if one.refusal}
    assert refused == dict.fromkeys(WAYS, str(too_much()))
    assert found[-1].article
    # What came before the end is not lost; a worker may also be too late to begin.
    assert sum(one.path == "before.txt" for one in found) >= len(WAYS) - 1
    assert not rude._busy


def test_a_worker_has_no_model_nothing_of_the_environment_and_may_write_no_file(rude):
    ((_, told),) = rude.read([Item("told", b"")], 1)
    environment, heavy, file_size = eval(str(told.refusal))
    assert set(environment) <= {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "LC_CTYPE"}
    assert (heavy, file_size) == ([], 0)


def test_a_reading_that_is_not_followed_to_its_end_leaves_no_worker(readers):
    following = readers.read([Item("b.jsonl", RECORDS.encode())], 9)
    assert next(following)[1].article
    following.close()
    assert children(readers) == set()


def test_a_process_that_was_ended_by_somebody_is_started_again(readers):
    for _ in range(2):
        ((_, source),) = readers.read([Item("a.txt", LINE.encode())], 1)
        assert source.article
        os.kill(readers._nursery.pid, signal.SIGKILL)
        readers._nursery._process.wait()


def test_closing_ends_what_is_read(rude):
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(lambda: [source for _, source in rude.read([Item("sleep", b"")] * 2, 9)])
        while not rude._busy:
            time.sleep(0.01)
        rude.close()
        assert [type(one.refusal).__name__ for one in reading.result(60) if one.refusal] == ["TooLarge"] * 2


def test_the_process_that_is_forked_ends_when_it_is_not_wanted():
    forked = nursery.Nursery()
    forked.worker().end()
    process = forked._process
    forked.tidy(600.0)
    assert process.poll() is None
    forked.tidy(0.0)
    assert (process.poll() is not None, forked.pid) == (True, None)


def children(readers):
    """Return the workers that are there, once those that are ended had their time to end."""
    end = time.monotonic() + 30
    while (found := _children(readers._nursery.pid)) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def _children(parent):
    stats = (path.read_text().rsplit(")", 1)[1].split() for path in Path("/proc").glob("[0-9]*/stat"))
    return {tuple(stat[:2]) for stat in stats if stat[1] == str(parent)}


@pytest.mark.parametrize(
    "change",
    [
        lambda head, body: ({}, body),
        lambda head, body: ({**head, "text": -1}, body),
        lambda head, body: ({**head, "text": 10**9}, body),
        lambda head, body: ({**head, "text": "9"}, body),
        lambda head, body: ({**head, "text": head["text"] - 1}, body),
        lambda head, body: (head, body[:-1]),
        lambda head, body: (head, body[:-8]),
        lambda head, body: (head, body + bytes(4)),
        lambda head, body: (head, body[:-4] + b"\xff\xff\xff\x7f"),
        lambda head, body: (head, b"\xff" * head["text"] + body[head["text"] :]),
        lambda head, body: ({**head, "path": 7}, body),
        lambda head, body: ({**head, "published": "soon"}, body),
        lambda head, body: ({**head, "pages": [5, 1]}, body),
        lambda head, body: ({**head, "pages": [0, 10**9]}, body),
        lambda head, body: ({**head, "pages": ["one"]}, body),
        lambda head, body: ({**head, "pages": 7}, body),
        lambda head, body: ({**head, "words": {**head["words"], "title": None}}, body),
        lambda head, body: ({**head, "words": {**head["words"], "title": ["x"]}}, body),
        lambda head, body: ({**head, "words": {**head["words"], "url": "x" * 10_001}}, body),
        lambda head, body: ({"path": "a", "refusal": ["SystemExit", "x"]}, b""),
        lambda head, body: ({"path": "a", "refusal": "Unreadable"}, b""),
    ],
)
def test_what_a_worker_says_is_checked(change):
    (source,) = here([Item("a.txt", LINE.encode())])
    head, body = to_plain(source)
    assert from_plain((head, body)) == source
    with pytest.raises(Broken):
        from_plain(change(head, body))
