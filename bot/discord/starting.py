"""What keeps the bot from starting -> one sentence that names the cause and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import CannotStart
from index import SummitError

_PORTAL = "https://discord.com/developers/applications"
_TOKEN = f"copy the bot's token anew from its page at {_PORTAL}."
_INTENT = (
    "Discord does not grant this bot the text of messages: switch on “Message Content Intent” on its page at "
    f"{_PORTAL}, or set SUMMIT_MESSAGE_CONTENT=false."
)
_NETWORK = "Discord cannot be reached ({cause}): check the network, then start again."
_LONGEST = 200


@contextmanager
def explaining() -> Iterator[None]:
    """Turn what is known to keep the bot from starting into CannotStart; anything else passes as it is."""
    try:
        yield
    except Exception as error:
        words = explain(error)
        if words is None:
            raise
        raise CannotStart(words) from error


def explain(error: Exception) -> str | None:
    """Return the sentence for an error at the start, or None where the fault is ours."""
    if isinstance(error, SummitError):
        return str(error)
    cause = (str(error).splitlines() or [type(error).__name__])[0][:_LONGEST]
    return next((words.format(cause=cause) for kind, words in _sentences() if isinstance(error, kind)), None)


def check_token(token: str) -> None:
    """Raise CannotStart where a token cannot be one; what is wrong with it is not repeated."""
    if not (token.isascii() and token.isprintable() and " " not in token):
        raise CannotStart(f"DISCORD_TOKEN does not hold a token: {_TOKEN}")


def _sentences() -> list[tuple[type[Exception], str]]:
    """Return what to say of each kind of error, the narrower kinds first."""
    import aiohttp
    import discord

    return [
        (discord.LoginFailure, f"Discord does not know the token in DISCORD_TOKEN: {_TOKEN}"),
        (discord.PrivilegedIntentsRequired, _INTENT),
        (discord.DiscordServerError, "Discord is out of order ({cause}): start again in a few minutes."),
        (discord.GatewayNotFound, "Discord is out of order ({cause}): start again in a few minutes."),
        (discord.DiscordException, f"Discord refuses the bot ({{cause}}): look at its page at {_PORTAL}."),
        (aiohttp.ClientError, _NETWORK),
        (TimeoutError, _NETWORK),
        (OSError, "The system refuses it ({cause}): check the disk and your rights to it."),
    ]
