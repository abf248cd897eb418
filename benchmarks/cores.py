"""Questions side by side on all cores: threads over windows that are read, threads inside of ONNX Runtime, processes.

`python -m benchmarks.cores WAY FOLDER CALLERS` asks one way alone in a process, and prints a JSON object.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar

import numpy as np

from benchmarks.libraries import ROOT
from benchmarks.options import Options
from benchmarks.report import Row
from benchmarks.workers import peak_mb

Way = Literal["windows", "inside", "aside"]
WAYS: dict[Way, str] = {
    "windows": "windows of a question shared between threads",
    "inside": "threads inside of ONNX Runtime",
    "aside": "one thread a question",
}
QUESTIONS = 40
CORES = os.cpu_count() or 1
Job, Result = TypeVar("Job"), TypeVar("Result")


def run(_options: Options) -> list[Row]:
    """Return what each way answers a second and how long it takes, with one caller and with four a core."""
    with TemporaryDirectory() as folder:
        data = _seeds(Path(folder))
        rows = []
        for callers in (1, CORES, 4 * CORES):
            usual = _alone("windows", data, callers)
            found = {way: usual if way == "windows" else _alone(way, data, callers) for way in WAYS}
            rows += [row for way in WAYS for row in _rows(WAYS[way], callers, usual, found[way])]
        return [*rows, *_processes(data)]


def _rows(name: str, callers: int, usual: dict[str, float], found: dict[str, float]) -> list[Row]:
    about = f"{name}, {callers} callers"
    return [
        Row(f"{about}: answers", usual["rate"], found["rate"], "/s"),
        Row(f"{about}: 95 of 100 within", usual["p95"], found["p95"], "ms"),
        Row(f"{about}: processor time an answer", usual["cpu"], found["cpu"], "ms"),
        Row(f"{about}: memory", usual["mb"], found["mb"], "MB"),
    ]


def _processes(data: Path) -> list[Row]:
    """Return the same of as many processes as cores, each with weights of its own."""
    usual = _alone("windows", data, CORES)
    started = [_start("aside", data, 1) for _ in range(CORES)]
    found = [json.loads(process.communicate()[0]) for process in started]
    about = f"{CORES} processes, a caller each"
    return [
        Row(f"{about}: answers", usual["rate"], sum(one["rate"] for one in found), "/s"),
        Row(f"{about}: 95 of 100 within", usual["p95"], max(one["p95"] for one in found), "ms"),
        Row(f"{about}: processor time an answer", usual["cpu"], float(np.mean([one["cpu"] for one in found])), "ms"),
        Row(f"{about}: memory", usual["mb"], sum(one["mb"] for one in found), "MB"),
    ]


def _alone(way: Way, data: Path, callers: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(_start(way, data, callers).communicate()[0])
    return found


def _start(way: Way, data: Path, callers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.cores", way, str(data), str(callers)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _seeds(folder: Path) -> Path:
    from index import Library, read_paths

    with Library.open(folder) as library:
        for _ in library.add_all(read_paths([ROOT / "seeds"])):
            pass
    return folder


def _ask(way: Way, data: Path, callers: int) -> dict[str, float]:
    if way != "windows":
        _change(CORES if way == "inside" else 1)
    from index import Library

    lines = (ROOT / "benchmarks/questions/seeds.jsonl").read_text("utf-8").splitlines()
    questions = list(islice(cycle(json.loads(line)["question"] for line in lines), QUESTIONS))
    with Library.open(data) as library, ThreadPoolExecutor(callers) as pool:
        list(pool.map(library.ask, questions[: 2 * callers]))
        began, used = time.perf_counter(), time.process_time()
        times = list(pool.map(lambda question: _timed(library.ask, question), questions))
        return {
            "rate": QUESTIONS / (time.perf_counter() - began),
            "cpu": (time.process_time() - used) / QUESTIONS * 1000,
            "p95": float(np.percentile(times, 95)),
            "mb": peak_mb(),
        }


def _timed(act: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    act(question)
    return (time.perf_counter() - began) * 1000


def _change(threads: int) -> None:
    """Let each graph run in so many threads, and windows one after the other."""
    from index.encode import compiled as encoder
    from index.encode.runtime import onnx_runtime
    from index.reader import compiled as reader

    def open_session(path: Path) -> Any:
        options = onnx_runtime().SessionOptions()
        options.intra_op_num_threads = threads
        options.graph_optimization_level = onnx_runtime().GraphOptimizationLevel.ORT_DISABLE_ALL
        return onnx_runtime().InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def one_by_one(act: Callable[[Job], Result], jobs: Sequence[Job]) -> list[Result]:
        return [act(job) for job in jobs]

    for module in (encoder, reader):
        module.open_session = open_session
        module.in_threads = one_by_one


if __name__ == "__main__":
    print(json.dumps(_ask(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
