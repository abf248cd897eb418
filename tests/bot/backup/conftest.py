from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.backup.saving import back_up
from tests.bot.backup.making import fill


@pytest.fixture(scope="session")
def _filled(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("filled") / "data")


@pytest.fixture
def data(_filled: Path, tmp_path: Path) -> Path:
    """Return a data folder that a test may change."""
    return shutil.copytree(_filled, tmp_path / "data")


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Path:
    """Return a backup of it."""
    back_up(data, tmp_path / "backup.tar")
    return tmp_path / "backup.tar"
