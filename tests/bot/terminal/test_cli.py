from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_the_version_is_printed(summit):
    assert summit("--version").stdout.startswith("summit 0.")


def test_every_command_of_the_contract_is_there(summit):
    names = ["add", "list", "show", "remove", "status", "ask", "summary", "reindex", "chat", "eval", "run", "preview"]
    assert [name for name in names if summit(name, "--help").exit_code] == []


@pytest.mark.parametrize(
    "words",
    [[], ["nonsense"], ["--server", "x", "list"], ["--server", "../1", "list"], ["--data", "", "list"], ["show"]],
)
def test_wrong_usage_is_told(summit, words):
    result = summit(*words)
    assert (result.exit_code, result.stdout if words else "") == (2, "")


def test_a_bad_setting_is_one_sentence(summit, monkeypatch):
    monkeypatch.setenv("SUMMIT_STRICTNESS", "harsh")
    result = summit("list")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("SUMMIT_STRICTNESS cannot be 'harsh' (")
    assert len(result.stderr.splitlines()) == 1


def test_the_data_folder_comes_from_the_file_where_no_option_names_it(command, tmp_path):
    (tmp_path / ".env").write_text("SUMMIT_DATA=here\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "list"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "here/shared").is_dir()


def test_json_is_utf8_whatever_the_locale(command, tmp_path):
    (tmp_path / "a.txt").write_text("Die Gäste spielten “Golden” — 日本語.\n\nAlle klatschten danach lange und laut.")
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    words = [*command, "--data", str(tmp_path / "data")]
    subprocess.run([*words, "add", str(tmp_path / "a.txt")], env=environment, check=True, capture_output=True)
    shown = subprocess.run([*words, "show", "1", "--json"], env=environment, check=True, capture_output=True)
    assert json.loads(shown.stdout.decode("utf-8"))["text"].startswith("Die Gäste spielten “Golden” — 日本語.")
    assert "日本語".encode() in shown.stdout


def test_a_full_disk_is_one_sentence(command, seeded: Path):
    words = [*command, "--data", str(seeded), "list", "--json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["The system refuses it ([Errno 28] No space left on device): check the disk and your rights to it."],
    )


def test_a_process_without_standard_input_answers(command, seeded: Path):
    words = " ".join([*command, "--data", str(seeded)])
    for name in ("chat", "ask --batch -", "list"):
        done = subprocess.run(["sh", "-c", f"{words} {name} <&-"], capture_output=True, cwd=ROOT, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_is_silent(command, seeded: Path):
    words = [*command, "--data", str(seeded), "list", "--json"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (141, b"")


def test_a_closed_pipe_is_silent_for_people_too(command, seeded: Path):
    words = [*command, "--data", str(seeded), "show", "1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (141, b"")
