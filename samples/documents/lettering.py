"""Lettering: two embedded fonts set as one, and wrapping as Chinese office software wraps.

A text is cut anywhere between characters; only closing punctuation never starts a line of prose.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parent.parent / "fonts"
CJK, LATIN = "SampleCJK", "SampleLatin"
NEVER_FIRST = "，。、：；？！）”’》〕】%"


@cache
def faces() -> dict[str, TTFont]:
    """Register both fonts once; {font name: font}."""
    found = {CJK: TTFont(CJK, FONTS / "sample-cjk.ttf"), LATIN: TTFont(LATIN, FONTS / "sample-latin.ttf")}
    for font in found.values():
        pdfmetrics.registerFont(font)
    return found


@cache
def face_of(char: str) -> str:
    """The name of the font that has `char`; a character of neither is an error in the facts."""
    for name in (LATIN, CJK):
        if ord(char) in faces()[name].face.charToGlyph:
            return name
    raise ValueError(f"no glyph for {char!r} (U+{ord(char):04X}): run samples.documents.fontsubset")


@cache
def advance(char: str) -> float:
    """Width of one character at size 1."""
    return float(pdfmetrics.stringWidth(char, face_of(char), 1))


def width(text: str, size: float) -> float:
    """Width of `text` at `size`, in points."""
    return sum(map(advance, text)) * size


def wrap(text: str, room: float, size: float, first_indent: float = 0, prose: bool = False) -> list[str]:
    """Cut `text` into lines of at most `room` points; "\\n" cuts too."""
    lines: list[str] = []
    for part in text.split("\n"):
        line, used = "", first_indent
        for char in part:
            step = advance(char) * size
            hanging = prose and char in NEVER_FIRST
            if line and used + step > room + 0.01 and not hanging:
                lines.append(line)
                line, used = "", 0.0
            line, used = line + char, used + step
        lines.append(line)
    return lines


def runs(text: str) -> list[tuple[str, str]]:
    """`text` as (font name, piece) in order, each piece of one font."""
    pieces: list[tuple[str, str]] = []
    for char in text:
        face = face_of(char)
        if pieces and pieces[-1][0] == face:
            pieces[-1] = (face, pieces[-1][1] + char)
        else:
            pieces.append((face, char))
    return pieces


def write(canvas: Canvas, x: float, y: float, text: str, size: float, grey: float = 0.0) -> None:
    """Draw `text` with its baseline starting at (x, y)."""
    line = canvas.beginText(x, y)
    line.setFillGray(grey)
    for face, piece in runs(text):
        line.setFont(face, size)
        line.textOut(piece)
    canvas.drawText(line)
