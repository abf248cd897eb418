from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import AppCommandType

from bot.settings import Settings, SettingsError
from tests.conftest import ROOT

README = ROOT / "README.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
FOLDERS = ("docs", "training", "benchmarks", "seeds")
PAGES = [*sorted(ROOT.glob("*.md")), *(page for name in FOLDERS for page in sorted((ROOT / name).rglob("*.md")))]
TERMINAL = ROOT / "docs/terminal.md"
FOR_USERS = [README, *DOCS]
ELSEWHERE = {"SUMMIT_BENCH_QA"}
"""Variables that are no settings: the benchmarks read them."""
FENCED = re.compile(r"^( *)```.*?^\1```$", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)")


def prose(page: Path) -> str:
    """Return a page without its blocks of code."""
    return FENCED.sub("", page.read_text("utf-8"))


def code(page: Path) -> list[str]:
    """Return what stands on a page as code: the words between backticks, and the lines of the blocks."""
    blocks = "\n".join(block[0] for block in FENCED.finditer(page.read_text("utf-8")))
    return CODE.findall(prose(page)) + blocks.splitlines()


def rows(page: Path, first: str) -> dict[str, list[str]]:
    """Return the other cells of the rows of all tables whose first cell is code that matches."""
    lines = [line.strip("| ") for line in prose(page).splitlines() if line.startswith("| `")]
    found = [(name.strip("`"), cells) for name, *cells in (re.split(r" ?\| ?", line) for line in lines)]
    named = [(name, cells) for name, cells in found if re.fullmatch(first, name)]
    assert len(named) == len(dict(named)), "something stands in two rows"
    return dict(named)


def options(cell: str) -> dict[str, str]:
    """Return the options that a cell names, each with its default, which stands in brackets behind it."""
    return dict(re.findall(r"`([^ `]+)[^`]*`(?: \((\w+)\))?", cell))


def default(value: object) -> str:
    """Return a default of an option as a page has it: that something is not wanted, or left out, is not said."""
    return "" if value is None or value is False else str(value)


# Settings


def variable(field: str) -> str:
    return "DISCORD_TOKEN" if field == "discord_token" else f"SUMMIT_{field.upper()}"


def written(value: object) -> str:
    """Return a setting's default as one writes it into `.env`."""
    if value is None:
        return ""
    return f"./{value}" if isinstance(value, Path) else str(value).lower() if isinstance(value, bool) else str(value)


SETTINGS = {variable(name): written(field.default) for name, field in Settings.model_fields.items()}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_is_read_by_the_name_that_the_pages_give_it(monkeypatch, name):
    monkeypatch.setenv(name, "~")
    found: object
    try:
        found = Settings.from_environment()
    except SettingsError as error:
        found = error
    assert found != Settings()


def test_every_setting_stands_in_the_table_with_its_default():
    table = rows(ROOT / "docs/settings.md", "[A-Z_]+")
    assert {name: cells[0].strip("`") for name, cells in table.items()} == SETTINGS


def test_the_example_of_an_environment_names_every_setting_with_its_default():
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    given = [line.removeprefix("#").partition("=") for line in lines if re.match(r"#?[A-Z_]+=", line)]
    assert {name: value for name, _, value in given} == SETTINGS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_setting_that_does_not_exist(page):
    named = set(re.findall(r"\b(?:SUMMIT|DISCORD)_[A-Z_]+\b", page.read_text("utf-8")))
    assert named - SETTINGS.keys() - ELSEWHERE == set()


# Numbers


def test_pages_and_dashboard_name_the_numbers_that_there_are():
    from bot.metrics.counting import Counting

    names = Counting(Settings()).registry._names_to_collectors
    known = {name for name in names if name.startswith("summit")}
    table = rows(ROOT / "docs/operating.md", "summit_.*")
    listed = {name for line in table for name in re.findall(r"summit_\w+", line)}
    drawn = set(re.findall(r"summit_\w+", (ROOT / "docs/grafana.json").read_text("utf-8")))
    assert (listed | drawn) - known == set()
    # What Prometheus makes of one number, such as the buckets of a histogram, is not listed.
    made = re.compile(r"_(total|bucket|count|sum|created|info)$")
    assert {made.sub("", name) for name in known} - {made.sub("", name) for name in listed} == set()


# Commands of the terminal


@pytest.fixture(scope="module")
def terminal():
    """Return the group of commands, as typer reads them."""
    from typer.main import get_command

    from bot.terminal.cli import app

    return get_command(app)


def flags(command) -> dict[str, str]:
    return {one.opts[0]: default(one.default) for one in command.params if one.param_type_name == "option"}


def usage(name: str, command) -> str:
    return " ".join(["summit", name, *(one.metavar for one in command.params if one.param_type_name == "argument")])


