"""Builds the wheel: setuptools, and what it alone leaves out: the seeds, and the model in its compiled form.

So whoever installs Summit needs no PyTorch: building takes it, in an environment of its own that pip makes and drops,
and only where the model was not compiled on this machine before.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)
from setuptools.command.build_py import build_py

__all__ = [
    "BuildPy",
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

ROOT = Path(__file__).resolve().parents[1]
MODEL = "index/encode/english"
"""Where `index/encode/models.py` looks for it."""
build_wheel = build_meta.build_wheel


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Return what building takes: also what compiles the model, where it is not compiled yet."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *compiling()]


def compiling() -> list[str]:
    """Return what compiles the model; nothing where it is compiled."""
    if compiled() is not None:
        return []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["compile"]]


class BuildPy(build_py):
    """Put the seeds and the model beside the code."""

    def run(self) -> None:
        """Build as usual, then add them; an editable installation finds both where they are."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib)
            shutil.copytree(ROOT / "seeds", target / "bot/seeds", dirs_exist_ok=True)
            shutil.copytree(compiled() or _compile(), target / MODEL, dirs_exist_ok=True)


def compiled() -> Path | None:
    """Return where this machine keeps the compiled model, or None; nothing can be imported yet that would tell."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    fingerprint, compiler = _constant("models", "PACKAGED_FINGERPRINT"), _constant("compiled", "COMPILER")
    folder = cache / f"summit/models/all-MiniLM-L6-v2-{fingerprint[:16]}-{compiler}"
    return folder if (folder / "manifest.json").is_file() else None


def _compile() -> Path:
    sys.path.insert(0, str(ROOT))
    from index.encode import load_encoder
    from index.encode.compiled import compiled_folder
    from index.encode.models import PACKAGED, find_model

    model = find_model(PACKAGED)
    load_encoder(model)
    return compiled_folder(model)


def _constant(module: str, name: str) -> str:
    text = (ROOT / f"index/encode/{module}.py").read_text("utf-8")
    found = re.search(rf'^{name} = "(\w+)"$', text, re.M)
    assert found, f"{name} is not in index/encode/{module}.py"
    return found[1]
