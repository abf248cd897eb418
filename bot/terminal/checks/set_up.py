"""What the owner has set: settings, the token, the models."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from bot.settings import Settings
from bot.terminal.checks.finding import Case, Finding
from index import check_models

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{25,}", re.ASCII)
_PORTAL = "https://discord.com/developers/applications"


def settings(case: Case) -> Iterator[Finding]:
    """Tell which settings cannot be used, or which are changed."""
    for sentence in case.wrong:
        yield Finding("settings", False, sentence)
    if not case.wrong:
        fields = Settings.model_fields.items()
        changed = [name for name, field in fields if getattr(case.settings, name) != field.default]
        names = ", ".join(f"SUMMIT_{name.upper()}" for name in changed if name != "discord_token")
        yield Finding("settings", True, f"changed: {names}" if names else "all have their defaults")


def token(case: Case) -> Iterator[Finding]:
    """Tell whether the token has the shape of one; it is not repeated, and Discord is not asked."""
    given = case.settings.discord_token.get_secret_value().strip() if case.settings.discord_token else ""
    if not given:
        yield Finding("token", True, "there is none: `summit run` shows the preview")
    elif _is_token(given):
        yield Finding("token", True, "it has the shape of a bot's token")
    else:
        yield Finding("token", False, f"DISCORD_TOKEN does not hold a bot's token: copy it anew from {_PORTAL}.")


def models(case: Case) -> Iterator[Finding]:
    """Tell whether the models can answer."""
    yield Finding("models", True, check_models(case.settings.config))


def _is_token(given: str) -> bool:
    """Tell whether words have the three parts of a token, of which the first is the bot's id."""
    found = _TOKEN.fullmatch(given)
    try:
        return found is not None and base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4)).isdigit()
    except binascii.Error:
        return False
