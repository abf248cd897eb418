"""`summit run` and what goes before it: the model is made ready, the seeds are added."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.terminal import faults
from bot.terminal.adding import store
from bot.terminal.chatting import converse
from bot.terminal.output import prepare_streams, say
from bot.terminal.session import session_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def prepare(context: typer.Context) -> None:
    """Compile the model, so that no question has to wait for it."""
    prepare_streams()
    session_of(context).prepare()


def run(context: typer.Context) -> None:
    """Answer from the seeds, in the terminal."""
    prepare_streams()
    session = session_of(context)
    if not SEEDS.is_dir():
        say(f"The seeds are not in {SEEDS}: run this from a clone of the repository, set up with `make setup`.")
        raise typer.Exit(faults.CANNOT_START)
    if session.settings.has_token:
        say("DISCORD_TOKEN is set, but this version answers in the terminal only and does not log in to Discord.")
    session.prepare()
    with session.open(session.preview) as library:
        outcome, error = store(library, [SEEDS])
        if error:
            raise error
        say(f"This is the preview in the terminal, on the articles in seeds/ ({outcome.sentence}): ask, or type /help.")
        converse(library)
