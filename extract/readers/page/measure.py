"""How wide the lines of a cell are, and what no line's end breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Measure
from extract.readers.page.lines import Word

_UNIT = re.compile(r"[（【《“]*(?:[!-~≤≥＜＞]+|.(?:[/／].)*(?:[!-.:-?％，。、：；？！）】》”]+[!-~]*)?)")
"""What is never broken: a run of digits and signs, or a character with the signs that begin or end no line; between
those and digits LibreOffice breaks none (金】2025)."""


def measure_of(lines: Sequence[Sequence[Word]]) -> Measure | None:
    """The measure of a cell's lines, top down; ``None`` without any."""
    widths = [width_of(line) for line in lines]
    if not widths:
        return None
    first = lines[0][0]
    char, last = _width_of(first, first["text"][:1]), lines[-1][-1]
    height = last["bottom"] - last["top"]
    return Measure(max(widths), widths[-1], width_of_unit(first), char, last["bottom"], height)


def width_of(line: Sequence[Word]) -> float:
    """Points from where a line begins to where it ends."""
    return float(line[-1]["x1"] - line[0]["x0"])


def width_of_unit(word: Word) -> float:
    """Points that a word's beginning takes which no line's end breaks."""
    unit = _UNIT.match(word["text"])
    return _width_of(word, unit.group()) if unit else 0.0


def _width_of(word: Word, beginning: str) -> float:
    return float(_wide(beginning) / _wide(word["text"]) * (word["x1"] - word["x0"])) if word["text"] else 0.0


def _wide(text: str) -> int:
    """The width of a text in half characters."""
    return sum(1 if char.isascii() else 2 for char in text)
