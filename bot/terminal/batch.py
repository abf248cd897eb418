"""Lines of questions -> lines of answers; a bad line costs nobody else's answer."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import typer

from bot.terminal.faults import describe
from bot.terminal.lines import Line, answer_line
from bot.terminal.output import standard_input
from index import Answer, ModelError, StoreError, SummitError

_log = logging.getLogger(__name__)
LONGEST = 1_000_000
"""Bytes in a line; a question has a few hundred."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: a question, or why it is none."""

    number: int
    question: str = ""
    asked_as: object = None
    error: str | None = None


def open_batch(name: str) -> AbstractContextManager[BinaryIO]:
    """Open a file of questions, or standard input for "-"."""
    if name == "-":
        return nullcontext(standard_input())
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise typer.BadParameter(f"{name} cannot be opened ({why}).", param_hint="--batch") from None


def read_batch(stream: BinaryIO) -> Iterator[Asked]:
    """Yield the lines of a batch as they come; empty ones are passed over."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith(b"\n"):
            _skip_line(stream)
            yield Asked(number, error=f"the line is longer than {LONGEST:,} bytes")
        elif line.strip():
            yield _read_line(line, number)


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


def _read_line(line: bytes, number: int) -> Asked:
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return Asked(number, error=f"this is not JSON in UTF-8 ({str(error)[:80]})")
    question = record.get("question") if isinstance(record, dict) else None
    if not isinstance(question, str):
        return Asked(number, error='this is not an object with a "question" in words')
    return Asked(number, question, record.get("id"))


def _finite(words: str) -> float:
    """Refuse NaN and infinity: an id is echoed, and JSON has no words for them."""
    number = float(words)
    if not math.isfinite(number):
        raise ValueError(f"{words[:20]} is no number of JSON")
    return number


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
