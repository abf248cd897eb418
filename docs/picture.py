"""Draw the picture of the README from real answers: `python docs/picture.py`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from bot.terminal.answers import show_answer
from index import Answer, Library, read_paths

HERE = Path(__file__).resolve().parent
QUESTIONS = ("Which songs were played?", "Who won the football match?")
COLUMNS = 92


def main() -> None:
    """Ask the seeds, and write `answer.svg` beside this file."""
    console = Console(
        record=True, file=io.StringIO(), force_terminal=True, width=COLUMNS, highlight=False, markup=False, emoji=False
    )
    for answer in answers(QUESTIONS):
        console.print(f'$ summit ask "{answer.question}"', style="bold")
        show_answer(console, answer)
        console.print()
    console.save_svg(str(HERE / "answer.svg"), title="summit")


def answers(questions: Sequence[str]) -> list[Answer]:
    """Return what the seeds answer."""
    with tempfile.TemporaryDirectory(prefix="summit-picture-") as folder, Library.open(Path(folder)) as library:
        for _ in library.add_all(read_paths([HERE.parent / "seeds"])):
            pass
        return [library.ask(question) for question in questions]


if __name__ == "__main__":
    main()
