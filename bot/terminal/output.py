"""What goes out of the process: JSON lines and answers on standard output, words on standard error."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from typing import BinaryIO

# U+2028 and its like end a line for many readers, and a lone surrogate cannot be encoded; escaped they say the same.
_NOT_IN_A_LINE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Escape sequences move the cursor or rename the window, and bidirectional overrides turn the rest of a line around.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = "\r\x0b\x0c\x85\u2028\u2029"
_PICTURES = 0x2400


def prepare_streams(*, as_json: bool = False) -> None:
    """Make standard output take any text: UTF-8 for programs, what the terminal can show for people."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def standard_input() -> BinaryIO:
    """Return the bytes of standard input; a service may be started without any."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def emit(record: Mapping[str, object]) -> None:
    """Write one JSON line at once, so that a waiting reader gets it."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    sys.stdout.write(_NOT_IN_A_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", line) + "\n")
    sys.stdout.flush()


def say(sentence: str) -> None:
    """Write a sentence for people to standard error."""
    print(harmless(sentence), file=sys.stderr, flush=True)


def harmless(text: str) -> str:
    """Return the text with what a terminal would obey made visible, each character in its place."""
    return _HARMFUL.sub(_visible, text)


def _visible(found: re.Match[str]) -> str:
    character = found[0]
    if character in _SPACES:
        return " "
    return chr(_PICTURES + ord(character)) if character < " " else "\N{REPLACEMENT CHARACTER}"
