"""A process that gives commands on the terminal, one after the other, and says each time what is done."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from index import Config, prepare
from tests.conftest import invoke
from tests.index.towns import town

SERVER = "1"


def add(data: Path, number: int) -> None:
    path = data.parent / f"town-{number}.txt"
    path.write_text(f"Veldham{number}\n\n{town(number)}", encoding="utf-8")
    _command(data, "--server", SERVER, "add", path)


def remove(data: Path, number: int) -> None:
    # What a kill has left of earlier rounds keeps its number; one that is not there is told, and is no fault.
    invoke(["--data", data, "--server", SERVER, "remove", str(max(number - 2, 1))])


def reindex(data: Path, _number: int) -> None:
    _command(data, "--server", SERVER, "reindex")


def backup(data: Path, _number: int) -> None:
    _command(data, "backup", data.parent / "backup.tar", "--force")


def restore(data: Path, number: int) -> None:
    _command(data, "restore", data.parent / f"saved-{number % 2}.tar", "--force")


def _command(data: Path, *words: str | Path) -> None:
    result = invoke(["--data", data, *words])
    assert result.exit_code == 0, result.output


ACTS = {"add": add, "remove": remove, "reindex": reindex, "backup": backup, "restore": restore}


def main(data: Path, first: int, acts: list[str]) -> None:
    """Give some commands for ever."""
    prepare(Config())
    invoke(["--data", data.parent / "none", "backup", data.parent / "none.tar"])
    print("ready", flush=True)
    for number in count(first):
        for act in acts:
            ACTS[act](data, number)
            print(act, number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
