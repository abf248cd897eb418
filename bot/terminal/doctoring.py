"""`summit doctor`: what keeps Summit from working, looked for before anybody meets it."""

from __future__ import annotations

from dataclasses import asdict

import typer

from bot.terminal import faults
from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams
from bot.terminal.session import session_of


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look whether settings, token, databases, models and machine are as they should be."""
    prepare_streams(as_json=as_json)
    # What is examined takes its time to load, and no other command needs it.
    from bot.terminal.checks import Case, examine

    session = session_of(context)
    found = examine(Case(session.settings, session.wrong))
    if as_json:
        for finding in found:
            emit(asdict(finding))
    else:
        from bot.terminal.console import paragraph, people_console, plain

        console = people_console()
        for finding in found:
            mark = plain("✓ ", "green") if finding.ok else plain("✗ ", "bold red")
            paragraph(console, mark + plain(f"{finding.check}: ", "bold") + plain(finding.reason), indent=0)
    if not all(finding.ok for finding in found):
        raise typer.Exit(faults.REFUSED)
