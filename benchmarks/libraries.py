"""Articles -> a library in a temporary folder, through the public face of the engine, and its sentences as a list."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index import Answer, Library, Source, read_paths
from index.split import split

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
SEED_ARTICLE = ROOT.parent / "shared" / "seed-article.txt"


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found, by its article's identity; `score` orders hits."""

    article: str
    start: int
    end: int
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A library, and the identities of its articles by id."""

    library: Library
    names: dict[int, str]

    def ranking(self, answer: Answer) -> list[Hit]:
        """Return quotes, then the nearest sentences, as hits."""
        shown = (*answer.quotes, *answer.nearest)
        return [Hit(self.names[one.article], one.start, one.end, one.score, one.text) for one in shown]

    def sentences(self) -> Iterator[Hit]:
        """Yield every sentence that can be quoted, with score 0."""
        for number, name in self.names.items():
            shown = self.library.show(number)
            if shown:
                article = shown[1]
                for passage in split(article.text, article.parts, article.language):
                    yield from (Hit(name, one.start, one.end, 0.0, one.text) for one in passage.sentences)


@contextmanager
def filled(sources: Iterable[Source]) -> Iterator[Filled]:
    """Lend a library that holds these sources."""
    with tempfile.TemporaryDirectory(prefix="summit-bench-") as folder, Library.open(Path(folder)) as library:
        yield fill(library, list(sources))


def fill(library: Library, sources: Sequence[Source]) -> Filled:
    """Add sources to a library, and bring its indexes up to date."""
    names: dict[int, str] = {}
    for source, added in zip(sources, library.add_all(sources), strict=True):
        if added.id is not None and source.article:
            names.setdefault(added.id, source.article.identity)
    library.settle()
    return Filled(library, names)


def corpus(folder: Path) -> list[Source]:
    """Return the articles of a question set."""
    return list(read_paths([next(folder.glob("corpus.jsonl*"))]))


def seeds() -> list[Source]:
    """Return the articles that come with Summit."""
    return list(read_paths([SEEDS]))
