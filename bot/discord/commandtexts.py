"""The names and descriptions of commands, options and choices, as Discord shows them in each language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from discord import Locale, app_commands

from bot.texts import language_of, phrases

Callback = TypeVar("Callback", bound=Callable[..., Any])
Command = app_commands.Command[Any, ..., Any]
_BUILT_IN = "en"
"""The language of the commands themselves: its locales need no translation."""


def local(key: str) -> app_commands.locale_str:
    """Return the English text of a key, which `Translator` finds again in other languages."""
    return app_commands.locale_str(phrases(_BUILT_IN)(key), key=key)


def local_language(language: str) -> app_commands.locale_str:
    """Return a language's English name, which `Translator` knows in other languages."""
    return app_commands.locale_str(phrases(_BUILT_IN).language_name(language), language=language)


def command_of(command: str, *options: str) -> Callable[[Callback], Command]:
    """Return a decorator that makes a command; its texts and those of its options are in `command.<command>`."""
    made = app_commands.command(
        name=local(f"command.{command}.name"), description=local(f"command.{command}.description")
    )
    rename = app_commands.rename(**{option: local(f"command.{command}.{option}") for option in options})
    describe = app_commands.describe(**{one: local(f"command.{command}.{one}_description") for one in options})
    return lambda callback: made(rename(describe(callback)))


class Translator(app_commands.Translator):
    """Give Discord each `local` text in the languages that we have."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text in the locale's language; None in English, in a language that we lack, and without a key."""
        language = language_of(locale.value)
        if language in {None, _BUILT_IN}:
            return None
        if named := string.extras.get("language"):
            return phrases(language).language_name(named)
        key = string.extras.get("key")
        return None if key is None else phrases(language)(key)
