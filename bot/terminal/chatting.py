"""`summit chat`: questions and answers until the input ends."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from bot.terminal.faults import say_unexpected
from bot.terminal.output import prepare_streams, say
from bot.terminal.session import article_id, session_of
from index import Before, Library, SummitError, before_of

if TYPE_CHECKING:
    from rich.console import Console

_PROMPT = "summit> "
_HELP = """Type a question and press Enter. Besides:
  /list          the articles
  /summary [ID]  the sentences that stand for an article, or for all
  /help          this
  /quit          the end (Ctrl-D too)"""


def chat(context: typer.Context) -> None:
    """Ask one question after the other."""
    prepare_streams()
    session = session_of(context)
    with session.open() as library:
        session.prepare()
        converse(library)


def converse(library: Library) -> None:
    """Answer line by line until /quit or the end of the input; an error ends an answer, not the conversation."""
    from bot.terminal.console import people_console

    console, before = people_console(), Before()
    for line in _lines():
        if line in ("/quit", "/exit"):
            return
        try:
            before = _respond(library, console, line, before)
        except BrokenPipeError:
            raise
        except SummitError as error:
            say(str(error))
        except Exception as error:
            say_unexpected(error)
        console.print()


def _respond(library: Library, console: Console, line: str, before: Before) -> Before:
    """Answer a line, and return what the next one may follow."""
    from bot.terminal.answers import show_answer, show_summary
    from bot.terminal.articles import show_list

    command, _, rest = line.partition(" ")
    if not line.startswith("/"):
        answer = library.ask(line, before=before)
        show_answer(console, answer)
        return before_of(answer, before)
    if command == "/list":
        show_list(console, library.list())
    elif command == "/summary":
        show_summary(console, library.summarise(article_id(rest.strip()) if rest.strip() else None))
    elif command == "/help":
        console.print(_HELP)
    else:
        say(f"There is no command {command}: /help lists those there are.")
    return before


def _lines() -> Iterator[str]:
    """Yield what is typed, without empty lines; the prompt and line editing are for terminals."""
    if sys.stdin and sys.stdin.isatty():
        yield from _typed()
        return
    for line in sys.stdin or ():
        if line.strip():
            yield line.strip()


def _typed() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (its import alone gives input() editing and history)

    while True:
        try:
            line = input(_PROMPT).strip()
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print("\n/quit or Ctrl-D ends this.")
            continue
        if line:
            yield line
