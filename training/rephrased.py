"""A question -> as people may type it who have read the article: pronouns for names, or hardly any grammar."""

from __future__ import annotations

import random
import re
from itertools import islice

from training.altered import NAME

PRONOUNS, TELEGRAPHIC = 0.3, 0.1
"""How often a question loses its names, or its small words."""
MOST_NAMES = 2
"""With more pronouns than that nobody asks."""
_SUBJECT, _OBJECT, _OWNER = ("they", "he", "she", "it"), ("them", "him", "her", "it"), ("their", "his", "her", "its")
_AFTER_VERB = re.compile(
    r"\b(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|may|that) (?:the )?$"
)
_THE = re.compile(r"\b[Tt]he $")
_POSSESSIVE = re.compile(r"['’]s?$")
_SMALL = re.compile(r"\b(?:did|do|does|is|are|was|were|the|a|an|of|to|in|on|by|for|has|have|had|been|be)\b ?")


def rephrased(question: str, chooser: random.Random) -> str:
    """Return a question as it may be typed instead; mostly as it is."""
    chance = chooser.random()
    if chance < PRONOUNS:
        return without_names(question, chooser)
    if chance < PRONOUNS + TELEGRAPHIC:
        head, _, rest = question.partition(" ")
        return f"{head} {_SMALL.sub('', rest)}".removesuffix("?").strip()
    return question


def without_names(question: str, chooser: random.Random) -> str:
    """Return a question with pronouns where names stood; which pronoun, the names do not tell."""
    which = chooser.randrange(len(_SUBJECT))
    parts, end = list[str](), 0
    for name in islice(NAME.finditer(question), MOST_NAMES):
        before = question[end : name.start()]
        found, kind = name[0], _SUBJECT if _AFTER_VERB.search(before) else _OBJECT
        if owner := _POSSESSIVE.search(found):
            kind, found = _OWNER, found[: owner.start()]
        parts += [_THE.sub("", before), kind[which]]
        end = name.end()
    return "".join(parts) + question[end:]
