from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot import Settings
from bot.desk.curating.limits import check_room, check_upload
from bot.errors import OverLimit
from bot.sizes import apart, in_units
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
    with pytest.raises(OverLimit, match=r"of the 1\.0 MB that they may, and this one would take about 37\.1 MB more"):
        check_room(library, article(1, words=10_000), Settings(max_bytes=1_000_000))


@pytest.mark.parametrize("words", [300, 299, 1])
def test_a_nearly_full_library_takes_what_makes_nothing_grow(library, words):
    library.add(Source("1", article(1, words=300)))
    settings = Settings(max_bytes=library.size().bytes)
    check_room(library, article(1, words=words), settings)
    with pytest.raises(OverLimit):
        check_room(library, article(2), settings)


def test_what_is_replaced_makes_room_for_what_replaces_it(library):
    library.add(Source("1", article(1, words=300)))
    growth = library.weigh(article(1, words=301)) - library.weigh(article(1, words=300))
    settings = Settings(max_bytes=library.size().bytes + growth)
    check_room(library, article(1, words=301), settings)
    with pytest.raises(OverLimit) as error:
        check_room(library, article(1, words=302), settings)
    assert (error.value.found, error.value.needed) == (library.size().bytes, 2 * growth)


def test_many_short_lines_are_refused_for_the_sentences_that_they_are(library):
    text = "\n".join(f"Ferry {number}" for number in range(20_000))
    with pytest.raises(OverLimit) as error:
        check_room(library, read_text(text, identity="lines"), Settings(max_bytes=30_000_000))
    assert 30_000_000 < error.value.needed < 45_000_000


def test_the_same_text_under_another_identity_needs_no_room(library):
    library.add(Source("1", article(1)))
    check_room(library, replace(article(1), identity="twin"), Settings(max_articles=1, max_bytes=1))


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (49_960, "50.0 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.0 MB"),
        (12_345_678, "12.3 MB"),
        (2_000_000_000, "2,000.0 MB"),
    ],
)
def test_a_size_has_the_unit_that_suits_it(size, written):
    assert in_units(size) == written


@pytest.mark.parametrize(
    ("found", "most", "written"),
    [
        (25_000_000, 10_000_000, ("25.0 MB", "10.0 MB")),
        (10_000_001, 10_000_000, ("10.000001 MB", "10.000000 MB")),
        (10_020_000, 10_000_000, ("10.02 MB", "10.00 MB")),
        (1_000_000, 999_999, ("1.000 MB", "999.999 kB")),
        (20_001, 20_000, ("20.001 kB", "20.000 kB")),
        (101, 100, ("101 bytes", "100 bytes")),
        (5_000, 5_000, ("5.0 kB", "5.0 kB")),
    ],
)
def test_two_sizes_have_the_digits_that_tell_them_apart(found, most, written):
    assert apart(found, most) == written


def test_a_file_one_byte_too_large_is_not_said_to_be_as_large_as_it_may_be():
    with pytest.raises(OverLimit, match=r"^This has 10\.000001 MB and one file may have 10\.000000 MB: split it"):
        check_upload(10_000_001, Settings())


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
