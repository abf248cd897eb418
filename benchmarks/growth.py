"""Adding one article to a large library and to an empty one, in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.copies import Material, write_copies
from benchmarks.report import Goal, Row
from index import Article, Library, Source, read_text

LARGE = 100_000
ROUNDS, WARM_UP = 9, 2
LENGTH = 6000
"""Characters of an article to add: some 50 sentences, a long news article."""
Times = tuple[float, float]


def growth_rows(folder: Path, made_of: Material, texts: Sequence[str], question: str) -> Iterator[Row]:
    """Yield what one more article costs a library of LARGE sentences, against an empty one."""
    write_copies(folder / "large", made_of, LARGE)
    articles = [_article(text, number) for number, text in enumerate(texts[: WARM_UP + ROUNDS])]
    with Library.open(folder / "large") as large:
        large.ask(question)
        large.settle()
        times = [_both(large, folder / f"empty-{i}", one, question, i % 2) for i, one in enumerate(articles)]
    columns = [median(column) for column in zip(*(empty + big for empty, big in times[WARM_UP:]), strict=True)]
    goal = Goal(1.5, "ratio", "at most")
    yield Row(f"adding one article to {LARGE:,} sentences, against to none", columns[0], columns[2], "ms", goal)
    yield Row("the first question after it", columns[1], columns[3], "ms")


def _both(large: Library, folder: Path, article: Article, question: str, turn: int) -> tuple[Times, Times]:
    """Return the milliseconds of adding and of the first question, for an empty library and the large one."""
    with ExitStack() as stack:
        empty = stack.enter_context(Library.open(folder))
        ordered = (empty, large) if turn else (large, empty)
        found = {library.folder: _one(library, article, question) for library in ordered}
    return found[empty.folder], found[large.folder]


def _one(library: Library, article: Article, question: str) -> Times:
    def add() -> None:
        added = library.add(Source("-", article))
        library.settle()
        if added.state != "added":
            raise ValueError(f"{article.title} was {added.state}: {added.reason}")

    return _milliseconds(add), _milliseconds(lambda: library.ask(question))


def _article(text: str, number: int) -> Article:
    return read_text(text[:LENGTH], title=text[:40], identity=f"new-{number}")


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
