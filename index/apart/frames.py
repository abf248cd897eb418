"""A header of JSON and a body of bytes over a pipe, none longer than may be: nothing that could run is sent."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct("<II")
MAX_HEADER = 1_000_000
MAX_BODY = 100_000_000
Frame = tuple[dict[str, Any], bytes]


class Broken(Exception):
    """Say that the other side ended, or sent what is no frame."""


def send(stream: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write a frame."""
    head = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(head), len(body)))
    stream.write(head)
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> Frame:
    """Return the next frame.

    Raises:
        Broken: there is none.

    """
    head, body = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if head > MAX_HEADER or body > MAX_BODY:
        raise Broken("too long")
    try:
        header = json.loads(_exactly(stream, head))
    except (ValueError, RecursionError) as error:
        raise Broken("no JSON") from error
    if not isinstance(header, dict):
        raise Broken("no object")
    return header, _exactly(stream, body)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise Broken("ended")
    return data
