"""One way of answering, alone in a process: its times and its memory are nobody else's.

`python -m benchmarks.workers summit FOLDER` or `plain VECTORS.npy` reads a JSON list of questions a line, and writes
a JSON object a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, Self, cast

import numpy as np

from benchmarks.libraries import ROOT

Way = Literal["summit", "plain"]


class Worker:
    """A process that answers; the machine's other load is shared fairly by asking two in turns."""

    def __init__(self, way: Way, path: Path) -> None:
        began = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.workers", way, str(path)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._receive()
        self.ready_s = time.perf_counter() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, questions: Sequence[str]) -> list[float]:
        """Return the milliseconds that each question took."""
        return cast(list[float], self._send({"ask": list(questions)})["ms"])

    def stages(self, questions: Sequence[str]) -> dict[str, float]:
        """Return where the time of Summit's questions goes."""
        return cast(dict[str, float], self._send({"stages": list(questions)}))

    def settle(self) -> float:
        """Return the seconds that Summit's derived indexes took."""
        return float(self._send({"settle": True})["s"])

    def peak_mb(self) -> float:
        """Return the most memory that the process has held."""
        return float(self._send({"peak": True})["mb"])

    def _send(self, message: dict[str, Any]) -> Any:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        return self._receive()

    def _receive(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker ended with {self._process.wait()}; its error stands above.")
        return json.loads(line)


def alternate(workers: Sequence[Worker], questions: Sequence[str], batch: int = 20) -> list[list[float]]:
    """Return each worker's times over the same questions, asked in turns."""
    times: list[list[float]] = [[] for _ in workers]
    for at in range(0, len(questions), batch):
        for worker, collected in zip(workers, times, strict=True):
            collected.extend(worker.ask(questions[at : at + batch]))
    return times


def main() -> None:
    """Answer the lines of standard input until it ends."""
    way, path = sys.argv[1], Path(sys.argv[2])
    handle = _summit(path) if way == "summit" else _plain(path)
    print("{}", flush=True)
    for line in sys.stdin:
        message = json.loads(line)
        print(json.dumps({"mb": peak_mb()} if "peak" in message else handle(message)), flush=True)


def _summit(path: Path) -> Callable[[dict[str, Any]], Any]:
    from benchmarks.stages import stages
    from index import Library

    library = Library.open(path)

    def handle(message: dict[str, Any]) -> Any:
        if "settle" in message:
            return {"s": _timed(lambda _: library.settle(), [""])[0] / 1000}
        if "stages" in message:
            return stages(library, message["stages"])
        return {"ms": _timed(library.ask, message["ask"])}

    return handle


def _plain(path: Path) -> Callable[[dict[str, Any]], Any]:
    from benchmarks.plain import encode, exact_index, load_model

    model, index = load_model(), exact_index(np.load(path))
    return lambda message: {"ms": _timed(lambda question: index.search(encode(model, [question]), 3), message["ask"])}


def _timed(answer: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    times = []
    for question in questions:
        began = time.perf_counter()
        answer(question)
        times.append((time.perf_counter() - began) * 1000)
    return times


def peak_mb() -> float:
    """Return the most memory that this process has held."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
