"""What a run of the benchmarks was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """Where the question sets are, and whether wrong answers are shown."""

    qa: Path
    show: bool = False

    def sets(self, names: Sequence[str]) -> Iterator[Path]:
        """Yield the folders of those sets that are there, and say which are not."""
        for name in names:
            folder = self.qa / name
            if any(folder.glob("corpus.jsonl*")):
                yield folder
            else:
                print(f"skipped {name}: there is no question set in {folder}", flush=True)
