"""How text is laid out for people. Only what prints for people imports this: rich takes a tenth of a second."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.terminal.output import harmless


class _Console(Console):
    """A console that leaves a closed pipe to us."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704  (rich calls this while it handles the BrokenPipeError)


def people_console() -> Console:
    """Return a console on standard output."""
    return _Console(highlight=False, markup=False, emoji=False)


def progress_console() -> Console:
    """Return a console on standard error, for what is shown while something is going on."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def plain(words: str, style: str = "") -> Text:
    """Return text that is shown as it stands, whatever it holds."""
    return Text(harmless(words), style=style)


def paragraph(console: Console, text: Text, indent: int = 2) -> None:
    """Print text, indented and wrapped on a terminal, and in one line where a program reads it."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(text, soft_wrap=True)


def quotation(console: Console, text: Text) -> None:
    """Print a quotation with a bar beside it, so that it stands out without colours too."""
    if not console.is_terminal:
        console.print(Text.assemble("> ", text), soft_wrap=True)
        return
    for line in text.wrap(console, max(console.width - 2, 20)):
        console.print(Text.assemble(("▌ ", "green"), line))
