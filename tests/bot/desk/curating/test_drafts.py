from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from bot.desk.curating.drafts import LIFE, MOST_WAITING, Choice, Drafts, Pending
from bot.errors import DraftGone, NotSaved
from index import Item

ITEMS = (Item("a.md", b"A text."), Item("-", b"Typed.", "By hand", typed=True))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_draft_is_read_as_it_was_kept(drafts: Drafts) -> None:
    pending = drafts.keep(1, ITEMS)
    assert drafts.read(1, pending.id) == Pending(pending.id, ITEMS)


def test_what_was_chosen_is_kept(drafts: Drafts) -> None:
    pending = drafts.keep(1, ITEMS).choosing(0, [2, 3], "body")
    drafts.save(1, pending)
    assert drafts.read(1, pending.id).choices == (Choice(0, 2, "body"), Choice(0, 3, "body"))


def test_what_is_chosen_last_counts() -> None:
    pending = Pending("a", ITEMS).choosing(0, [2, 3], "body").choosing(1, [2], "body").choosing(0, [2], "boilerplate")
    assert pending.choices == (Choice(0, 3, "body"), Choice(1, 2, "body"), Choice(0, 2, "boilerplate"))


def test_no_server_reads_or_discards_a_draft_of_another(drafts: Drafts) -> None:
    pending = drafts.keep(1, ITEMS)
    with pytest.raises(DraftGone):
        drafts.read(2, pending.id)
    assert not drafts.discard(2, pending.id)
    assert drafts.read(1, pending.id)


def test_a_discarded_draft_leaves_no_file(drafts: Drafts, tmp_path: Path) -> None:
    pending = drafts.keep(1, ITEMS)
    assert drafts.discard(1, pending.id)
    assert not drafts.discard(1, pending.id)
    assert list((tmp_path / "drafts").glob("*/*")) == []


@pytest.mark.parametrize("broken", [b"", b"[]", b"{}", b'{"items": [{}], "choices": []}', b'{"items": [1]}', b"\xff"])
def test_a_broken_file_is_a_draft_that_is_gone(drafts: Drafts, tmp_path: Path, broken: bytes) -> None:
    pending = drafts.keep(1, ITEMS)
    (tmp_path / "drafts" / "1" / f"{pending.id}.json").write_bytes(broken)
    with pytest.raises(DraftGone, match="/articles add"):
        drafts.read(1, pending.id)


def test_only_the_newest_drafts_of_a_server_wait(drafts: Drafts, tmp_path: Path) -> None:
    first = drafts.keep(1, ITEMS)
    os.utime(tmp_path / "drafts" / "1" / f"{first.id}.json", (time.time() - 60,) * 2)
    others = [drafts.keep(1, ITEMS) for _ in range(MOST_WAITING)]
    assert all(drafts.read(1, one.id) for one in others)
    with pytest.raises(DraftGone):
        drafts.read(1, first.id)


def test_another_servers_drafts_do_not_count(drafts: Drafts) -> None:
    first = drafts.keep(1, ITEMS)
    for _ in range(MOST_WAITING + 1):
        drafts.keep(2, ITEMS)
    assert drafts.read(1, first.id)


def test_what_has_waited_too_long_is_swept_with_what_a_crash_left(drafts: Drafts, tmp_path: Path) -> None:
    old, new = drafts.keep(1, ITEMS), drafts.keep(2, ITEMS)
    (tmp_path / "drafts" / "1" / "feed.0").write_bytes(b"half a draft")
    for path in (tmp_path / "drafts" / "1").iterdir():
        os.utime(path, (time.time() - LIFE - 1,) * 2)
    drafts.sweep()
    assert list((tmp_path / "drafts" / "1").iterdir()) == []
    assert drafts.read(2, new.id)
    with pytest.raises(DraftGone):
        drafts.read(1, old.id)


def test_a_server_that_is_forgotten_has_no_drafts(drafts: Drafts) -> None:
    pending, other = drafts.keep(1, ITEMS), drafts.keep(2, ITEMS)
    drafts.forget_server(1)
    with pytest.raises(DraftGone):
        drafts.read(1, pending.id)
    assert drafts.read(2, other.id)


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder")
    with pytest.raises(NotSaved, match="cannot be written"):
        Drafts(tmp_path / "drafts").keep(1, ITEMS)


def test_a_file_holds_no_more_than_it_has_to(drafts: Drafts, tmp_path: Path) -> None:
    pending = drafts.keep(1, ITEMS)
    kept = json.loads((tmp_path / "drafts" / "1" / f"{pending.id}.json").read_bytes())
    assert kept["items"][0] == {
        "name": "a.md",
        "title": None,
        "typed": False,
        "address": None,
        "media": "",
        "charset": None,
    }
