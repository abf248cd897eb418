"""A cold question: a process is started, answers and ends.

`python -m benchmarks.cold ROUNDS COMMANDS` (a JSON list of commands) runs the commands in turns and writes each one's
seconds and peak memory. It is a process of its own because a child's peak counts from its parent's size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
KIB = 1024 if sys.platform == "linux" else 1024**2
Command = Sequence[str]


def measure_cold(commands: Sequence[Command], rounds: int) -> list[tuple[float, float]]:
    """Return each command's median seconds and peak megabytes; one round before them fills the disk's cache."""
    words = [sys.executable, "-m", "benchmarks.cold", str(rounds), json.dumps(commands)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return [(seconds, memory) for seconds, memory in json.loads(done.stdout)]


def plain_command(model: Path, folder: Path, question: str) -> list[str]:
    """Return the command of the plain way, over the sentences and vectors saved in a folder."""
    return [sys.executable, "-m", "benchmarks.plain_cold", str(model), str(folder), question]


def summit_command(data: Path, question: str) -> list[str]:
    """Return the command of `summit ask`."""
    return [sys.executable, "-m", "bot", "--data", str(data), "ask", "--json", question]


def imported(command: Command) -> set[str]:
    """Return the packages that a Python command imports."""
    told = subprocess.run([command[0], "-X", "importtime", *command[1:]], cwd=ROOT, capture_output=True, check=True)
    names = (line.rpartition(b"|")[2].strip() for line in told.stderr.splitlines() if line.startswith(b"import time:"))
    return {name.decode().split(".")[0] for name in names}


def _run(command: Command) -> tuple[float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    return time.perf_counter() - began, usage.ru_maxrss / KIB


def main() -> None:
    """Measure the commands of the command line."""
    rounds, commands = int(sys.argv[1]), json.loads(sys.argv[2])
    runs = [[_run(command) for command in commands] for _ in range(1 + rounds)][1:]
    print(json.dumps([[median(column) for column in zip(*some, strict=True)] for some in zip(*runs, strict=True)]))


if __name__ == "__main__":
    main()
