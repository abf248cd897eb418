"""Question, and what was asked and quoted before it -> whom or what "he", "it" and "they" mean, as it was called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from index.terms import UNSPACED, terms

LONGEST = 60
PERSON = re.compile(r"\b(?:he|she|him|her|hers|his)\b|彼女?(?!ら)|그녀|그(?:는|가|의|에게)(?!\S)", re.I)
SEVERAL = re.compile(
    r"\b(?:they|them|their|theirs|both|the two|these|those)\b"
    r"|[二三]人|両[者国社方]|彼ら|それら|그들|두 사람|[둘셋](?:은|이|다)",
    re.I,
)
_NAME = re.compile(
    r"(?<![\w'’])[A-Z0-9][\w.'’-]*\w(?:(?: (?:of|de|van|von|al|bin|for))? [A-Z0-9][\w.'’-]*\w)*"
    r"|[\u30a0-\u30ff]{3,}(?:・[\u30a0-\u30ff]+)*"
)
_FULL_NAME = re.compile(
    r"(?<![\w'’])[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,3}|[\u30a0-\u30ff]{2,}(?:・[\u30a0-\u30ff]+)+"
)
_OPENS = re.compile(
    r"^(?:(?:Who|Whom|Whose|What|When|Where|Which|How|Why|Did|Does|Do|Is|Are|Was|Were|Will|Can|Could|Has|Have|Had|And"
    r"|In|On|The|At|For|By|From|Of|Tell|A|An)(?:['’]s)?(?: |$))+"
)
"""What a sentence opens with in a large letter, and is no part of a name."""
_NOUN = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fff々]{2,}|[\uac00-\ud7af]{2,}")
_PARTICLE = re.compile(r"(?<=..)(?:에서|에게|으로|까지|부터|[은는이가을를의에와과로도])$")
_ASKING_NOUN = re.compile(r"何|誰|いつ|누구|누가|언제|어디|무엇|무슨|얼마|몇|어떻|어느|왜")
_WORD = re.compile(r"[\w'’-]+")
_JOINS = frozenset({"of", "for", "de"})
_AT_THE_EDGES = re.compile(r"^(?:(?:of|for|de)(?: |$))+|(?: (?:of|for|de))+$")


def subject(question: str, earlier: str, quote: str, marked: str, about: str | None) -> str | None:
    """Return whom or what a question means; `marked` are the words of the quote that answered the earlier question.

    `about` is what the earlier question was itself understood to be about.
    """
    if PERSON.search(question):
        known = [about] if about and names(about) else []
        found = (*_full_names(earlier), *_full_names(marked), *known, *_full_names(quote))
        return next(iter(found), None)
    if SEVERAL.search(question) and len(several := [*dict.fromkeys(names(marked))]) > 1:
        return _cut(", ".join(several))
    # A question that followed another names at most by name what it is about; its other words ask.
    called = names(earlier) if about else (*names(earlier), *_shared(earlier, quote))
    named = max(called, key=len, default=None) or about or _noun(earlier, quote)
    return _cut(named) if named else None


def names(text: str) -> list[str]:
    """Return the names that a text calls, in their order; the words that open a question are none."""
    found = [_OPENS.sub("", match.group()) if not match.start() else match.group() for match in _NAME.finditer(text)]
    return [name for name in found if len(name) > 1 and not name.isdecimal()]


def _full_names(text: str) -> list[str]:
    found = [_OPENS.sub("", match.group()) for match in _FULL_NAME.finditer(text)]
    return [name for name in found if " " in name or "・" in name]


def _shared(earlier: str, quote: str) -> Iterator[str]:
    """Yield the runs of words of the earlier question that its quote holds too, with their article."""
    if UNSPACED.search(earlier):
        return
    held = set(terms(quote))
    for stands, run in groupby(
        _WORD.findall(earlier), lambda word: word in _JOINS or bool(held.intersection(terms(word)))
    ):
        phrase = _AT_THE_EDGES.sub("", " ".join(run))
        if stands and phrase:
            yield f"the {phrase}" if f"the {phrase}" in earlier else phrase


def nouns(text: str) -> list[str]:
    """Return the nouns of a text in an unspaced script that ask nothing, in their order."""
    return [_PARTICLE.sub("", noun) for noun in _NOUN.findall(text) if not _ASKING_NOUN.search(noun)]


def _noun(earlier: str, quote: str) -> str | None:
    """Return the first noun of a question in an unspaced script that its quote holds too, else the longest."""
    found = nouns(earlier)
    return next((noun for noun in found if noun in quote), max(found, key=len, default=None))


def _cut(text: str) -> str:
    end = text.rfind(" ", 0, LONGEST)
    return text if len(text) <= LONGEST else text[: end if end > 0 else LONGEST]
