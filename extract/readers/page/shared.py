"""Ruled cells that the words of several columns share: lines or painted cells part the columns, but not all rows.

A frame around rows is one such layout, upright lines that end at no row's line are another; a third are Word's table
styles, which paint every second row cell by cell and print no lines between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import holds, is_within
from extract.readers.page.lines import Word, around, pieces, printed_lines
from extract.readers.page.painted import TOUCH, painted_cells, touching
from extract.readers.page.walls import Wall, upright_lines

_SEVERAL = 3
"""Gaps between columns, or lines of rows; a cell may print one or two gaps of its own (编制单位：… 单位：万元)."""
_MANY = 4
"""Words apart on a line: so many are a row's."""
_WIDE = 0.5
"""Of a table: what is wider and holds rows is a frame."""


def shares_cells(table: Any, page: PlumberPage, words: Sequence[Word]) -> bool:
    """True where words of several columns stand in cells of the table. ``table``: pdfplumber's; ``words``: those of
    the page."""
    painted = painted_cells(page)
    sides = sorted({x for cell in table.cells for x in (cell[0], cell[2])})
    walls = upright_lines(page.edges)
    found = 0
    for cell in table.cells:
        banded = sides if _holds_bands(cell, painted) else ()
        inside = [(x, cell[1], cell[3]) for x in banded if cell[0] < x < cell[2]]
        inside += walls[bisect_right(walls, (cell[0] + TOUCH, inf)) : bisect_left(walls, (cell[2] - TOUCH,))]
        if inside or cell[2] - cell[0] > _WIDE * (sides[-1] - sides[0]):
            inner = [other for other in table.cells if other != cell and is_within(other, cell)]
            own = [word for word in words if holds(cell, word) and not any(holds(o, word) for o in inner)]
            lines = [pieces(line) for line in printed_lines(own)]
            framed = sum(len(line) >= _MANY for line in lines) >= _SEVERAL
            if framed and not any(all(touching(other, painted)) for other in table.cells):
                return True  # a row between painted ones has wrapped cells
            found += _gaps(lines, inside)
    return found >= min(_SEVERAL, len(table.rows))


def _holds_bands(cell: Box, painted: Sequence[Box]) -> bool:
    """True for what is no cell, but rows with painted cells among them."""
    return any(box != cell and is_within(box, cell) and box[3] - box[1] < cell[3] - cell[1] - TOUCH for box in painted)


def _gaps(lines: Sequence[Sequence[list[Word]]], walls: Sequence[Wall]) -> int:
    """How many gaps between the words of a cell's lines columns' sides stand in."""
    found = 0
    for line in lines:
        _, top, _, bottom = around([word for piece in line for word in piece])
        beside = [x for x, high, low in walls if high <= (top + bottom) / 2 <= low]
        gaps = [(left[-1]["x1"], right[0]["x0"]) for left, right in pairwise(line)]
        found += sum(any(end <= x <= begin for x in beside) for end, begin in gaps)
    return found
