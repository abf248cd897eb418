"""Which reader reads a question."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from index.reader.protocol import Reader

_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def legible(question: str) -> bool:
    """Tell whether a question is in the script that the English reader was trained on: Latin."""
    return 2 * sum(map(str.isalpha, _LATIN.sub("", question))) < sum(map(str.isalpha, question))


@dataclass(frozen=True, slots=True)
class Single:
    """One reader of texts in Latin script."""

    reader: Reader

    def for_question(self, question: str, _languages: Collection[str | None]) -> Reader | None:
        """Return the reader where it can read the question."""
        return self.reader if legible(question) else None


@dataclass(frozen=True, slots=True)
class Several:
    """A reader of questions in Latin script beside English articles, and one of everything else."""

    english: Reader
    multilingual: Reader

    def for_question(self, question: str, languages: Collection[str | None]) -> Reader | None:
        """Return the reader that knows the languages of question and articles best."""
        return self.english if legible(question) and {*languages} <= {"en", None} else self.multilingual
