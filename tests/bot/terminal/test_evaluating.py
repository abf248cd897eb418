from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.records import ServerSettings
from bot.store import Store
from tests.conftest import ROOT

SEEDS = ROOT / "benchmarks/questions/seeds.jsonl"
SONGS = {"question": "What songs did they play?", "doc": "jam-session", "answers": ["Dynamite"], "answer_start": 506}
BREAD = {"question": "How do I bake sourdough bread?", "doc": None}


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a file of golden questions."""

    def to_file(*records: object, name: str = "g.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records))
        return path

    return to_file


@pytest.fixture
def store(own_seeds: Path) -> Iterator[Store]:
    """Lend what the bot of the seeds remembers."""
    opened = Store.open(own_seeds / "bot.db")
    yield opened
    opened.close()


def test_figures_are_printed_for_people(summit, seeded, write, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = summit("--data", seeded, "eval", write(SONGS, BREAD), write(BREAD, name="h.jsonl"))
    table = result.stdout.splitlines()
    assert max(map(len, table[:6])) <= 80
    (everything,) = (line.split() for line in table if line.startswith("All"))
    assert (everything[1:5], everything[6:]) == (["3", "1.000", "1.000", "1.000"], ["1", "/", "0", "2", "/", "0"])
    assert result.exit_code == 0


def test_misses_are_told_with_what_was_expected_and_quoted(summit, seeded, write):
    miss = {**SONGS, "answers": [], "answer_start": 0}
    shown = summit("--data", seeded, "eval", write(miss)).stdout
    assert "Wrong, worst first (1):" in shown
    assert "expected  character 0 (jam-session)" in shown
    assert "quoted    “Dynamite,” the BTS hit" in shown


def test_programs_get_the_figures_of_all_of_files_and_of_articles(summit, seeded):
    found = lines(summit("--data", seeded, "eval", SEEDS, "--json"))
    everything = found[0]
    assert (everything["of"], everything["questions"], everything["answerable"]) == ("all", 60, 60)
    assert everything["top1"] == round(everything["answered_right"] / 60, 4)
    assert {line["name"] for line in found if line["of"] == "file"} == {str(SEEDS)}
    assert sum(line["questions"] for line in found if line["of"] == "article") == 60
    misses = [line for line in found if line["of"] == "miss"]
    assert len(misses) == everything["answered_wrong"] + everything["refused_wrong"]


def test_a_packed_file_is_read(summit, seeded, tmp_path):
    (tmp_path / "g.jsonl.gz").write_bytes(gzip.compress(json.dumps(SONGS).encode()))
    (everything, *_) = lines(summit("--data", seeded, "eval", tmp_path / "g.jsonl.gz", "--json"))
    assert (everything["questions"], everything["top1"]) == (1, 1)


def test_a_file_that_breaks_off_is_named(summit, seeded, tmp_path):
    (tmp_path / "g.jsonl.gz").write_bytes(gzip.compress(json.dumps(SONGS).encode())[:-9])
    result = summit("--data", seeded, "eval", tmp_path / "g.jsonl.gz")
    assert (result.exit_code, "g.jsonl.gz:1: the file breaks off" in result.stderr) == (1, True)


def test_each_bad_line_is_named_and_the_others_count(summit, seeded, write):
    path = write("no json", SONGS, "[]", {"doc": None}, {**SONGS, "answer_start": "506"})
    result = summit("--data", seeded, "eval", path, "--json")
    assert result.exit_code == 1
    assert lines(result)[0]["questions"] == 1
    assert [line.split(": ")[0] for line in result.stderr.splitlines()] == [f"{path}:{n}" for n in (1, 3, 4, 5)]
    assert [line["line"] for line in lines(result) if line["of"] == "left_out"] == [1, 3, 4, 5]


def test_an_article_that_is_not_there_is_named_and_not_counted(summit, seeded, write):
    result = summit("--data", seeded, "eval", write(SONGS, {**SONGS, "doc": "of-another-library"}), "--json")
    assert (result.exit_code, lines(result)[0]["questions"]) == (1, 1)
    assert "g.jsonl:2: no article here is “of-another-library”" in result.stderr


def test_many_lines_of_another_library_are_counted(summit, seeded, write):
    result = summit("--data", seeded, "eval", write(*[{**SONGS, "doc": f"d{n}"} for n in range(25)]))
    told = result.stderr.splitlines()
    assert len(told) == 21
    assert told[-1].startswith("5 more lines are left out like these")


def test_a_question_to_be_completed_is_counted_and_refuses_nothing(summit, seeded, write):
    result = summit("--data", seeded, "eval", write(SONGS, {"question": "Who sang?", "doc": None, "unchecked": True}))
    assert (result.exit_code, result.stderr) == (0, "1 question is left out until somebody completes it.\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nowhere.jsonl"],
        [SEEDS, "--report", "nowhere/report.html"],
        [SEEDS, "--gate", "nowhere.json"],
        [SEEDS, "--keep", "."],
        [SEEDS, "--export"],
        ["new.jsonl", "another.jsonl", "--export"],
        ["new.jsonl", "--export", "--report", "report.html"],
    ],
)
def test_wrong_usage_is_told_before_a_question_is_asked(summit, seeded, words):
    result = summit("--data", seeded, "eval", *words)
    assert (result.exit_code, result.stdout) == (2, "")


def test_kept_figures_hold_as_long_as_nothing_falls(summit, seeded, tmp_path):
    kept = tmp_path / "kept.json"
    assert summit("--data", seeded, "eval", SEEDS, "--keep", kept).exit_code == 0
    record = json.loads(kept.read_text())
    assert (record["questions"], set(record["figures"])) == (60, {"top1", "top3", "mrr", "mark_f1", "right"})
    assert summit("--data", seeded, "eval", SEEDS, "--gate", kept).exit_code == 0


def test_a_fallen_figure_is_named_and_nothing_is_kept(summit, seeded, write, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text('{"figures": {"top1": 1, "mrr": 0, "refused": 0.5}}')
    miss = {**SONGS, "answers": [], "answer_start": 0}
    result = summit("--data", seeded, "eval", write(miss), "--gate", kept, "--keep", tmp_path / "new.json")
    assert (result.exit_code, (tmp_path / "new.json").exists()) == (1, False)
    assert result.stderr == (
        "Below the kept figures: top 1 is 0.0 and was 1; rightly refused is unknown and was 0.5.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"figures": {}}',
        '{"figures": {"top1": true}}',
        '{"figures": {"top1": 2}}',
        '{"figures": {"x": 1}}',
    ],
)
def test_a_file_without_kept_figures_is_wrong_usage(summit, seeded, write, text):
    result = summit("--data", seeded, "eval", SEEDS, "--gate", write(text, name="kept.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no kept figures" in result.stderr


def test_the_report_stands_by_itself(summit, seeded, tmp_path):
    page = tmp_path / "report.html"
    summit("--data", seeded, "eval", SEEDS, "--report", page)
    text = page.read_text("utf-8")
    assert [title in text for title in ("Risk against coverage", "Reliability", "Misses by article")] == [True] * 3
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\(|(?:src|href)=", text) == []
    assert "default-src 'none'" in text


def test_nothing_in_a_question_or_an_article_becomes_a_part_of_the_page(summit, write, tmp_path):
    evil = "</title><script>alert(1)</script> & \" ' <b onclick=x>\x1b[2J\u202e"
    text = f"The harbour {evil} opened in 1950. It was closed for three years after a fire in the northern docks."
    summit("add", write({"id": evil, "title": evil, "text": text}, name="articles.jsonl"))
    asked = {"question": f"When did the harbour open {evil}?", "doc": evil, "answers": [evil], "gold": [evil]}
    result = summit("eval", write(asked, {**asked, "doc": None}), "--report", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert [bad in page for bad in ("<script", "<b ", "\x1b", "\u202e")] == [False] * 4
    assert "\x1b" not in result.stdout + result.stderr


def test_a_servers_questions_are_asked_of_its_library_and_the_shared_one(summit, own_seeds, write, store):
    words = ("--data", own_seeds, "--server", "1", "eval", write(SONGS), "--json")
    assert lines(summit(*words))[0]["top1"] == 1
    store.save_server(1, ServerSettings(shared=False))
    assert "no article here is “jam-session”" in summit(*words).stderr
