"""Lines of bytes -> JSON objects; a bad line costs nobody else's."""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import typer

from bot.terminal.output import standard_input

LONGEST = 1_000_000
"""Bytes in a line; a question has a few hundred."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an object, or why it is none."""

    number: int
    record: dict[str, Any] | None = None
    error: str = ""


def open_lines(name: str, option: str) -> AbstractContextManager[BinaryIO]:
    """Open a file, unpacked where it is named .gz, or standard input for "-"; `option` is where it was named."""
    if name == "-":
        return nullcontext(standard_input())
    try:
        return cast(BinaryIO, gzip.open(name)) if name.endswith(".gz") else Path(name).open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise typer.BadParameter(f"{name} cannot be opened ({why}).", param_hint=option) from None


def read_objects(stream: BinaryIO) -> Iterator[Line]:
    """Yield the lines as they come; empty ones are passed over, and counted."""
    number = 0
    try:
        while line := stream.readline(LONGEST):
            number += 1
            if len(line) == LONGEST and not line.endswith(b"\n"):
                _skip_line(stream)
                yield Line(number, error=f"the line is longer than {LONGEST:,} bytes")
            elif line.strip():
                yield _read_line(line, number)
    except (EOFError, OSError, zlib.error) as error:
        yield Line(number + 1, error=f"the file breaks off or is damaged here ({error})")


def _read_line(line: bytes, number: int) -> Line:
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        return Line(number, error=f"this is not JSON in UTF-8 ({str(error)[:80]})")
    return Line(number, record) if isinstance(record, dict) else Line(number, error="this is not a JSON object")


def _finite(words: str) -> float:
    """Refuse NaN and infinity: an id is echoed, and JSON has no words for them."""
    number = float(words)
    if not math.isfinite(number):
        raise ValueError(f"{words[:20]} is no number of JSON")
    return number


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
