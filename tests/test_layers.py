from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for folder in ("index", "bot") for path in (ROOT / folder).rglob("*.py"))
HOME = {
    "faiss": ("index/vectors.py",),
    "tantivy": ("index/words.py", "index/terms.py"),
    "sqlite3": ("index/sqlite.py", "index/store.py", "index/store/", "bot/store/"),
    "torch": ("index/encode/", "index/reader/"),
    "sentence_transformers": ("index/encode/", "index/reader/"),
    "transformers": ("index/encode/",),
    "huggingface_hub": ("index/encode/",),
    "tokenizers": ("index/encode/", "index/reader/"),
    "onnx": ("index/encode/",),
    "onnxruntime": ("index/encode/", "index/reader/"),
    "onnxscript": ("index/encode/",),
    "trafilatura": ("index/ingest/",),
    "yaml": ("index/ingest/",),
    "syntok": ("index/split/",),
    "sentencex": ("index/split/",),
    "pydantic": ("bot/settings.py", "bot/store/"),
    "pydantic_settings": ("bot/settings.py",),
    "typer": ("bot/cli.py", "bot/terminal/"),
    "rich": ("bot/terminal/",),
    "babel": ("bot/texts/",),
    "tomllib": ("bot/texts/",),
    "discord": ("bot/",),
    "asyncio": ("bot/",),
    "aiohttp": ("bot/starting.py",),
    "signal": ("bot/service.py",),
    "simcord": ("bot/preview.py",),
}
HEAVY = (
    "torch",
    "discord",
    "simcord",
    "aiohttp",
    "trafilatura",
    "transformers",
    "sentence_transformers",
    "onnx",
    "syntok",
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_of(path) for path in FILES}


def imports(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield each (module, name) that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name_of(path)} imports by a relative name"
            yield from ((node.module or "", alias.name) for alias in node.names)


def depends_on(path: Path) -> set[str]:
    """Return which of our modules a file imports."""
    found = {f"{module}.{name}" if f"{module}.{name}" in MODULES else module for module, name in imports(path)}
    return (found & MODULES) - {module_of(path)}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_an_outside_library_is_imported_only_where_it_lives(path: Path) -> None:
    packages = {module.split(".")[0] for module, _ in imports(path)}
    astray = [package for package in packages & HOME.keys() if not name_of(path).startswith(HOME[package])]
    assert astray == []


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path).startswith("index")], ids=name_of)
def test_the_engine_knows_nothing_of_its_doors(path: Path) -> None:
    packages = {module.split(".")[0] for module, _ in imports(path)}
    assert not packages & {"bot", "tests", "benchmarks", "discord", "asyncio", "typer", "rich", "pydantic"}


@pytest.mark.parametrize("path", [path for path in FILES if name_of(path).startswith("bot")], ids=name_of)
def test_a_door_imports_only_the_public_face_of_the_engine(path: Path) -> None:
    face = ast.parse((ROOT / "index/__init__.py").read_text("utf-8")).body
    listed = next(node.value for node in face if isinstance(node, ast.Assign))
    taken = [(module, name) for module, name in imports(path) if module.split(".")[0] == "index"]
    assert [pair for pair in taken if pair[0] != "index" or pair[1] not in ast.literal_eval(listed)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    read = {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {name for _, name in imports(path)}
    assert not read & {"environ", "environb", "getenv", "getenvb"}


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module_of(path): depends_on(path) for path in FILES}
    assert set(TopologicalSorter(graph).static_order()) == MODULES


def test_a_question_imports_neither_torch_nor_discord(seeded: Path) -> None:
    script = (
        "import sys, json; from bot.terminal.cli import app; "
        "app(standalone_mode=False); print(json.dumps(list(sys.modules)))"
    )
    words = ["--data", str(seeded), "ask", "--json", "Which songs were played?"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True, cwd=ROOT, text=True)
    answer, modules = map(json.loads, done.stdout.splitlines())
    assert answer["found"]
    assert not {module.split(".")[0] for module in modules} & {*HEAVY, "rich"}


@pytest.mark.parametrize("package", ["bot", "index", "bot.terminal.cli"])
def test_an_import_brings_nothing_heavy(package: str) -> None:
    script = f"import sys, {package}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, text=True)
    assert not {module.split(".")[0] for module in done.stdout.split()} & {*HEAVY, "onnxruntime"}


def test_the_files_are_all_there() -> None:
    assert {"index", "bot", "index.library", "bot.terminal.cli", "bot.settings"} <= MODULES
    assert os.access(ROOT / ".ci/run", os.X_OK)
