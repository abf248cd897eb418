"""Lines of questions -> lines of answers; a bad line costs nobody else's answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bot.terminal.faults import describe
from bot.terminal.lines import Line, answer_line
from bot.terminal.objects import read_objects
from index import Answer, ModelError, StoreError, SummitError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: a question, or why it is none."""

    number: int
    question: str = ""
    asked_as: object = None
    error: str | None = None


def read_batch(stream: BinaryIO) -> Iterator[Asked]:
    """Yield the questions of a batch as they come."""
    for line in read_objects(stream):
        question = line.record.get("question") if line.record else None
        if isinstance(question, str):
            yield Asked(line.number, question, line.record.get("id") if line.record else None)
        else:
            yield Asked(line.number, error=line.error or 'this is not an object with a "question" in words')


def answer_batch(lines: Iterator[Asked], ask: Callable[[str], Answer]) -> Iterator[tuple[Line, bool]]:
    """Yield a JSON object a line, and whether it is an answer."""
    for asked in lines:
        problem = asked.error
        if problem is None:
            try:
                yield answer_line(ask(asked.question), asked.asked_as), True
                continue
            except (ModelError, StoreError):
                raise
            except SummitError as error:
                problem = str(error)
            except Exception as error:
                problem = f"something unexpected went wrong ({describe(error)})"
                _log.debug("unexpected", exc_info=error)
        yield {"id": None, "error": f"line {asked.number}: {problem}"}, False
