from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from pathlib import Path

from tests.conftest import ROOT


def test_questions_are_answered_until_the_input_ends(summit, seeded):
    result = summit("--data", seeded, "chat", stdin="Which songs were played?\n\nHow is a rhubarb cake made?\n")
    assert (result.exit_code, "Golden" in result.stdout, "Not in the articles." in result.stdout) == (0, True, True)


def test_a_follow_up_means_the_article_just_quoted(summit, seeded):
    said = summit(
        "--data", seeded, "chat", stdin="Which songs were played?\n/list\nand when was it published?\n"
    ).stdout
    assert "Published: 2026-01-14" in said
    assert said.count("Published: ") == 1


def test_nothing_is_prompted_without_a_terminal(summit):
    assert (summit("chat", stdin="\n \n").stdout, summit("chat", stdin="").exit_code) == ("", 0)


def test_quit_ends_it(summit):
    assert "no articles" not in summit("chat", stdin="/quit\n/list\n").stdout


def test_commands_list_and_summarise_and_help(summit, seeded):
    said = summit("--data", seeded, "chat", stdin="/list\n/summary 2\n/summary\n/help\n").stdout
    assert "jam-session" not in said
    assert said.count("sentences, word for word.") == 2
    assert "/summary [ID]" in said


def test_an_error_ends_an_answer_and_not_the_conversation(summit, seeded):
    result = summit("--data", seeded, "chat", stdin="/summary 99\n/summary x\n/nonsense\nWhich songs were played?\n")
    assert (result.exit_code, "Golden" in result.stdout, len(result.stderr.splitlines())) == (0, True, 3)


def test_a_terminal_gets_a_prompt(command: list[str], tmp_path: Path):
    leader, follower = pty.openpty()
    words = [*command, "--data", str(tmp_path), "chat"]
    with subprocess.Popen(words, stdin=follower, stdout=follower, stderr=follower, cwd=ROOT) as process:
        shown = _until(leader, b"summit> ")
        os.write(leader, b"/quit\n")
        _until(leader, b"/quit")
        assert (process.wait(timeout=30), shown.endswith(b"summit> ")) == (0, True)


def _until(descriptor: int, wanted: bytes) -> bytes:
    shown, end = b"", time.monotonic() + 30
    while wanted not in shown and time.monotonic() < end:
        if select.select([descriptor], [], [], 1)[0]:
            shown += os.read(descriptor, 4096)
    return shown
