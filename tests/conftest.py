"""What the tests share: a command to run, and the seeds in a library, added once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from typer.testing import Result

ROOT = Path(__file__).resolve().parents[1]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: long loops, run by `make soak`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long loops out where no marker is asked for."""
    if not config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests away from them."""
    for name in [name for name in os.environ if name.startswith("SUMMIT_") or name in ("DISCORD_TOKEN", "COLUMNS")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.getbasetemp())


def invoke(words: Sequence[str | Path], stdin: str | bytes | None = None) -> Result:
    """Run `summit` in this process."""
    from typer.testing import CliRunner  # noqa: PLC0415  (tests of the engine do not need the door)

    from bot.cli import app  # noqa: PLC0415

    return CliRunner().invoke(app, list(map(str, words)), stdin)


@pytest.fixture
def summit(tmp_path: Path) -> Callable[..., Result]:
    """Run `summit` on an empty data folder, or on the one that --data names."""

    def run(*words: str | Path, stdin: str | bytes | None = None) -> Result:
        given = [str(word) for word in words]
        return CliRunner().invoke(
            app, given if "--data" in given else ["--data", str(tmp_path / "data"), *given], stdin
        )

    return run


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the seeds in its shared library; for reading only."""
    data = tmp_path_factory.mktemp("seeded")
    result = invoke(["--data", data, "add", ROOT / "seeds"])
    assert result.exit_code == 0, result.stderr
    return data


@pytest.fixture
def own_seeds(seeded: Path, tmp_path: Path) -> Path:
    """Return a data folder with the seeds that a test may change."""
    return shutil.copytree(seeded, tmp_path / "own")


@pytest.fixture(scope="session")
def command() -> list[str]:
    """Return how a test starts `summit` as a process of its own."""
    return [sys.executable, "-m", "bot"]
