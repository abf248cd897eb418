"""A JSON object -> a golden question: what is asked, and where its answer stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.errors import BadQuestion
from index.ingest.fields import as_line


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: an article, and in it characters, or whole sentences."""

    doc: str
    """The article's identity or link; where no article has it, its title."""
    starts: tuple[int, ...] = ()
    """Where answers begin, in code points of the article's text."""
    gold: tuple[str, ...] = ()
    """The answering sentences, where they are given as such."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question whose answer is known; no place where no article answers it."""

    file: str
    line: int
    question: str
    places: tuple[Place, ...] = ()
    answers: tuple[str, ...] = ()
    """The answering words; each is a full answer."""
    complete: bool = True
    """False where a person has yet to say where the answer stands, or that there is none."""

    @property
    def expected(self) -> tuple[str, ...]:
        """Return what answers, as its author put it; nothing where no article answers."""
        gold = tuple(text for place in self.places for text in place.gold)
        return self.answers or gold or tuple(f"character {start}" for place in self.places for start in place.starts)


def read_golden(record: Mapping[str, object], file: str, line: int) -> Golden:
    """Return the question that a JSON object holds; unknown keys are ignored.

    Raises:
        BadQuestion: a key is missing, or holds something else than it should.

    """
    question = record.get("question")
    if not isinstance(question, str) or not question.strip():
        raise BadQuestion('this has no "question" in words: write one, or take the line out.')
    answers = (*_texts(record, "answers"), *_texts(record, "answer"))
    if "doc" not in record or record.get("unchecked"):
        return Golden(file, line, question, complete=False)
    if record["doc"] is None:
        return Golden(file, line, question)
    places = (_place(record, None), *(_place(also, record["doc"]) for also in _objects(record, "also")))
    sure = tuple(place for place in places if place.starts or place.gold)
    return Golden(file, line, question, sure, tuple(dict.fromkeys(answers)), complete=bool(sure))


def _place(record: Mapping[str, object], doc: object) -> Place:
    doc = record.get("doc", doc)
    name = as_line(doc) if isinstance(doc, str | int) else None
    if name is None:
        raise BadQuestion('"doc" is neither an article\'s id, link or title nor null: write one of them.')
    starts = (*_numbers(record, "answer_start"), *_numbers(record, "also_starts"))
    return Place(name, starts, _texts(record, "gold"))


def _texts(record: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = _listed(record.get(key))
    if not all(isinstance(text, str) for text in found):
        raise BadQuestion(f'"{key}" holds something else than texts: write a list of texts.')
    return tuple(text for text in map(str, found) if text.strip())


def _numbers(record: Mapping[str, object], key: str) -> tuple[int, ...]:
    found = [number for number in _listed(record.get(key)) if type(number) is int and number >= 0]
    if len(found) != len(_listed(record.get(key))):
        raise BadQuestion(f'"{key}" is no place in a text: count characters from 0, or write null.')
    return tuple(found)


def _objects(record: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    found = [one for one in _listed(record.get(key)) if isinstance(one, Mapping)]
    if len(found) != len(_listed(record.get(key))):
        raise BadQuestion(f'"{key}" holds something else than objects: write a list of objects with a "doc".')
    return found


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
