from __future__ import annotations

import json

from bot.desk.departing.aside import folders


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_empty_library_is_empty(summit):
    assert (summit("list", "--json").stdout, summit("list").exit_code) == ("", 0)
    assert "`summit add PATH` adds some" in summit("list").stdout


def test_what_changes_nothing_for_a_server_without_a_library_leaves_nothing_behind(summit, tmp_path):
    for words in (("list",), ("status",), ("ask", "When does the ferry sail?"), ("summary",), ("chat",), ("reindex",)):
        assert summit("--server", "77", *words, stdin="").exit_code == 0
    for words in (("show", "1"), ("remove", "1"), ("summary", "1"), ("ask", "When?", "--article", "1")):
        assert summit("--server", "77", *words).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_reading_for_a_server_without_a_library_makes_none_beside_the_others(summit, own_seeds):
    before = set(own_seeds.rglob("*"))
    for words in (("list",), ("show", "1"), ("status",), ("ask", "What is Horyuji?"), ("summary",), ("remove", "1")):
        summit("--data", own_seeds, "--server", "77", *words)
    after = set(own_seeds.rglob("*"))
    assert after - before <= {own_seeds / "summit.lock"}
    assert folders(own_seeds) == set()


def test_a_library_that_is_not_there_is_an_empty_one(summit):
    (line,) = lines(summit("--server", "77", "status", "--json"))
    assert (line["articles"], line["healthy"], line["problems"], line["changes"]) == (0, True, [], [])
    (answer,) = lines(summit("--server", "77", "ask", "When does the ferry sail?", "--json"))
    assert (answer["found"], answer["quotes"]) == (False, [])
    assert lines(summit("--server", "77", "remove", "3", "--json")) == [{"id": 3, "state": "unknown"}]


def test_a_data_folder_that_is_a_file_is_no_empty_library(summit, tmp_path):
    (tmp_path / "file").write_text("mine")
    result = summit("--data", tmp_path / "file", "--server", "77", "list")
    assert (result.exit_code, result.stdout, "cannot be made" in result.stderr) == (2, "", True)


def test_the_seeds_are_listed(summit, seeded):
    listed = lines(summit("--data", seeded, "list", "--json"))
    assert [line["id"] for line in listed] == list(range(1, len(listed) + 1))
    assert {line["publisher"] for line in listed} == {"Summit"}


def test_the_table_fits_eighty_columns(summit, seeded, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    rows = summit("--data", seeded, "list").stdout.splitlines()
    assert max(map(len, rows)) <= 80
    assert rows[0].split() == ["ID", "Title", "From", "Date", "Sentences"]


def test_an_article_is_shown_with_its_parts(summit, seeded):
    (line,) = lines(summit("--data", seeded, "show", "2", "--json"))
    assert line["id"] == 2
    parts = [(part["kind"], line["text"][part["start"] : part["end"]]) for part in line["parts"]]
    assert ("heading", "## What was played") in parts or ("heading", "What was played") in parts


def test_people_see_the_kind_of_each_part(summit, seeded):
    shown = summit("--data", seeded, "show", "2").stdout
    assert "heading  " in shown
    assert "Licence    MIT" in shown


def test_an_unknown_article_is_not_shown(summit, seeded):
    for words in ("99", "x", "1e3", "²", "99999999999999999999"):
        result = summit("--data", seeded, "show", words, "--json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"There is no article {words}")


def test_a_removed_article_is_gone_and_an_unknown_one_is_told(summit, own_seeds):
    result = summit("--data", own_seeds, "remove", "2", "x", "77", "--json")
    assert result.exit_code == 1
    assert lines(result) == [
        {"id": 2, "state": "removed"},
        {"id": "x", "state": "unknown"},
        {"id": 77, "state": "unknown"},
    ]
    assert 2 not in [line["id"] for line in lines(summit("--data", own_seeds, "list", "--json"))]


def test_people_are_told_what_was_removed(summit, own_seeds):
    result = summit("--data", own_seeds, "remove", "1", "88")
    assert (result.stdout, result.exit_code) == ("Article 1 is removed.\n", 1)
    assert result.stderr.splitlines() == [
        "There is no article 88: `summit list` shows the IDs.",
        "`summit undo 2` brings it back within 30 days; `summit remove 1 --forever` deletes its text for good.",
    ]


def test_the_status_counts(summit, seeded):
    (line,) = lines(summit("--data", seeded, "status", "--json"))
    listed = lines(summit("--data", seeded, "list", "--json"))
    assert (line["articles"], line["sentences"]) == (len(listed), sum(entry["sentences"] for entry in listed))
    assert (line["healthy"], line["problems"], line["model"].split("@")[0]) == (True, [], "all-MiniLM-L6-v2")


def test_reindexing_keeps_the_articles(summit, own_seeds):
    before = summit("--data", own_seeds, "list", "--json").stdout
    result = summit("--data", own_seeds, "reindex")
    assert (result.exit_code, result.stdout.split()[:3]) == (
        0,
        ["Reindexed", str(len(before.splitlines())), "articles,"],
    )
    assert summit("--data", own_seeds, "list", "--json").stdout == before


def test_a_model_that_is_not_there_cannot_be_started_with(summit, own_seeds, monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMIT_MODEL", str(tmp_path))
    result = summit("--data", own_seeds, "reindex")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_a_damaged_database_is_named_and_nothing_starts(summit, own_seeds):
    next(own_seeds.rglob("*.db")).write_bytes(b"this is no database " * 500)
    result = summit("--data", own_seeds, "list", "--json")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
