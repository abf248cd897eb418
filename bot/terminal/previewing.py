"""`summit preview`: the real bot on a page of this machine, with the seeds to ask."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from bot.errors import CannotStart
from bot.settings import Settings
from bot.terminal.adding import store
from bot.terminal.output import prepare_streams
from bot.terminal.session import Session, session_of

_BOT = Path(__file__).resolve().parents[1]
SEEDS = next((path for path in (_BOT / "seeds", _BOT.parent / "seeds") if path.is_dir()), _BOT / "seeds")
"""In a wheel they lie within, in a checkout beside the code."""
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port of the page; 0 takes a free one.")]
_Show: TypeAlias = "Callable[..., None]"


def preview(context: typer.Context, port: Port = 0) -> None:
    """Show the bot on a page of this machine; no Discord account is needed."""
    from bot import create_bot
    from bot.discord.starting import explaining
    from bot.log import start_log

    prepare_streams()
    session = session_of(context)
    show = _page()
    settings = _settings(session)
    with explaining():
        _fill(session, settings)
    # The address is to be read; what happens behind the page only where somebody asks for it.
    start_log(settings if settings.log == "debug" else settings.model_copy(update={"log": "warning"}))
    show(create_bot(settings), port, _announce)


def _page() -> _Show:
    """Load what plays Discord, which a server with a token has no need of."""
    # SimCord first tries a client of its own, and discord.py warns of all that this one does without.
    logging.disable(logging.WARNING)
    try:
        from bot.discord.preview import show
    except ModuleNotFoundError as error:
        raise CannotStart(
            f'The preview needs {error.name}, which is not installed: run `pip install "summit-bot[preview]"`.'
        ) from None
    finally:
        logging.disable(logging.NOTSET)
    return show


def _settings(session: Session) -> Settings:
    """Return the settings of the preview: what it learns stays out of the owner's libraries."""
    return session.settings.model_copy(update={"data": session.preview, "discord_token": None})


def _fill(session: Session, settings: Settings) -> None:
    """Add the seeds; those that are there already cost nothing."""
    if not SEEDS.is_dir():
        raise CannotStart(
            f"The seeds are not in {SEEDS}: install Summit again, or run this from a clone set up with `make setup`."
        )
    session.prepare()
    # The readers take longer to load than a question to answer.
    from index import read_paths

    with Session(settings).open() as library:
        _, error = store(library, lambda: library.add_all(read_paths([SEEDS])))
    if error:
        raise error


def _announce(address: str) -> None:
    print(f"Open {address} in a browser to try the bot (Ctrl-C ends it).", flush=True)
