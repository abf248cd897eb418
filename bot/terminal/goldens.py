"""Votes and open questions -> lines of golden questions, each question once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.terminal.lines import Line


@dataclass(frozen=True, slots=True)
class Vote:
    """What people thought of the first quote of an answer."""

    question: str
    helpful: bool
    doc: str | None = None
    """The identity of the quote's article; None where the quote does not stand there any more."""
    text: str = ""


def golden_lines(votes: Sequence[Vote], unanswered: Sequence[str]) -> list[Line]:
    """Return a line a question.

    A helpful quote is its gold sentence. A vote against a quote tells no answer, and that the bot found none does not
    tell that there is none: such lines are "unchecked", and not counted until somebody completes them.
    """
    asked: dict[str, list[Vote]] = {}
    for vote in votes:
        asked.setdefault(_folded(vote.question), []).append(vote)
    for question in unanswered:
        asked.setdefault(_folded(question), [Vote(question, helpful=False)])
    return [_line(group) for group in asked.values()]


def _line(votes: Sequence[Vote]) -> Line:
    question = votes[0].question
    quotes = {(vote.doc, vote.text): vote.helpful for vote in votes if vote.doc}
    gold = [{"doc": doc, "gold": [text]} for (doc, text), helpful in quotes.items() if helpful]
    if gold:
        return {"question": question, **gold[0], "answers": [], "answer_start": None, "also": gold[1:]}
    wrong = [{"doc": doc, "text": text} for doc, text in quotes]
    return {"question": question, "doc": None, "unchecked": True, "wrong": wrong}


def _folded(question: str) -> str:
    return " ".join(question.casefold().split())
