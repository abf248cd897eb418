"""The terminal door: `summit [--data DIR] [--server ID] COMMAND`."""

from __future__ import annotations

import logging
import os
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.settings import Settings
from bot.terminal import (
    adding,
    asking,
    backups,
    chatting,
    doctoring,
    evaluating,
    faults,
    keeping,
    previewing,
    running,
    sourcing,
    undoing,
)
from bot.terminal.session import Session

_LONGEST_ID = 20
_LARGEST_ID = 2**63


class _Door(TyperGroup):
    """The group of commands; whatever goes wrong in one leaves here as a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except (Exception, KeyboardInterrupt) as error:
            raise typer.Exit(faults.report(error)) from error


app = typer.Typer(
    cls=_Door,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Answer questions by quoting, word for word, the sentences of your articles.",
)


def main() -> None:
    """Run the command that the process was started with."""
    # Whatever it writes is for its owner alone.
    os.umask(0o077)
    app()


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"summit {version('summit-bot')}")
        raise typer.Exit


def _check_data(folder: str | None) -> str | None:
    if folder is not None and not folder.strip():
        raise typer.BadParameter("give a folder.")
    return folder


def _check_server(server: str | None) -> str | None:
    if server is None:
        return None
    if server.isascii() and server.isdigit() and len(server) <= _LONGEST_ID and 0 < int(server) < _LARGEST_ID:
        # The bot knows the server by its number.
        return str(int(server))
    raise typer.BadParameter("a Discord server's ID is a number of at most 19 digits, and nothing else.")


Data = Annotated[
    str | None,
    typer.Option(metavar="DIR", callback=_check_data, help="Where the libraries are; ./data unless set otherwise."),
]
Server = Annotated[
    str | None,
    typer.Option(metavar="ID", callback=_check_server, help="A Discord server's library, not the shared one."),
]
Verbose = Annotated[bool, typer.Option("--verbose", metavar="", help="Show what happens inside, on standard error.")]
Version = Annotated[
    bool, typer.Option("--version", metavar="", callback=_print_version, is_eager=True, help="Print the version.")
]


@app.callback()
def _enter(
    context: typer.Context, data: Data = None, server: Server = None, verbose: Verbose = False, version: Version = False
) -> None:
    given = {"data": data, "log": "debug" if verbose else None}
    chosen = {name: value for name, value in given.items() if value is not None}
    # Whoever looks for what is wrong is not sent away by the first of it.
    lenient = context.invoked_subcommand == "doctor"
    settings, wrong = Settings.diagnose(chosen) if lenient else (Settings.from_environment(chosen), ())
    _start_log(settings)
    context.obj = Session(settings, server, wrong)


def _start_log(settings: Settings) -> None:
    """Keep the terminal for answers: below a warning nothing is logged there unless it is asked for."""
    level = logging.getLevelNamesMapping()[settings.log.upper()]
    logging.basicConfig(level=level if settings.log == "debug" else max(level, logging.WARNING), force=True)
    # What is refused for a fault of ours is told in a sentence; where it happened, is for who asks.
    logging.getLogger("index.ingest").setLevel(logging.NOTSET if settings.log == "debug" else logging.CRITICAL)


app.command()(adding.add)
app.command("list")(keeping.list_articles)
app.command()(keeping.show)
app.command()(keeping.remove)
app.command()(undoing.history)
app.command()(undoing.undo)
app.command()(keeping.status)
app.add_typer(sourcing.source, name="source")
app.command()(sourcing.refresh)
app.command()(asking.ask)
app.command()(asking.summary)
app.command()(keeping.reindex)
app.command()(doctoring.doctor)
app.command()(chatting.chat)
app.command()(backups.backup)
app.command()(backups.restore)
app.command("eval")(evaluating.evaluate)
app.command()(running.run)
app.command()(previewing.preview)
app.command(hidden=True)(running.prepare)
