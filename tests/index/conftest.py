"""What the tests of the engine share: empty libraries, and the seeds in one that is only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Article, Config, Library, read_paths
from index.config import encoder_of
from index.encode import Encoder
from tests.index.towns import ROOT, source, town


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return encoder_of(Config())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def filled(library: Library) -> Library:
    """Return a library of four towns."""
    for number in range(4):
        assert library.add(source(town(number), f"town-{number}")).state == "added"
    return library


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Lend the seeds in a library that no test changes."""
    with Library.open(tmp_path_factory.mktemp("seeds")) as opened:
        assert {added.state for added in opened.add_all(read_paths([ROOT / "seeds"]))} == {"added"}
        yield opened


@pytest.fixture(scope="session")
def texts(seeds: Library) -> dict[int, Article]:
    """Return the seeds' articles by id."""
    shown = {entry.id: seeds.show(entry.id) for entry in seeds.list()}
    return {identity: found[1] for identity, found in shown.items() if found}


@pytest.fixture(scope="session")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of thirty small articles."""
    folder = tmp_path_factory.mktemp("towns")
    for number in range(30):
        front = f"---\nid: town-{number}\ntitle: Town {number}\n---\n"
        (folder / f"town-{number:02}.md").write_text(front + town(number))
    return folder
