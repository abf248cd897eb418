"""A question -> one that the same sentence no longer answers: a name, a number or a word for its opposite exchanged.

The kinds are some of those by which people made the unanswerable questions of SQuAD 2.0 (Rajpurkar et al. 2018,
https://arxiv.org/abs/1806.03822, table 1).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
"""Capitals inside a sentence: its first word tells nothing."""
NUMBER = re.compile(r"\b\d+\b")
NEAR = 30
"""How far the year or the number that is asked for instead is off, at the most."""
_PAIRS = """
first last|largest smallest|biggest smallest|oldest youngest|oldest newest|highest lowest|longest shortest|best worst
most least|more fewer|more less|higher lower|larger smaller|longer shorter|older younger|before after|earliest latest
north south|northern southern|northeast southwest|northwest southeast|east west|eastern western|above below
increase decrease|increased decreased|rise fall|rose fell|gained lost|gain lose|won lost|win lose|start end|begin end
started ended|began ended|opened closed|born buried|male female|men women|man woman|father mother|brother sister
son daughter|king queen|husband wife|buy sell|bought sold|import export|allow forbid|allowed forbade|support oppose
supported opposed|accept reject|accepted rejected|enter leave|entered left|arrive leave|arrived left|major minor
maximum minimum|public private|modern ancient|positive negative|friend enemy|ally enemy|attack defend
attacked defended|create destroy|created destroyed|built destroyed|winter summer|day night|morning evening
month year|week month|hours days|minutes hours|cause prevent|caused prevented|include exclude|internal external
left right|upper lower|inside outside|rich poor|former latter|early late|indoors outdoors|teacher student
"""
_NEGATIONS = """
can cannot|is isn't|was wasn't|did didn't|does doesn't|were weren't|are aren't|has hasn't|could couldn't
"""
NEGATED = 0.15
"""How often a question is negated that can be altered in no other way: nearly all could be."""


def _table(pairs: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for pair in re.split(r"[|\n]", pairs.strip()):
        for word, other in (pair.split(), pair.split()[::-1]):
            table.setdefault(word, []).append(other)
    return table


_OPPOSITES, _NEGATED = _table(_PAIRS), _table(_NEGATIONS)
_WORD = re.compile(r"[a-z][a-z']*")

Way = Callable[[str, str, Sequence[str], random.Random], str | None]


def altered(question: str, right: str, others: Sequence[str], chooser: random.Random) -> str | None:
    """Return a question like this one that the text `right` does not answer, with names from `others`, or None."""
    ways: list[Way] = [_another_name, _another_number, _opposite]
    chooser.shuffle(ways)
    found = next((found for way in ways if (found := way(question, right, others, chooser))), None)
    if found or chooser.random() > NEGATED:
        return found
    return _exchange(question, _NEGATED, chooser)


def _another_name(question: str, right: str, others: Sequence[str], chooser: random.Random) -> str | None:
    asked = list(NAME.finditer(question))
    said = {name for one in others for name in NAME.findall(one)}
    # Names that stand beside the answer may make a question that is answered after all.
    strange = sorted(name for name in said if name not in right and name not in question)
    return _put(question, chooser.choice(asked), chooser.choice(strange)) if asked and strange else None


def _another_number(question: str, right: str, _: Sequence[str], chooser: random.Random) -> str | None:
    asked = list(NUMBER.finditer(question))
    if not asked:
        return None
    found = chooser.choice(asked)
    number = int(found[0][:9])
    other = str(max(1, number + chooser.choice((-1, 1)) * chooser.randint(1, min(NEAR, number + 1))))
    return None if other in right or other in question else _put(question, found, other)


def _opposite(question: str, _: str, __: Sequence[str], chooser: random.Random) -> str | None:
    return _exchange(question, _OPPOSITES, chooser)


def _exchange(question: str, table: Mapping[str, Sequence[str]], chooser: random.Random) -> str | None:
    asked = [found for found in _WORD.finditer(question) if found[0] in table]
    if not asked:
        return None
    found = chooser.choice(asked)
    return _put(question, found, chooser.choice(table[found[0]]))


def _put(question: str, found: re.Match[str], other: str) -> str:
    return question[: found.start()] + other + question[found.end() :]
