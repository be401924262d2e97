"""Punctuation that hangs out of its cell: typesetters let a line's last mark stand beyond the room it has."""

from __future__ import annotations

from itertools import pairwise

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import Printed, across, down
from extract.readers.page.walls import upright_lines

_MARKS = frozenset("、，。；：！？）》」』】〕”’")
"""No cell begins with one."""
_TOUCHES, _LEVEL = 0.2, 0.3
"""Of the type's size: how far a mark stands from the character before it, at most, and how much higher or lower."""
_INSIDE = 0.5
"""Points."""


def hang_in(page: PlumberPage) -> None:
    """Sets such marks back in front of the line that parts them from their words, before the page's words are asked
    for."""
    walls = upright_lines(page.edges)
    for before, mark in pairwise(page.chars):
        if mark["text"] not in _MARKS or not _touches(before, mark):
            continue
        for x, top, bottom in walls:
            if across(before) < x <= across(mark) and top <= down(mark) <= bottom:
                mark["x1"] = x - _INSIDE
                mark["x0"] = min(mark["x0"], mark["x1"] - _INSIDE)


def _touches(before: Printed, mark: Printed) -> bool:
    size = mark["size"]
    beside = abs(mark["x0"] - before["x1"]) <= _TOUCHES * size
    return bool(beside and abs(mark["bottom"] - before["bottom"]) <= _LEVEL * size)
