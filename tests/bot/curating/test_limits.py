from __future__ import annotations

import json

import pytest

from bot import Settings
from bot.curating.limits import OverLimit, check_room, check_upload
from index import Library, Source, read_text

LINE = "The ferry sails on Monday."


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def article(number: int, words: int = 1):
    return read_text(f"{LINE} It is boat number {number}. " * words, identity=str(number))


@pytest.fixture
def library(prepared, tmp_path):
    with Library.open(tmp_path / "library") as opened:
        yield opened


def test_a_server_has_limits_where_nothing_is_said():
    settings = Settings()
    limits = (settings.max_articles, settings.max_bytes, settings.max_upload)
    assert limits == (1_000, 200_000_000, 10_000_000)


def test_an_upload_may_be_as_large_as_the_limit_and_no_larger():
    settings = Settings(max_upload=2_000_000)
    check_upload(2_000_000, settings)
    with pytest.raises(OverLimit, match=r"^This has 2\.5 MB and one file may have 2\.0 MB: split it, or ask") as error:
        check_upload(2_500_000, settings)
    assert (error.value.limit, error.value.most, error.value.found) == ("upload", 2_000_000, 2_500_000)


def test_a_full_library_takes_a_new_text_of_an_article_but_no_new_one(library):
    settings = Settings(max_articles=1)
    library.add(Source("1", article(1)))
    check_room(library, article(1, words=2), settings)
    with pytest.raises(OverLimit, match=r"^This server has 1 article and may have 1: remove some first"):
        check_room(library, article(2), settings)


def test_what_would_outgrow_the_disk_space_is_refused_before_it_is_stored(library):
    check_room(library, article(1), Settings(max_bytes=1_000_000))
    with pytest.raises(OverLimit, match=r"of the 1\.0 MB that they may, and this one would take about 11\.5 MB more"):
        check_room(library, article(1, words=10_000), Settings(max_bytes=1_000_000))


def test_removing_articles_makes_room_again(library):
    for number in range(4):
        library.add(Source(str(number), article(number, words=400)))
    settings = Settings(max_bytes=library.size().bytes + 1000)
    with pytest.raises(OverLimit):
        check_room(library, article(9, words=300), settings)
    for entry in library.list():
        library.remove(entry.id)
    check_room(library, article(9, words=300), settings)


def test_the_terminal_keeps_to_the_limits_of_a_server(summit, monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMIT_MAX_ARTICLES", "2")
    records = [json.dumps({"id": str(number), "text": f"{LINE} Boat {number}."}) for number in range(4)]
    (tmp_path / "a.jsonl").write_text("\n".join(records))
    result = summit("--server", "7", "add", tmp_path / "a.jsonl", "--json")
    added = lines(result)
    assert (result.exit_code, [line["state"] for line in added]) == (1, ["added", "added", "refused", "refused"])
    assert added[2]["reason"].startswith("This server has 2 articles and may have 2: remove some first")
    assert lines(summit("--server", "7", "status", "--json"))[0]["articles"] == 2


def test_the_terminal_opens_no_file_over_the_limit_of_a_server(summit, monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMIT_MAX_UPLOAD", "100")
    (tmp_path / "a.txt").write_text(LINE * 5)
    (tmp_path / "b.txt").write_text(LINE)
    (large,) = lines(summit("--server", "7", "add", tmp_path / "a.txt", "--json"))
    (inside,) = lines(summit("--server", "7", "add", "-", "--json", stdin=LINE * 5))
    (small,) = lines(summit("--server", "7", "add", tmp_path / "b.txt", "--json"))
    assert [line["state"] for line in (large, inside, small)] == ["refused", "refused", "added"]
    assert large["reason"] == inside["reason"]


def test_the_shared_library_has_no_limits(summit, monkeypatch, tmp_path):
    for name in ("ARTICLES", "BYTES", "UPLOAD"):
        monkeypatch.setenv(f"SUMMIT_MAX_{name}", "1")
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"text": f"{LINE} Boat {number}."}) for number in range(3)))
    assert [line["state"] for line in lines(summit("add", tmp_path / "a.jsonl", "--json"))] == ["added"] * 3


@pytest.mark.parametrize("name", ["ARTICLES", "BYTES", "UPLOAD"])
def test_a_limit_that_is_none_is_named(summit, monkeypatch, name):
    monkeypatch.setenv(f"SUMMIT_MAX_{name}", "0")
    result = summit("list")
    assert (result.exit_code, result.stderr.startswith(f"SUMMIT_MAX_{name} cannot be '0'")) == (2, True)
