"""`summit eval`: how well the articles answer questions whose answers are known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import faults, gate
from bot.terminal.exporting import export_questions, remembered
from bot.terminal.lines import evaluation_lines
from bot.terminal.objects import open_lines, read_objects
from bot.terminal.options import AsJson
from bot.terminal.output import emit, prepare_streams, say
from bot.terminal.progress import watching
from bot.terminal.session import Session, session_of
from index import BadQuestion, Library, write_aside

if TYPE_CHECKING:
    from index import Evaluation, Golden, LeftOut

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Golden questions as JSON lines; with --export, where to write them."),
]
Report = Annotated[Path | None, typer.Option(metavar="PATH.html", help="Write a page with plots and all misses.")]
Gate = Annotated[Path | None, typer.Option(metavar="FILE", help="End with 1 where a figure is below that kept here.")]
Keep = Annotated[Path | None, typer.Option(metavar="FILE", help="Keep the figures here, for --gate.")]
Export = Annotated[
    bool, typer.Option("--export", metavar="", help="Write votes and open questions of the bot as questions.")
]
_NAMED = 20
"""Lines that are told one by one; with another library's questions all of them are left out."""


def evaluate(
    context: typer.Context,
    files: Files = None,
    *,
    report: Report = None,
    gate: Gate = None,
    keep: Keep = None,
    export: Export = False,
    as_json: AsJson = False,
) -> None:
    """Ask questions whose answers are known, and count what is right."""
    prepare_streams(as_json=as_json or export)
    names = files or []
    if export:
        if len(names) > 1 or report or gate or keep:
            raise typer.BadParameter(
                "give one FILE at most, and none of --report, --gate, --keep.", param_hint="--export"
            )
        export_questions(session_of(context), Path(names[0]) if names else None)
        return
    if not names:
        raise typer.BadParameter("give files of golden questions, or --export.", param_hint="FILE")
    _evaluate(session_of(context), names, report, gate, keep, as_json=as_json)


def _evaluate(
    session: Session, names: list[str], report: Path | None, against: Path | None, keep: Path | None, *, as_json: bool
) -> None:
    kept = gate.read_kept(against) if against else {}
    _check_places({"--report": report, "--keep": keep})
    found, bad = _ask_all(session, names)
    if report:
        from bot.terminal.report.page import page

        write_aside(report, page(found, bad).encode())
    below = gate.fallen(found.figures, kept)
    if keep and not below:
        gate.write_kept(keep, found.figures)
    _show(found, bad, as_json=as_json)
    if below:
        say(below)
    refused = bad or any(one.why != "incomplete" for one in found.left_out)
    raise typer.Exit(faults.REFUSED if below or refused else faults.DONE)


def _check_places(paths: dict[str, Path | None]) -> None:
    """Refuse what cannot be written before minutes are spent on it."""
    for option, path in paths.items():
        if path and (path.is_dir() or not path.absolute().parent.is_dir()):
            raise typer.BadParameter(f"{path} is no file in a folder that is there.", param_hint=option)


def _ask_all(session: Session, names: list[str]) -> tuple[Evaluation, list[LeftOut]]:
    from index import evaluate as judge

    questions, bad = _read(names)
    with _libraries(session) as libraries, watching("Asking") as step:
        session.prepare()
        return judge(libraries, questions, lambda done, total: step(done, total, "")), bad


def _read(names: list[str]) -> tuple[list[Golden], list[LeftOut]]:
    """Return the questions of all files, and the lines that hold none."""
    from index import LeftOut, read_golden

    questions: list[Golden] = []
    bad: list[LeftOut] = []
    for name in names:
        with open_lines(name, "FILE") as stream:
            for line in read_objects(stream):
                try:
                    questions.append(read_golden(_object(line.record, line.error), name, line.number))
                except BadQuestion as error:
                    bad.append(LeftOut(name, line.number, "bad", str(error)))
    return questions, bad


def _object(record: dict[str, object] | None, error: str) -> dict[str, object]:
    if record is None:
        raise BadQuestion(f"{error}: correct it, or take the line out.")
    return record


@contextmanager
def _libraries(session: Session) -> Iterator[list[Library]]:
    """Open the library that is meant; a server's members are answered from the shared one too."""
    shared = session.settings.data / "shared"
    with ExitStack() as stack:
        found = [stack.enter_context(session.open())]
        if session.server and (shared / "library.db").is_file() and _asks_shared(session, int(session.server)):
            found.append(stack.enter_context(session.open(shared)))
        yield found


def _asks_shared(session: Session, server: int) -> bool:
    with remembered(session) as store:
        chosen = store.servers().get(server) if store else None
    return chosen is None or chosen.shared


def _show(found: Evaluation, bad: list[LeftOut], *, as_json: bool) -> None:
    _tell_left_out([*bad, *found.left_out])
    if as_json:
        for line in evaluation_lines(found, bad):
            emit(line)
        return
    from bot.terminal.console import people_console
    from bot.terminal.evaluation import show_evaluation

    show_evaluation(people_console(), found)


def _tell_left_out(left_out: list[LeftOut]) -> None:
    refused = [one for one in left_out if one.why != "incomplete"]
    for one in refused[:_NAMED]:
        say(f"{one.file}:{one.line}: {one.reason}")
    if len(refused) > _NAMED:
        say(f"{len(refused) - _NAMED} more lines are left out like these: --json and --report name them.")
    waiting = len(left_out) - len(refused)
    if waiting:
        words = "1 question is left out until somebody completes it."
        say(words if waiting == 1 else f"{waiting} questions are left out until somebody completes them.")
