"""A person's words -> a question that can be searched for, or the plain verdict that it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from index.encode import Encoder
from index.greetings import is_greeting
from index.language import foreign
from index.rank.pool import Query
from index.rank.traits import question_traits
from index.records import Obstacle
from index.terms import UNSPACED, term_ids, terms

LONGEST = 2000
"""Characters; what is longer is a text, not a question."""
MOST_TERMS = 48
LEAST_WORDS = 2
SHORTEST_UNSPACED = 4
WORD = re.compile(r"\w+")


def tidy(question: str) -> str:
    """Return a question without control characters and half characters, its white space made single spaces."""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in question)
    return " ".join(shown.split())


def obstacle(question: str, languages: Collection[str | None], known: Collection[str] = ()) -> Obstacle | None:
    """Return why a tidy question cannot have an answer, or None: it is a greeting, one word, a whole text or foreign.

    `languages` are the articles', `known` those that are understood whatever the articles are in.
    """
    if len(question) > LONGEST:
        return "long"
    if is_greeting(question):
        return "greeting"
    words = [word for word in WORD.findall(question) if any(char.isalpha() for char in word)]
    if len(words) < LEAST_WORDS and sum(map(len, UNSPACED.findall(question))) < SHORTEST_UNSPACED:
        return "short"
    if None in languages or not languages:
        return None
    return "language" if foreign(question, {language for language in (*languages, *known) if language}) else None


def prepare(question: str, encoder: Encoder) -> Query:
    """Return a tidy question as search needs it."""
    words = term_ids(terms(question))[:MOST_TERMS]
    return Query(question, encoder.encode_question(question), words, question_traits(question))
