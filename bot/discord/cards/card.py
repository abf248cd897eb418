"""Quote -> PNG: its words with those that answer marked, and below them where it is from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.discord.cards.fonts import font
from bot.discord.cards.lines import Line, Span, lines_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, MARGIN, BAR = 1000, 64, 16
INSIDE = WIDTH - 2 * MARGIN - BAR
LONGEST = 1200
"""Characters of a quote that stay legible."""
SIZES = ((220, 44), (500, 36), (LONGEST, 28))
"""Up to how many characters a quote is drawn in which size."""
FOOT = 26
LEADING = 1.45
PAPER, INK, GREY = (252, 252, 250), (28, 30, 34), (92, 96, 104)
_TINT = 0.28

Colour = tuple[int, int, int]


def draw_card(text: str, marks: Sequence[Span], foot: Sequence[str], colour: int) -> bytes:
    """Return the picture of a quote; the marks count in its text, each line of the foot is one line or more."""
    from PIL import Image, ImageDraw

    size = next((size for most, size in SIZES if len(text) <= most), SIZES[-1][1])
    body = lines_of(text, marks, size, INSIDE)
    below = [line for one in foot for line in lines_of(one, (), FOOT, INSIDE)]
    height = round(2 * MARGIN + LEADING * (size * len(body) + FOOT * (len(below) + 1)))
    image = Image.new("RGB", (WIDTH, height), PAPER)
    canvas, shade = ImageDraw.Draw(image), _parts(colour)
    canvas.rectangle((0, 0, BAR, height), fill=shade)
    end = _write(canvas, body, size, MARGIN, INK, _tinted(shade))
    _write(canvas, below, FOOT, round(end + LEADING * FOOT), GREY, PAPER)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _write(canvas: ImageDraw, lines: Sequence[Line], size: int, top: float, ink: Colour, behind: Colour) -> float:
    """Write lines below each other, marked words on their own ground, and return where they end."""
    for line in lines:
        left: float = MARGIN + BAR
        for piece in line:
            if piece.marked:
                ground = (left, top + 0.1 * size, left + piece.width, top + 1.3 * size)
                canvas.rectangle(ground, fill=behind)
            # By the base line: fonts of several scripts stand in one line.
            canvas.text((left, top + size), piece.text, ink, font(piece.script, size), anchor="ls")
            left += piece.width
        top += LEADING * size
    return top


def _parts(colour: int) -> Colour:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _tinted(colour: Colour) -> Colour:
    """Return a colour so light that ink stands out on it."""
    red, green, blue = (round(_TINT * one + (1 - _TINT) * 255) for one in colour)
    return red, green, blue
