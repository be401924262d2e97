"""Words of a PDF page put into printed lines and pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf
from statistics import median

from extract.document import Box, Grid, Line
from extract.readers.page.boxes import Printed, down
from forms.money import is_number

Word = Printed
"""A word as pdfplumber gives it: text, x0, x1, top, bottom."""


_APART, _SMALL, _LARGE = 3.5, 0.5, 0.2
"""Points by which the middles of two words of one line differ at most; in small and in large type, of its height."""
_BLANK = 0.35
"""Of the type's height: the most between two words of one cell."""
FIGURE_PART = re.compile(r"^-?\d[\d,]*[,.]\d+$|^-?\d[\d,]{2,}[,.]$")
_INSIDE = 6.0
"""Points by which a line may hang into the table below it."""
_BEGINS = 2.0
"""Points below the table's upper edge at which a line may begin."""


def printed_lines(words: Iterable[Word], apart: float | None = None) -> list[list[Word]]:
    """Words grouped into printed lines, top down, each left to right; ``apart``: points by which the middles of
    two words of one line differ at most, where it is not the usual."""
    words = list(words)
    if apart is None:
        apart = min(_APART, _SMALL * median(word["bottom"] - word["top"] for word in words)) if words else _APART
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (down(word), word["x0"])):
        last = groups[-1][-1] if groups else word
        below = abs(down(word) - down(last))
        height = min(word["bottom"] - word["top"], last["bottom"] - last["top"])
        if groups and below <= max(apart, _LARGE * height):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [sorted(group, key=lambda word: word["x0"]) for group in groups]


def gap_between(left: Word, right: Word) -> float:
    """Points between two words of one line; endless between those that are drawn as two."""
    return float(right["x0"] - left["x1"]) if left.get("run") == right.get("run") else inf


def no_blank_between(left: Word, right: Word) -> bool:
    """True for two words of one line that stand as close as those of one cell."""
    return gap_between(left, right) < _BLANK * float(right["bottom"] - right["top"])


def line_of(words: list[Word]) -> Line:
    """One printed line; a wide gap between words becomes one blank."""
    text = ""
    for left, word in zip([None, *words], words, strict=False):
        text += (" " if left is not None and _is_wide(left, word) else "") + word["text"]
    return Line(text, around(words))


def text_of(words: Sequence[Word]) -> str:
    """What a cell prints on one line: words that end and begin with figures or Latin letters are always apart, but no
    blank sets these off from Chinese characters (≥40 次)."""
    text = ""
    for left, word in zip([None, *words], words, strict=False):
        parted = left is not None and (_is_wide(left, word) or f"{left['text'][-1:]}{word['text'][:1]}".isascii())
        text += (" " if parted else "") + word["text"]
    return text


def joined(words: Iterable[Word]) -> str:
    """The words' texts without a blank between them, as they are compared."""
    return "".join(word["text"] for word in words)


def _is_wide(left: Word, right: Word) -> bool:
    return gap_between(left, right) > max(3.0, 0.6 * float(right["bottom"] - right["top"]))


def pieces(words: list[Word], *, narrow: bool = False) -> list[list[Word]]:
    """The words of one line parted at gaps wider than a character and a half.

    ``narrow``: inside a table any gap parts a number from other words, since a narrow column ends there; in prose
    that is a change of font.
    """
    parted: list[list[Word]] = []
    for word in words:
        height = word["bottom"] - word["top"]
        figures = narrow and parted and (_is_figure(parted[-1][-1]["text"]) or _is_figure(word["text"]))
        if parted and not figures and gap_between(parted[-1][-1], word) < 1.5 * height:
            parted[-1].append(word)
        else:
            parted.append([word])
    return parted


def _is_figure(text: str) -> bool:
    """A number, or what a narrow column leaves of one on a line."""
    return is_number(text) or bool(FIGURE_PART.match(text))


def around(words: list[Word]) -> Box:
    """The box around some words."""
    return (
        min(w["x0"] for w in words),
        min(w["top"] for w in words),
        max(w["x1"] for w in words),
        max(w["bottom"] for w in words),
    )


def add_leads(grids: Sequence[Grid], prose: Sequence[Line]) -> None:
    """Adds to each table, top down, the lines between it and the one above or the page's top."""
    edge = 0.0
    for grid in grids:
        top = grid.box[1] if grid.box else 0.0
        grid.lead += [
            line
            for line in prose
            if line.box and edge <= line.box[3] and line.box[1] < top + _BEGINS and line.box[3] <= top + _INSIDE
        ]
        edge = grid.box[3] - _BEGINS if grid.box else edge
