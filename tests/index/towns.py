"""Small articles that no two are alike of, and what tests do with them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from index import Source, read_text
from index.encode import Matrix

ROOT = Path(__file__).resolve().parents[2]
RIVERS = ("Aldan", "Brenta", "Clyde", "Drava", "Ebro", "Fulda", "Garonne", "Havel", "Inn", "Jizera", "Kama", "Loire")
TRADES = ("potters", "weavers", "glaziers", "coopers", "saddlers", "printers", "tanners", "millers", "masons", "bakers")


def source(text: str, identity: str, **fields: Any) -> Source:
    """Return a source as `add` takes it."""
    return Source(identity, article=read_text(text, identity=identity, **{"title": identity, **fields}))


def town(number: int) -> str:
    """Return an article of eight sentences in two paragraphs."""
    river, trade, year = RIVERS[number % len(RIVERS)], TRADES[number % len(TRADES)], 1400 + 13 * number
    name = f"Veldham{number}"
    return (
        f"{name} is a market town on the {river}, founded in {year} by a small company of wandering {trade}. "
        f"The bridge of {name} was finished in {year + 41} and has {number + 3} arches of grey stone. "
        f"Its {trade} paid the toll in cloth and in wine until the duke dissolved their guild. "
        f"A fire destroyed the old hall of {name}, with everything that was stored in it, in {year + 90}.\n\n"
        f"The museum of {name} shows {number * 7 + 20} tools that the {trade} left behind. "
        f"Visitors reach it by the ferry across the {river}, which runs twice a day. "
        f"The mayor of {name}, Ada Pell{number}, opened a new library in the spring. "
        f"She said that the town would plant {number + 100} lime trees along the river."
    )


def unit(rows: int, dimension: int = 32, seed: int = 0) -> Matrix:
    """Return random unit rows."""
    made = np.random.default_rng(seed).standard_normal((rows, dimension)).astype(np.float32)
    unit_rows: Matrix = made / np.linalg.norm(made, axis=1, keepdims=True)
    return unit_rows


def run_python(script: str, *words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, to its end."""
    command = [sys.executable, "-c", script, *map(os.fspath, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, **options)
