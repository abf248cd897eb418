"""What an admin wants of a source, and which words are meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORTEST = 15
"""Minutes from one run to the next, at least."""
LONGEST = 7 * 24 * 60
MOST = 1_000
LONGEST_KEPT = 3_650
"""Days that articles are kept at most, unless for ever."""
LONGEST_WORDS = 500
LONGEST_NAME = 100
_UNSPACED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_QUOTED = re.compile(r'["“„]([^"“”„]+)["”]|([^\s,、，]+)')
_COMMA = re.compile("[,、，]")


@dataclass(frozen=True, slots=True)
class Rules:
    """How often a source is looked at, and what of it is taken."""

    every: int = 60
    """Minutes."""
    include: str = ""
    """Words of which one must be in the title or the text; nothing: any article is taken."""
    exclude: str = ""
    """Words of which none may be there."""
    most: int = 20
    """New articles of one run."""
    keep: int = 90
    """Days; 0: for ever."""
    backlog: int = 10
    """Entries that are taken of those that are there when it begins."""

    def check(self) -> None:
        """Raise ValueError, with a sentence, where one of them may not be so."""
        _between("It can be looked at every", self.every, SHORTEST, LONGEST, "minutes")
        _between("It can bring", self.most, 1, MOST, "articles a run")
        _between("Its articles can be kept for", self.keep, 0, LONGEST_KEPT, "days (0: for ever)")
        _between("It can begin with", self.backlog, 0, MOST, "entries")
        if max(len(self.include), len(self.exclude)) > LONGEST_WORDS:
            raise ValueError(f"The words may have {LONGEST_WORDS} characters together: give fewer.")

    def lets(self, *texts: str) -> bool:
        """Tell whether an article with these texts is wanted."""
        if any(_is_in(word, text) for word in words_of(self.exclude) for text in texts):
            return False
        wanted = words_of(self.include)
        return not wanted or any(_is_in(word, text) for word in wanted for text in texts)

    def bars(self, *texts: str) -> bool:
        """Tell whether these texts alone show that an article is not wanted, whatever else it says."""
        return any(_is_in(word, text) for word in words_of(self.exclude) for text in texts)


def words_of(written: str) -> tuple[str, ...]:
    """Return the words that are meant: between commas where there are some, else by spaces; quotes keep some together.

    "ferry, new harbour" and 'ferry "new harbour"' are the same two.
    """
    if _COMMA.search(written):
        found = [piece.strip().strip('"“”„') for piece in _COMMA.split(written)]
    else:
        found = [quoted or word for quoted, word in _QUOTED.findall(written)]
    return tuple(" ".join(word.casefold().split()) for word in found if word.strip())


def _is_in(word: str, text: str) -> bool:
    """Tell whether a word stands in a text; in a script that joins words, wherever its letters stand."""
    low = " ".join(text.casefold().split())
    if _UNSPACED.search(word):
        return word in low
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low) is not None


def _between(what: str, value: int, least: int, most: int, unit: str) -> None:
    if not least <= value <= most:
        raise ValueError(f"{what} {least:,} to {most:,} {unit}, and not {value:,}.")
