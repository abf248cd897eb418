"""`summit run`, and what goes before it: the model is made ready."""

from __future__ import annotations

import typer

from bot.terminal.output import prepare_streams, say
from bot.terminal.previewing import preview
from bot.terminal.session import Session, session_of


def prepare(context: typer.Context) -> None:
    """Compile the model, so that no question has to wait for it."""
    prepare_streams()
    session_of(context).prepare()


def run(context: typer.Context) -> None:
    """Run the bot on Discord; without a DISCORD_TOKEN, on a page of this machine."""
    prepare_streams()
    session = session_of(context)
    token = session.settings.discord_token
    if token is None or not session.settings.has_token:
        say("There is no DISCORD_TOKEN, so this is the preview, on a page of this machine.")
        preview(context)
        return
    _serve(session, token.get_secret_value().strip())


def _serve(session: Session, token: str) -> None:
    """Start the door on Discord, which no other command has a need of."""
    from bot import create_bot
    from bot.backup.occupancy import occupy_as_bot
    from bot.discord.service import serve
    from bot.discord.starting import explaining
    from bot.log import start_log

    with explaining():
        # Before Discord is asked: a second bot would log in, and answer beside the first until it is refused.
        occupy_as_bot(session.settings.data).close()
        session.prepare()
    start_log(session.settings)
    serve(create_bot(session.settings), token)
