"""What is built: a wheel that needs no PyTorch, and an image of it."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
import yaml

from index import Config, prepare
from tests.conftest import ROOT

sys.path.append(str(ROOT / "building"))
import summit_build

BLOCKED = """
import sys
sys.modules |= dict.fromkeys(("torch", "transformers", "sentence_transformers", "onnx", "onnxscript", "scipy"))
from bot.terminal.cli import app
for words in (["add", "seeds/jam-session.md"], ["ask", "--json", "Which songs were played?"]):
    app(["--data", sys.argv[1], *words], standalone_mode=False)
"""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_an_installation_without_torch_adds_and_answers(prepared, tmp_path):
    command = [sys.executable, "-c", BLOCKED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, text=True)
    assert '"text": "“Dynamite,”' in done.stdout


def test_what_compiles_is_no_part_of_what_answers():
    compiling = PROJECT["optional-dependencies"]["compile"]
    assert [one for one in PROJECT["dependencies"] if one in compiling] == []
    assert {"torch", "transformers", "sentence-transformers", "onnx"} <= {one.split("==")[0] for one in compiling}


def test_building_takes_torch_only_where_the_model_is_not_compiled_yet(monkeypatch, tmp_path):
    prepare(Config())
    assert summit_build.compiled() is not None
    assert summit_build.compiling() == []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert [one for one in summit_build.compiling() if one.startswith("torch==")]


def test_the_image_is_given_all_that_the_wheel_is_built_of():
    given = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert {"bot", "building", "index", "seeds", "pyproject.toml", "constraints.txt", PROJECT["readme"]} <= given
    assert [name for name in given if not (ROOT / name).exists()] == []


def test_the_image_runs_with_a_root_that_cannot_be_written_and_little_memory():
    service = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["bot"]
    assert (service["read_only"], service["mem_limit"], service["cap_drop"]) == (True, "768m", ["ALL"])
    assert "USER summit" in (last := (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1])
    assert "HEALTHCHECK" in last


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_a_workflow_runs_only_what_is_there(path):
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    runs = [step["run"].split()[0] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert [name for name in runs if "/" in name and not (ROOT / name).exists()] == []
    assert all(job["timeout-minutes"] <= 30 for job in jobs.values())


@pytest.mark.soak
def test_a_wheel_answers_in_an_empty_environment(prepared, tmp_path):
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT]
    subprocess.run(build, check=True)
    subprocess.run([ROOT / "building/try-wheel", next(tmp_path.glob("*.whl"))], check=True)