def each_command(group, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the name and the command of each that is shown, those of groups by both their names."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from each_command(command, f"{name} ")
        elif not command.hidden:
            yield before + name, command


def test_every_terminal_command_stands_in_the_table_with_its_options(terminal):
    shown = dict(each_command(terminal))
    table = rows(TERMINAL, "summit .*")
    assert {name: options(cells[0]) for name, cells in table.items()} == {
        usage(name, command): flags(command) for name, command in shown.items()
    }


def test_every_option_before_the_command_stands_in_the_table(terminal):
    assert {name.split()[0] for name in rows(TERMINAL, "--.*")} == flags(terminal).keys()


@pytest.mark.parametrize("page", FOR_USERS, ids=lambda page: page.name)
def test_no_page_names_a_terminal_command_or_option_that_does_not_exist(terminal, page):
    called = re.compile(r"\bsummit(?: --[a-z]+ \S+)* ([a-z]+)(?![\w./-])")
    lines = code(page)
    assert {name for line in lines for name in called.findall(line)} - terminal.commands.keys() == set()
    every = (terminal, *dict(each_command(terminal)).values())
    known = {name for command in every for name in flags(command)} | {"--help"}
    named = [line for line in lines if re.match(r"--[a-z]|(\S*/)?(\$ )?summit ", line)]
    assert {name for line in named for name in re.findall(r"(?<![\w-])--[a-z]+", line.split("|")[0])} - known == set()


# Commands on Discord


@pytest.fixture(scope="module")
def tree():
    """Return the commands of a bot that is never started."""
    from bot.discord.client import SummitBot
    from bot.discord.cogs import COGS

    async def made():
        bot = SummitBot(Settings())
        for cog in COGS:
            await bot.add_cog(cog(bot))
        return bot.tree

    return asyncio.run(made())


@pytest.fixture(scope="module")
def commands(tree) -> dict[str, dict[str, str]]:
    """Return each command that takes options or none, without the groups, and each option's default."""
    single = [command for command in tree.walk_commands() if hasattr(command, "parameters")]
    return {f"/{one.qualified_name}": {str(p.display_name): of(p) for p in one.parameters} for one in single}


def of(parameter) -> str:
    return "" if parameter.required else default(parameter.default)


@pytest.mark.parametrize(("page", "admins"), [("members.md", False), ("admins.md", True)])
def test_every_command_on_discord_stands_in_the_table_with_its_options(commands, page, admins):
    table = rows(ROOT / "docs" / page, "/.*")
    wanted = {name: given for name, given in commands.items() if (" " in name) == admins}
    assert {name: options(cells[0]) for name, cells in table.items()} == wanted


def test_every_message_menu_is_named(tree):
    menus = [command.name for command in tree.get_commands(type=AppCommandType.message)]
    assert menus
    assert [name for name in menus if f"*{name}*" not in prose(ROOT / "docs/members.md")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_command_on_discord_that_does_not_exist(commands, page):
    from bot.terminal import chatting

    groups = {name.split()[0] for name in commands}
    chat = {f"/{name}" for name in re.findall(r"^  /(\w+)", chatting._HELP, re.M)} if page == TERMINAL else set()
    named = {words for words in CODE.findall(prose(page)) if re.fullmatch(r"/[a-z]+( [a-z]+)?", words)}
    assert named - commands.keys() - groups - chat == set()


def test_the_lines_that_chat_takes_are_named():
    from bot.terminal import chatting

    assert set(re.findall(r"^  (/\w+)", chatting._HELP, re.M)) <= set(CODE.findall(prose(TERMINAL)))


# Pages


def targets(page: Path) -> Iterable[tuple[Path, str]]:
    """Yield where a page's links within the repository lead: a path, and an anchor or nothing."""
    for link in LINK.findall(CODE.sub("", prose(page))):
        path, _, anchor = link.partition("#")
        if "://" not in link:
            yield ((page.parent / path).resolve() if path else page), anchor


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of a page's headings."""
    found: list[str] = []
    for heading in re.findall(r"^#+ (.+)$", prose(page), re.M):
        words = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.append(words if words not in found else f"{words}-{found.count(words)}")
    return set(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    for path, anchor in targets(page):
        assert path.is_file(), f"there is no {path}"
        assert not anchor or anchor in anchors(path), f"{path} has no #{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page):
    named = {words for words in CODE.findall(prose(page)) if re.fullmatch(r"(bot|index|tests|docs)/\S+", words)}
    assert [name for name in named if not re.search("[A-Z]{4}", name) and not (ROOT / name).exists()] == []


def test_every_page_can_be_reached_from_the_first():
    reached, pending = {README}, [README]
    while pending:
        found = {path for path, _ in targets(pending.pop()) if path.suffix == ".md" and path.is_file()} - reached
        reached |= found
        pending += found
    assert [page.name for page in DOCS if page not in reached] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_a_page_says_first_whom_it_is_for(page):
    assert re.match(r"# .+\n\nFor \w+", page.read_text("utf-8"))


def test_the_first_page_is_short():
    assert len(README.read_text("utf-8").splitlines()) <= 150
