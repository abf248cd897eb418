"""What is installed: each package at the version that the project names, and those that it needs at one too."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_each_package_that_is_named_stands_in_the_list_of_all_at_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["preview"],
        *project["dependency-groups"]["dev"],
    ]
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
    assert len(locked) > len(named)
    pins = [re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([^\s;]+)(?:;.+)?", one) for one in named]
    assert [(pin[1], pin[2]) for pin in pins if pin and locked.get(_plain(pin[1])) != pin[2]] == []
    assert all(pins)


def test_what_is_installed_is_kept_to_the_list() -> None:
    installs = re.findall(r"^\t.*\$\(PIP\) install.*(?:--editable|--group).*$", (ROOT / "Makefile").read_text(), re.M)
    assert len(installs) == 2
    assert all("$(LOCKED)" in line for line in installs)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
