"""What the bot says: one .toml file a language, found in this folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date

__all__ = ["LANGUAGES", "Phrases", "language_in", "language_of", "phrases"]

_FOLDER = Path(__file__).parent
LANGUAGES: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""The languages that the bot speaks, as Discord writes them."""
_DEFAULT = "en"
_PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
_DATES = {"en": "en-GB"}
"""Languages whose plain locale writes dates otherwise than the texts do."""
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f]+")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+")
# Names in Latin letters are at home in Japanese and Korean; small words that stand apart are not.
_LATIN = re.compile(r"(?<!\S)[a-z]+(?=[\s?!.,]|$)")

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """The texts of one language, by `table.key`."""

    language: str
    texts: Mapping[str, Text]
    """A text, or its plural forms by the names of CLDR."""

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values put in; of plural forms, the one for the value `n`.

        Raises KeyError, with its name, for an unknown key and for a value that the text needs and does not get.
        """
        if key not in self.texts:
            raise KeyError(f"There is no text {key!r} in {self.language}.toml: add it there.")
        text = self.texts[key]
        return (text if isinstance(text, str) else self._form(text, values["n"])).format_map(values)

    def date(self, day: date) -> str:
        """Return a day written out, such as 17 January 2026."""
        return format_date(day, "long", locale=_locale(_DATES.get(self.language, self.language)))

    def language_name(self, language: str) -> str:
        """Return what a language is called in this one, such as Japanese."""
        return Locale.parse(language, sep="-").get_display_name(_locale(self.language)) or language

    def _form(self, forms: Mapping[str, str], n: object) -> str:
        if not isinstance(n, int):
            raise TypeError(f"The number that chooses a plural form must be a whole one, not {n!r}.")
        return forms[_locale(self.language).plural_form(n)]


def phrases(language: str | None) -> Phrases:
    """Return the texts of a language or locale, read once; in English where it is unknown or None."""
    return _read(language_of(language) or _DEFAULT)


def language_of(locale: str | None) -> str | None:
    """Return the language that we have for a locale such as "en-US", or None."""
    named = (locale or "", (locale or "").split("-")[0])
    return next((name for name in named if name in LANGUAGES), None)


def language_in(text: str) -> str | None:
    """Return the language whose script a question is mostly in: kana "ja", hangul "ko"; None for all others."""
    runs = {language: len(script.findall(text)) for language, script in (("ja", _KANA), ("ko", _HANGUL))}
    language = max(runs, key=runs.__getitem__)
    rivals = [runs[other] for other in runs if other != language]
    return language if runs[language] > max(*rivals, len(_LATIN.findall(text))) else None


@cache
def _read(language: str) -> Phrases:
    text = (_FOLDER / f"{language}.toml").read_text("utf-8")
    return Phrases(language, dict(_texts(tomllib.loads(text))))


def _texts(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Text]]:
    for name, value in table.items():
        if not isinstance(value, dict):
            yield f"{prefix}{name}", str(value)
        elif "other" in value and value.keys() <= _PLURAL_FORMS:
            yield f"{prefix}{name}", value
        else:
            yield from _texts(value, f"{prefix}{name}.")


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name, sep="-")
