"""Which words of a question stand in a text, in whatever form: for people, who ask why a sentence was found."""

from __future__ import annotations

from index.question import WORD
from index.terms import UNSPACED, terms


def shared_words(question: str, text: str) -> tuple[str, ...] | None:
    """Return the words of a question that a text holds, as they were typed; None in a script of unparted words."""
    if UNSPACED.search(question):
        return None
    held = set(terms(text))
    return tuple(dict.fromkeys(word for word in WORD.findall(question) if held.intersection(terms(word))))
