"""Bytes -> text: Unicode by its mark or by its rules, older encodings by what they look like."""

from __future__ import annotations

import codecs
import re

from index.errors import Unreadable

# UTF-32 stands first: its little-endian mark begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP or an Office document",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF document",
}
_HIGH = re.compile(rb"[\x80-\xff]+")
_EAST = re.compile(rb"[\x8d-\x8f\x9a\x9d-\x9f]|[A-Za-z\x80-\xff][\xb3\xb9\xbf]|[\xb3\xb9][a-z]")
_KANA = re.compile(r"[ぁ-ヿ]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.005
_SAMPLE = 200_000


def decode(data: bytes) -> str:
    """Return the text in `data` without its byte order mark; raise Unreadable where it is none."""
    refuse_known_binary(data)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    text = _as(data, encoding) if encoding else _unmarked(data)
    if "\0" in text:
        raise _binary("holds NUL characters")
    if len(_CONTROLS.findall(text)) > len(text) * _CONTROL_SHARE:
        raise _binary("is full of control characters")
    return text


def refuse_known_binary(data: bytes) -> None:
    """Raise Unreadable where the first bytes say that this is no text."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise _binary(f"is {what}")


def _binary(why: str) -> Unreadable:
    return Unreadable(f"This {why}, so it is not text: save the article as plain text in UTF-8 and add that.")


def _as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise Unreadable(
            f"This says it is {name} and breaks off at byte {error.start}: save it again as UTF-8."
        ) from error


def _unmarked(data: bytes) -> str:
    if b"\0" in data:
        raise _binary("holds NUL bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _legacy(data: bytes) -> str:
    encoding = _legacy_encoding(data[:_SAMPLE])
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable("The encoding of this text cannot be told: save it as UTF-8 and add it again.") from error


def _legacy_encoding(data: bytes) -> str | None:
    if _looks_western(data):
        return _western(data)
    if len(_KANA.findall(data.decode("euc_jp", "ignore"))) > len(data) * 0.1:
        return "euc_jp"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding in ("cp1250", "cp1252"):
        return _western(data)
    return best.encoding


def _looks_western(data: bytes) -> bool:
    """Tell accents strewn among ASCII letters from a script of its own."""
    runs = _HIGH.findall(data)
    single = sum(len(run) == 1 for run in runs)
    return sum(map(len, runs)) < len(data) * 0.25 and single >= len(runs) * 0.6


def _western(data: bytes) -> str:
    """Choose between Western and Central European letters, which detectors mix up on short texts."""
    east = len(_EAST.findall(data))
    return "cp1250" if east > 0.1 * len(b"".join(_HIGH.findall(data))) else "cp1252"
