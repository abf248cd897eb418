"""Links that jump to a sentence and stay one link inside markdown."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from bot.discord.embeds.escape import escape, one_line

LINK = 512
"""The most characters of a link: it takes its place in the description."""

_WHOLE = 100
"""Up to here a sentence is looked for as a whole, from here by its first and its last words."""
_PART = 40
_NEAR = 400
"""How much of either end of a sentence is looked at: it may be as long as a book."""
_ARROW = "→"
_DIRECTIVE = ":~:"
_SITE = re.compile(r"https?://\w[\w-]*(?:\.[\w-]+)*\.?(?::[0-9]{1,5})?(?=[/?#]|\Z)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Without white space, brackets, quotation marks, asterisks and backslashes, which end or change a masked link.
_URL_KEEPS = "-._~:/?#@!$&+,;=%"
# The text of a directive gives a meaning to "-", "," and "&".
_TEXT_KEEPS = "._~"
# A browser finds a text between word boundaries only; where words are not parted, a comma or a full stop is one.
_GAP = re.compile(r"\s|(?<=[、。，．！？；：])(?=.)")
# What a reader takes for an address: a name, a dot and a name of two letters at least; the same with what only looks
# like a dot; or four numbers.
_ADDRESS = re.compile(
    r"[^\W_]\.[^\W\d_]{2}"
    r"|[0-9A-Za-z][\u0660\u06f0\u0701\u0702\u3002\ua4f8][A-Za-z]{2}"
    r"|(?<!\d)(?:\d{1,3}\.){3}\d{1,3}(?!\d)"
)


def web(url: str | None) -> str | None:
    """Return an http link as it may stand in a masked link; None for any other and for one too long."""
    url = (url or "").strip()
    if len(url) > LINK or _CONTROL.search(url) or not _SITE.match(url):
        return None
    encoded = _encode(url, _URL_KEEPS)
    return encoded if len(encoded) <= LINK else None


def jump(url: str | None, sentence: str, page: int | None = None) -> str | None:
    """Return a link to the sentence on its page, to the page where that grows too long, or None.

    A document with pages is opened at the one with that number.

    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    address, text = web(url), _text(sentence)
    if address is None or text is None:
        return address
    base, _, fragment = address.partition("#")
    if page is not None:
        return f"{base}#page={page}"
    deep = f"{base}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={text}"
    return deep if len(deep) <= LINK else address


def link(label: str, url: str | None, instead: str = _ARROW) -> str:
    """Return a masked link, or the escaped label where there is no url.

    Discord shows backslashes inside of a label, and no link at all where the label holds a link or a mention: such a
    label stands before the link, and `instead` is what is clicked. So does one that looks like an address, for a link
    leads where its url says; one that looks like nothing is left out.
    """
    label = one_line(label)
    shown = escape(label)
    if url is None:
        return shown
    if label and shown == label and "]" not in label and (_is_own(label, url) or not _is_address(label)):
        return f"[{label}]({url})"
    return f"{shown} · [{instead}]({url})" if shown else f"[{instead}]({url})"


def _is_address(label: str) -> bool:
    """Tell whether a label can be taken for an address, whatever marks and unseen characters part its letters."""
    letters = (each for each in normalize("NFKC", label) if category(each)[0] not in "CM")
    return _ADDRESS.search("".join(letters)) is not None


def _is_own(label: str, url: str) -> bool:
    """Tell whether a label is the address that its link leads to."""
    return label.partition("/")[0] == url.partition("://")[2].partition("/")[0]


def _text(sentence: str) -> str | None:
    first, last = sentence[:_NEAR].strip().splitlines()[:1], sentence[-_NEAR:].strip().splitlines()[-1:]
    if not first or not last:
        return None
    if first == last and len(first[0]) <= _WHOLE:
        return _encode(_spaced(first[0]), _TEXT_KEEPS)
    start, end = _head(_spaced(first[0])), _tail(_spaced(last[0]))
    return f"{_encode(start, _TEXT_KEEPS)},{_encode(end, _TEXT_KEEPS)}" if start and end else None


def _head(line: str) -> str | None:
    gaps = [gap.start() for gap in _GAP.finditer(line[: _PART + 1])]
    return line if len(line) <= _PART else line[: gaps[-1]] if gaps else None


def _tail(line: str) -> str | None:
    near = line[-_PART - 1 :]
    gap = _GAP.search(near)
    return line if len(line) <= _PART else near[gap.end() :] if gap else None


def _spaced(line: str) -> str:
    return " ".join(line.split())


def _encode(text: str, keeps: str) -> str:
    """Return the text percent-encoded but for letters and digits, those of every script: Discord encodes these."""
    return "".join(each if each.isalnum() or each in keeps else _percent(each) for each in text)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
