from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

DRUMS = "The guest played the drums for twenty minutes. Everybody in the room clapped when he stopped."
KEYS = ["path", "id", "title", "state", "reason", "sentences", "left_out"]


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def drums(tmp_path: Path) -> Path:
    path = tmp_path / "drums.txt"
    path.write_text(DRUMS)
    return path


def test_an_added_article_is_a_line(summit, drums):
    result = summit("add", drums, "--json")
    (line,) = lines(result)
    assert (result.exit_code, list(line)) == (0, KEYS)
    assert (line["path"], line["id"], line["state"], line["sentences"]) == (str(drums), 1, "added", 2)


def test_the_same_again_is_unchanged_and_new_text_replaces_it(summit, drums):
    summit("add", drums)
    (same,) = lines(summit("add", drums, "--json"))
    drums.write_text(DRUMS + " Then they went home.")
    (changed,) = lines(summit("add", drums, "--json"))
    assert [(line["state"], line["id"]) for line in (same, changed)] == [("unchanged", 1), ("replaced", 1)]


def test_standard_input_is_an_article(summit):
    (line,) = lines(summit("add", "-", "--json", stdin=DRUMS))
    assert (line["path"], line["state"]) == ("-", "added")


def test_a_path_that_is_not_there_is_refused_and_the_others_go_on(summit, drums, tmp_path):
    result = summit("add", tmp_path / "nothing.txt", drums, "--json")
    refused, added = lines(result)
    assert (result.exit_code, refused["state"], refused["id"], added["state"]) == (1, "refused", None, "added")
    assert "cannot be opened (No such file or directory)" in refused["reason"]


def test_people_see_what_was_refused_and_why(summit, drums, tmp_path):
    result = summit("add", tmp_path / "nothing.txt", drums)
    assert "cannot be opened (No such file" in result.stdout
    assert result.stdout.endswith("1 added, 1 refused.\n")


def test_a_bad_record_is_named_by_its_line(summit, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": DRUMS}) + "\n{oops\n")
    good, bad = lines(summit("add", tmp_path / "a.jsonl", "--json"))
    assert (good["state"], bad["state"], bad["path"]) == ("added", "refused", f"{tmp_path / 'a.jsonl'}:2")


def test_an_empty_folder_holds_nothing(summit, tmp_path):
    (tmp_path / "empty").mkdir()
    result = summit("add", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (0, "Nothing found.\n")


def test_nothing_to_add_is_wrong_usage(summit):
    assert summit("add").exit_code == 2


def test_a_server_has_a_library_of_its_own(summit, drums, tmp_path):
    summit("--server", "123", "add", drums)
    assert (tmp_path / "data/servers/123").is_dir()
    assert (lines(summit("list", "--json")), len(lines(summit("--server", "123", "list", "--json")))) == ([], 1)


def _heed_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_leaves_whole_articles_and_the_same_command_goes_on(command, tmp_path):
    records = [json.dumps({"id": f"a{n}", "text": f"Article {n} is about drums. " * 12}) for n in range(250)]
    (tmp_path / "many.jsonl").write_text("\n".join(records))
    words = [*command, "--data", tmp_path / "data", "add", "--json", tmp_path / "many.jsonl"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # A shell that runs the tests in the background has them ignore Ctrl-C, and their children too.
    with subprocess.Popen(words, cwd=ROOT, preexec_fn=_heed_interrupts, **pipes) as process:  # noqa: PLW1509
        first = [json.loads(process.stdout.readline()) for _ in range(5)]
        process.send_signal(signal.SIGINT)
        # Not by communicate(), which would miss what readline() has read ahead.
        rest, told = process.stdout.read(), process.stderr.read()
    stored = first + [json.loads(line) for line in rest.splitlines()]
    assert (process.returncode, {line["state"] for line in stored}) == (130, {"added"})
    assert told.endswith(f"{len(stored)} articles were stored, each one whole; the same command goes on from there.\n")
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=True)
    states = [json.loads(line)["state"] for line in done.stdout.splitlines()]
    assert len(states) == 250
    assert 0 <= states.count("unchanged") - len(stored) <= 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_cannot_be_started_on(summit, drums, tmp_path):
    (tmp_path / "data").mkdir(mode=0o500)
    assert summit("add", drums).exit_code == 2


def test_a_data_folder_that_is_a_file_cannot_be_started_on(summit, drums):
    result = summit("--data", drums, "add", drums)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
