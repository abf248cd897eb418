"""A question and what was said before it -> what to search for, what to read, and what it is understood to be about.

A reader answers what it reads first: the new question stands before the old one. `python -m benchmarks following` says
what that is worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.facts import Meant
from index.rank.traits import question_traits
from index.records import Answer
from index.subjects import PERSON, SEVERAL, names, nouns, subject
from index.terms import UNSPACED, terms

MOST_OWN = 5
"""Words of its own up to which a question with "it" or "and" is taken for a follow-up."""
FEW_OWN = 2
"""The same of one that has neither, and names nothing."""
_THING = re.compile(
    r"\b(?:it|its|this(?! (?:year|month|week|morning|afternoon|evening))|then)\b"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b"
    r"|\b(?:do|does|did|is|was|about|of|for|after|before|like|by|than|with) that\b|\bthat\W*$"
    r"|[それこあ][れのこ]|그것|이것|그건|이건|그곳|거기|(?<!\S)그 ",
    re.I,
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|also|then|ok|okay|(?:what|how) about|(?:what|who|where) else)\b"
    r"|(?:では|じゃあ?|それで|そして|ちなみに|で、)|(?:그럼|그러면|그리고|그런데|근데)(?!\S))",
    re.I,
)

_ASKS = re.compile(r"[?？]|^\W*(?:and|what about|how about)\b|(?:は|か)\W*$|(?:은|는|야|요|까)\W*$", re.I)
_KINDS = ("when", "quantity", "who", "where", "why", "how", "what", "duration", "whether")


@dataclass(frozen=True, slots=True)
class Before:
    """What a question may follow: the question before it, and what was said to that."""

    question: str = ""
    about: str | None = None
    """What that one was understood to be about, where it followed another."""
    quote: str = ""
    marked: str = ""
    """The words of the quote that answered."""
    articles: tuple[Meant, ...] = ()
    """The articles of the answer; the first is the one that "it" means in a question about an article itself."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for and what is read in place of a question's own words."""

    search: str
    read: str
    about: str | None = None
    """Whom or what a follow-up means; None: it stands by itself."""


def before_of(answer: Answer, earlier: Before | None = None) -> Before:
    """Return what the next question may follow; after no answer, the articles of the one before it are still meant."""
    told = [(one.source, one.article) for one in answer.told]
    articles = tuple(dict.fromkeys(told)) or (earlier.articles if earlier else ())
    if not answer.quotes:
        return Before(answer.question, answer.about, articles=articles)
    first = answer.quotes[0]
    marked = " ".join(first.text[start - first.start : end - first.start] for start, end in first.mark or ())
    return Before(answer.question, answer.about, first.text, marked, articles)


def understand(question: str, before: Before | None) -> Understood:
    """Return what a tidy question asks after what was said before it."""
    if before is None or not before.question or not leans(question):
        return Understood(question, question)
    about = subject(question, before.question, before.quote, before.marked, before.about)
    context = " ".join(dict.fromkeys(part for part in (about, before.about, before.question) if part))
    return Understood(f"{context} {question}", f"{question} {context}", about or before.about or before.question)


def leans(question: str) -> bool:
    """Tell whether something is asked, and left to what was said before it whom or what it means."""
    if not (_ASKS.search(question) or any(question_traits(question)[kind] for kind in _KINDS)):
        return False
    own = len(nouns(question)) if UNSPACED.search(question) else len(set(terms(question)))
    if any(pattern.search(question) for pattern in (PERSON, SEVERAL, _THING)):
        return own <= MOST_OWN
    if names(question):
        return own <= FEW_OWN and bool(_OPENING.match(question))
    return own <= (MOST_OWN if _OPENING.match(question) else FEW_OWN)
