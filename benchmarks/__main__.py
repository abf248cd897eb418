"""Run benchmarks: `python -m benchmarks [NAME...]`; `quality`, `refusal` and `speed` where none is named."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from benchmarks.libraries import ROOT
from benchmarks.options import Options
from benchmarks.report import Row, print_table, write_json
from index import Config, prepare

USUAL = ("quality", "refusal", "speed")
NAMES = (
    *USUAL,
    *(
        "members",
        "following",
        "reading",
        "summaries",
        "bridge",
        "cores",
        "reindexing",
        "hostile",
        "soak",
        "japanese",
        "million",
        "pages",
        "sources",
    ),
)
OUT = Path(__file__).with_name("out")


def main() -> None:
    """Run what the command line names."""
    names, options = _arguments()
    prepare(Config())
    for name in names:
        began = time.perf_counter()
        rows = cast(Callable[[Options], list[Row]], import_module(f"benchmarks.{name}").run)(options)
        print_table(f"{name}, {time.perf_counter() - began:.0f} s", rows)
        write_json(OUT / f"{name}.json", rows)


def _arguments() -> tuple[list[str], Options]:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}")
    usual = os.environ.get("SUMMIT_BENCH_QA") or ROOT.parent / "shared" / "qa"
    parser.add_argument(
        "--qa", type=Path, default=usual, help="folder of question sets [$SUMMIT_BENCH_QA, ../shared/qa]"
    )
    parser.add_argument("--show", action="store_true", help="print the questions that went wrong")
    given = parser.parse_args()
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}: choose from {', '.join(NAMES)}")
    return given.names or list(USUAL), Options(Path(given.qa), given.show)


if __name__ == "__main__":
    main()
