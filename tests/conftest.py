"""What the tests share: a command to run, and the seeds in a library, added once."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.remembering import Remembering, remembering

if TYPE_CHECKING:
    from typer.testing import Result

    from index.apart.nursery import Nursery

ROOT = Path(__file__).resolve().parents[1]
MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
ROOM = 4 << 30
"""Bytes that must be free there; containers often have 64 MiB."""
TOKEN_SHAPED = f"MTIzNDU2Nzg5MDEyMzQ1Njc4.{'x' * 6}.{'y' * 38}"
"""Three parts, the first of them a bot's id; no bot has it."""
OUTSIDE = {"DISCORD_TOKEN", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}


def pytest_configure(config: pytest.Config) -> None:
    # How long an example takes is the machine's affair.
    hypothesis.settings.register_profile("summit", deadline=None)
    hypothesis.settings.load_profile("summit")
    # Every commit waits until it is on the disk, which costs more than all else that is tested.
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    config.addinivalue_line("markers", "soak: long loops, run by `make soak`")
    config.addinivalue_line("markers", "models: what the models compute is tested, so that nothing is remembered")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long loops out where no marker is asked for."""
    if not config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("soak")])
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say before the last lines what else is left out, beside what is skipped."""
    if not config.option.markexpr:
        terminalreporter.write_line("The long tests were left out: `make soak` runs them.")


@pytest.fixture(scope="session", autouse=True)
def _remember() -> Iterator[None]:
    """Let the models compute each input once a worker."""
    from index.encode import compiled as encoder
    from index.reader import compiled as reader

    with pytest.MonkeyPatch.context() as patched:
        for module in (encoder, reader):
            patched.setattr(module, "open_session", remembering(module.open_session))
        yield


@pytest.fixture(autouse=True)
def _compute_anew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the models compute everything where a test is about them."""
    if request.node.get_closest_marker("models"):
        monkeypatch.setattr(Remembering, "anew", True)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests away from them."""
    for name in [name for name in os.environ if name.startswith("SUMMIT_") or name in OUTSIDE]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path_factory.getbasetemp())


@pytest.fixture(autouse=True)
def _plain_log() -> Iterator[None]:
    """Take away the log that a command starts: it writes to a stream that ends with its test."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    for handler in [one for one in root.handlers if type(one) is logging.StreamHandler and one not in before]:
        root.removeHandler(handler)


@pytest.fixture(scope="session", autouse=True)
def _one_nursery() -> Iterator[None]:
    """Keep the process that forks readers from bot to bot: to start one takes longer than most tests."""
    from index.apart import nursery, readers

    shared, tidy = nursery.Nursery(), nursery.Nursery.tidy
    with pytest.MonkeyPatch.context() as patched:
        # Tests wait for nothing longer than they must, whatever else the machine does.
        patched.setattr(nursery, "NICE", 0)
        patched.setattr(readers, "Nursery", lambda: shared)
        patched.setattr(shared, "tidy", lambda idle: None)
        yield
    tidy(shared, 0.0)


@pytest.fixture(scope="session")
def rude_nursery() -> Iterator[Nursery]:
    """Return a process that forks readers which do what no reader should."""
    from index.apart import nursery
    from tests.index.misbehaving import START

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nursery, "_START", START)
        rude = nursery.Nursery()
        # It is started now, or another's first worker would be of this kind.
        rude.worker().end()
    yield rude
    rude.tidy(0.0)


@pytest.fixture
def misbehaving(rude_nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have all that is read in this test read by readers which do what no reader should."""
    monkeypatch.setattr("index.apart.readers.Nursery", lambda: rude_nursery)
    monkeypatch.setattr(rude_nursery, "tidy", lambda idle: None)


def invoke(words: Sequence[str | Path], stdin: str | bytes | None = None) -> Result:
    """Run `summit` in this process."""
    from typer.testing import CliRunner

    from bot.terminal.cli import app

    return CliRunner().invoke(app, list(map(str, words)), stdin)


@pytest.fixture(scope="session")
def prepared() -> None:
    """Compile the model where that was not done yet, so that no test has to wait for it or hear of it."""
    from index import Config, prepare

    prepare(Config())


@pytest.fixture
def summit(prepared: None, tmp_path: Path) -> Callable[..., Result]:
    """Run `summit` on an empty data folder, or on the one that --data names."""

    def run(*words: str | Path, stdin: str | bytes | None = None) -> Result:
        return invoke(words if "--data" in words else ["--data", tmp_path / "data", *words], stdin)

    return run


@pytest.fixture(scope="session")
def seeded(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
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
