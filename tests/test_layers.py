from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for folder in ("index", "bot") for path in (ROOT / folder).rglob("*.py"))
COMPILING = (
    *(f"index/encode/{name}.py" for name in ("compiler", "graphs", "original", "smooth")),
    *(f"index/reader/{name}.py" for name in ("compiler", "crossencoder")),
)
"""What an installation goes without that only answers with what is compiled."""
HOME = {
    "faiss": ("index/vectors.py",),
    "tantivy": ("index/words.py", "index/terms.py"),
    "sqlite3": ("index/sqlite.py", "index/store.py", "index/store/", "bot/store/"),
    "torch": COMPILING,
    "sentence_transformers": COMPILING,
    "transformers": COMPILING,
    "huggingface_hub": ("index/encode/",),
    "tokenizers": ("index/encode/", "index/reader/"),
    "onnx": COMPILING,
    "onnxruntime": ("index/encode/runtime.py", "index/encode/graphs.py"),
    "onnxscript": COMPILING,
    "trafilatura": ("index/ingest/",),
    "yaml": ("index/ingest/",),
    "lxml": ("index/ingest/",),
    "tld": ("index/ingest/",),
    "feedparser": ("index/ingest/feeds/",),
    "pypdfium2": ("index/ingest/pdf/",),
    "urllib3": ("index/web/",),
    "certifi": ("index/web/",),
    "idna": ("index/web/",),
    "protego": ("index/web/",),
    "ssl": ("index/web/",),
    "prometheus_client": ("bot/metrics/",),
    "socket": ("index/web/", "index/apart/", "bot/metrics/", "bot/terminal/checks/"),
    "syntok": ("index/split/",),
    "sentencex": ("index/split/",),
    "pydantic": ("bot/settings.py", "bot/store/"),
    "pydantic_settings": ("bot/settings.py",),
    "typer": ("bot/terminal/",),
    "rich": ("bot/terminal/",),
    "babel": ("bot/texts/",),
    "tomllib": ("bot/texts/",),
    "discord": ("bot/discord/", "bot/__init__.py"),
    "asyncio": ("bot/desk/", "bot/discord/"),
    "aiohttp": ("bot/discord/starting.py",),
    "signal": ("bot/discord/service.py", "index/apart/"),
    "simcord": ("bot/discord/preview.py",),
    "PIL": ("bot/discord/cards/",),
    "fontpkg_noto_sans": ("bot/discord/cards/",),
    "pylopdf_fonts_jp": ("bot/discord/cards/",),
    "pylopdf_fonts_ko": ("bot/discord/cards/",),
}
GROUND = ("settings", "records", "errors", "sizes", "log", "texts", "metrics")
FLOORS = (GROUND, ("store",), ("backup",), ("desk",), ("discord", "terminal"))
"""The rooms of the bot, from the ground up; a room knows those below it, and none beside it."""
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
FRONT = ("bot", "bot.__main__")
"""What a stranger starts: it opens a door, and stands before them all."""
HEAVY = (
    "torch",
    "discord",
    "simcord",
    "aiohttp",
    "trafilatura",
    "lxml",
    "urllib3",
    "pypdfium2",
    "transformers",
    "sentence_transformers",
    "onnx",
    "prometheus_client",
    "syntok",
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_of(path) for path in FILES}


@cache
def taken(path: Path) -> tuple[frozenset[tuple[str, str | None]], frozenset[str]]:
    """Return what a file imports, inside functions too, as (module, name), and the attributes that it takes."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    attributes = frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute))
    return frozenset(pair for node in nodes for pair in imported(node)), attributes


def imports(path: Path) -> frozenset[tuple[str, str | None]]:
    """Return each (module, name) that a file imports, inside functions too."""
    return taken(path)[0]


def imported(node: ast.AST) -> Iterator[tuple[str, str | None]]:
    """Yield each (module, name) that a statement imports, none for any other."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, None) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, f"{ast.unparse(node)} imports by a relative name"
        yield from ((node.module or "", alias.name) for alias in node.names)


def room_of(module: str) -> str:
    """Return the room of the bot that a module is in."""
    return module.split(".")[1]


def deferred(path: Path) -> set[tuple[str, str | None]]:
    """Return what a file imports nowhere but inside functions."""
    tree = ast.parse(path.read_text("utf-8"))
    inner = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    late = {node for function in inner for node in ast.walk(function)}
    at_once = {pair for node in ast.walk(tree) if node not in late for pair in imported(node)}
    return {pair for node in late for pair in imported(node)} - at_once


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
    used = [(module, name) for module, name in imports(path) if module.split(".")[0] == "index"]
    assert [pair for pair in used if pair[0] != "index" or pair[1] not in ast.literal_eval(listed)] == []


BOT = [path for path in FILES if name_of(path).startswith("bot") and module_of(path) not in FRONT]


@pytest.mark.parametrize("path", BOT, ids=name_of)
def test_a_room_knows_only_those_below_it(path: Path) -> None:
    room = room_of(module_of(path))
    others = {room_of(module) for module in depends_on(path) if module.startswith("bot.")} - {room}
    if room == "terminal":
        others -= {"discord"}
    beside = GROUND if room in GROUND else ()
    assert [other for other in others if FLOOR[other] >= FLOOR[room] and other not in beside] == []


def test_the_terminal_starts_the_other_door_only_when_it_is_asked_to() -> None:
    terminal = [path for path in BOT if room_of(module_of(path)) == "terminal"]
    opened = {path: {pair for pair in imports(path) if pair[0].startswith("bot.discord")} for path in terminal}
    assert {path.name for path in terminal if opened[path]} == {"running.py", "previewing.py"}
    assert {path.name for path in terminal if opened[path] - deferred(path)} == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_settings_read_the_environment(path: Path) -> None:
    read = taken(path)[1] | {name for _, name in imports(path)}
    assert not read & {"environ", "environb", "getenv", "getenvb"}


@pytest.mark.parametrize("package", ["bot", "index"])
def test_no_module_imports_itself_in_a_circle(package: str) -> None:
    modules = {module for module in MODULES if module.split(".")[0] == package}
    graph = {module_of(path): depends_on(path) & modules for path in FILES if module_of(path) in modules}
    assert set(TopologicalSorter(graph).static_order()) == modules


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
