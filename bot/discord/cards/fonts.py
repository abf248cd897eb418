"""Which font draws which character; what none of them holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_HANGUL = (("\u1100", "\u11ff"), ("\u3130", "\u318f"), ("\uac00", "\ud7a3"))
_WIDE = "\u2e80"
_NOWHERE = "\uffff"
"""No font holds it: what is drawn for it stands for all that is lacking."""
_LOOK = 20


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text in parts, each with the script whose font draws it."""
    for script, characters in groupby(text, _script):
        yield "".join(characters), script


@lru_cache(32)
def font(script: str, size: int) -> FreeTypeFont:
    """Return the font of a script."""
    from PIL import ImageFont

    return ImageFont.truetype(_path(script), size)


def lacking(text: str) -> str:
    """Return the characters of a text that no font holds, each once."""
    return "".join(character for character in dict.fromkeys(text) if not (character.isspace() or _holds(character)))


@lru_cache(8192)
def _holds(character: str) -> bool:
    drawn = font(_script(character), _LOOK)
    return bytes(drawn.getmask(character)) != bytes(drawn.getmask(_NOWHERE))


def _script(character: str) -> str:
    if any(first <= character <= last for first, last in _HANGUL):
        return "ko"
    return "ja" if character >= _WIDE else "latin"


def _path(script: str) -> Path:
    import fontpkg_noto_sans
    import pylopdf_fonts_jp
    import pylopdf_fonts_ko

    if script == "latin":
        return Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf"
    return Path(pylopdf_fonts_ko.sans_path() if script == "ko" else pylopdf_fonts_jp.sans_path())
