"""The terminal with --server: what it prints and writes is of that server alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from bot.terminal.cli import app
from tests.bot.discord.asking import BUILDER
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.conftest import BRIDGE
from tests.bot.discord.guarding.marked import Marked
from tests.bot.discord.guarding.searching import state, words
from tests.bot.discord.guarding.walking import Here
from tests.conftest import invoke

OF_ALL = {"backup", "restore", "run", "preview", "prepare", "doctor"}
"""Commands about all that there is: whoever gives them has the files."""
ARTICLE = "Otto Brandt planned the dam of Veldham. It was opened in 1932."
GIVEN: dict[str, list[list[str]]] = {
    "list": [[], ["--json"]],
    "show": [["1"], ["3", "--json"], ["99"]],
    "status": [[], ["--json"]],
    "ask": [[BUILDER], [BRIDGE, "--json", "--top", "20"], [BUILDER, "--article", "3"], ["--batch", "-"]],
    "summary": [[], ["3"], ["--topic", "Oxwick", "--sentences", "20", "--json"]],
    "add": [["FILE"], ["FILE", "--json"]],
    "remove": [["3"], ["99"]],
    "history": [[], ["--json", "--top", "100"]],
    "undo": [["1"], ["3", "--json"], ["99"]],
    "source": [
        *(["list"], ["list", "--json"], ["show", "1"], ["show", "2", "--json"], ["add", "http://10.0.0.1/"]),
        *(["pause", "1", "2"], ["resume", "1", "2", "--json"], ["remove", "2"]),
    ],
    "refresh": [[], ["1", "--json"], ["2"]],
    "reindex": [[]],
    "chat": [[]],
    "eval": [["--export"], ["GOLDEN", "--json"]],
}
TYPED = f'{BUILDER}\n/list\n/summary\n{{"question": "{BUILDER}"}}\n'


def test_every_command_of_the_terminal_is_known() -> None:
    assert set(GIVEN) | OF_ALL == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """Return what stands for the files that commands take."""
    article, golden = tmp_path / "dam.txt", tmp_path / "golden.jsonl"
    article.write_text(ARTICLE)
    golden.write_text(f'{{"question": "{BUILDER}", "doc": null}}\n')
    return {"FILE": str(article), "GOLDEN": str(golden)}


async def test_no_command_of_the_terminal_tells_of_another_server_or_changes_it(
    world: World, here: Here, marked: Marked, files: dict[str, str]
) -> None:
    before = state(world, marked)
    for command, several in GIVEN.items():
        for given in several:
            said = terminal(world, world.guild.id, command, *[files.get(one, one) for one in given])
            assert [word for word in words(world, marked) if word in said] == [], (command, given)
    assert state(world, marked) == before


async def test_in_the_server_itself_the_same_commands_find_it(world: World, here: Here, marked: Marked) -> None:
    for command, given in {
        "list": [],
        "show": ["2"],
        "status": [],
        "ask": [BUILDER],
        "summary": ["2"],
        "chat": [],
        "eval": ["--export"],
        "history": [],
        "source": ["list"],
    }.items():
        assert "zorvath" in terminal(world, marked.guild.id, command, *given), command


def terminal(world: World, server: int, command: str, *given: str) -> str:
    """Return all that a command prints, on both ways, in small letters."""
    stdin = TYPED if command == "chat" else TYPED.splitlines()[-1]
    result = invoke(["--data", world.data, "--server", str(server), command, *given], stdin)
    assert result.exit_code in {0, 1}
    return f"{result.stdout}\n{result.stderr}".casefold()
