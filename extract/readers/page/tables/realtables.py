"""Which of the tables that a page's lines rule are tables: those whose lines part their figures from one another.

The others are read like tables without lines: frames around a table, shaded rows, lines that part columns alone, rows
that nothing parts (in a frame, between upright lines that end at no row's line, in Word's table styles, which paint
every second row cell by cell), and headers that alone are ruled.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise, takewhile
from math import inf
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.document import Box, Grid
from extract.readers.page.boxes import holds, is_within
from extract.readers.page.lines import Word, around, joined, pieces, printed_lines
from extract.readers.page.ruling.openrows import tables_with_open_rows
from extract.readers.page.ruling.painted import TOUCH, is_fill, painted_cells, touching
from extract.readers.page.ruling.ruledtables import without_fills
from extract.readers.page.ruling.walls import Wall, upright_lines
from extract.readers.unruled.lines.piece import is_data, piece_of
from forms.money import is_number
from forms.text import fold

_LIMIT = re.compile(r"^[≤≥<>＜＞]|[%％]$")
"""What a target has more than a number."""
_NEAR = 2.0
"""Points by which lines of one column differ from page to page."""
_ROW = 30.0
"""Points that lines go on below a table's last row where they have rows of their own beside them."""
_SEVERAL, _MANY = 3, 0.3
"""Figures of one cell, and the share of a page's figures that stand so, where its lines part no cells; gaps between
columns or lines of rows in one: a cell may print one or two gaps of its own (编制单位：… 单位：万元)."""
_APART = 4
"""Words apart on a line: so many are a row's."""
_WIDE = 0.5
"""Of a table: what is wider and holds rows is a frame."""
_TEXT = re.compile(r"。|表$|^注|^单位：")
"""What no row prints: a sentence, the title or unit line of the next table, a note."""


def tables_of(page: PlumberPage, words: list[Word], above: Grid | None) -> list[Any]:
    """The page's ruled tables from top to bottom, those inside others left out. A single row of words is one where
    it goes on with the table that ends the page before (``above``)."""
    figures = any(is_number(_LIMIT.sub("", word["text"])) for word in words)
    coloured = any(map(is_fill, page.rects))
    ruled = tables_with_open_rows(without_fills(page)) if coloured else []
    shaded = coloured and not ruled
    found = max(tables_with_open_rows(page), ruled, key=_count)  # a colour may reach over the end of an open cell
    tables = sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))
    if shaded and figures and not (above is not None and tables and _stands_under(tables[0], above)):
        return []  # shaded rows and headers of tables that no line rules; without figures, of a list of contents
    tables = [
        table
        for table in tables
        if len(table.rows) > 1
        or (not shaded and _says_something(table, table is tables[-1]))
        or (above is not None and table is tables[0] and _stands_under(table, above))
    ]
    tables = [t for t in tables if not any(o is not t and is_within(t.bbox, o.bbox) for o in tables)]
    loose = [word for word in words if not any(holds(table.bbox, word) for table in tables)]
    if _together(tables, words) or any(_goes_on(page, table, loose) for table in tables):
        return []  # a frame around a table that no line parts, or lines that part only its columns
    if any(_shares_cells(table, page, words) for table in tables):
        return []  # rows that nothing parts, below one another or between painted ones
    return tables


def _count(tables: list[Any]) -> int:
    return sum(len(table.cells) for table in tables)


def _says_something(table: Any, last: bool) -> bool:
    """True for a single row with figures, and for one of several words at the page's end: a header whose other rows
    stand on the next page. Others are frames around a title."""
    texts = [text for row in table.extract() for text in row if text]
    return any(char.isdigit() for text in texts for char in text) or (last and len(texts) >= _SEVERAL)


def _stands_under(table: Any, above: Grid) -> bool:
    """True for a row of several cells each of which begins and ends where cells above it do."""
    sides = [x for row in above.rows for cell in row if cell is not None and cell.box for x in cell.box[::2]]
    return len(table.cells) > 1 and all(
        any(abs(x - at) < _NEAR for at in sides) for box in table.cells for x in box[::2]
    )


def _together(tables: list[Any], words: list[Word]) -> bool:
    """True when many of the page's figures share a cell of its tables with several others. Digits alone may be the
    parts of one that a narrow cell breaks."""
    figures = [word for word in words if is_number(word["text"]) and ("." in word["text"] or "," in word["text"])]
    held = [sum(holds(cell, word) for word in figures) for table in tables for cell in table.cells]
    return sum(count for count in held if count >= _SEVERAL) >= max(2 * _SEVERAL, _MANY * len(figures))


def _goes_on(page: PlumberPage, table: Any, loose: list[Word]) -> bool:
    """True when lines between the table's columns go on below it beside figures of no table: no line parts its rows."""
    bottom = table.bbox[3]
    sides = {round(x) for cell in table.cells for x in cell[::2]}
    below = [
        edge
        for edge in page.edges
        if edge["orientation"] == "v" and round(edge["x0"]) in sides and edge["bottom"] > bottom + _ROW
    ]
    if len({round(edge["x0"]) for edge in below}) < _SEVERAL:
        return False
    figures = [word for word in loose if is_number(word["text"]) and word["top"] > bottom]
    beside = [word for word in figures if any(edge["top"] < word["bottom"] <= edge["bottom"] for edge in below)]
    return len(beside) >= 2 * _SEVERAL  # beside none: those of titles between tables with columns of one sheet


def _shares_cells(table: Any, page: PlumberPage, words: Sequence[Word]) -> bool:
    """True where words of several columns stand in cells of the table. ``table``: pdfplumber's; ``words``: those of
    the page."""
    painted = painted_cells(page)
    sides = sorted({x for cell in table.cells for x in (cell[0], cell[2])})
    walls = upright_lines(page.edges)
    found = 0
    if len(sides) == 2 and _frames_figures([word for word in words if holds(table.bbox, word)]):
        return True
    for cell in table.cells:
        banded = sides if _holds_bands(cell, painted) else ()
        inside = [(x, cell[1], cell[3]) for x in banded if cell[0] < x < cell[2]]
        inside += walls[bisect_right(walls, (cell[0] + TOUCH, inf)) : bisect_left(walls, (cell[2] - TOUCH,))]
        if inside or cell[2] - cell[0] > _WIDE * (sides[-1] - sides[0]):
            inner = [other for other in table.cells if other != cell and is_within(other, cell)]
            own = [word for word in words if holds(cell, word) and not any(holds(o, word) for o in inner)]
            lines = [pieces(line) for line in printed_lines(own)]
            framed = sum(len(line) >= _APART for line in lines) >= _SEVERAL
            if framed and not any(all(touching(other, painted)) for other in table.cells):
                return True  # a row between painted ones has wrapped cells
            found += _gaps(lines, inside)
    return found >= min(_SEVERAL, len(table.rows))


def _frames_figures(words: list[Word]) -> bool:
    """True for what stands in a box without upright lines: a row of several figures, and several names apart."""
    lines = printed_lines(words)
    figures = [sum(is_number(word["text"]) for word in line) for line in lines]
    return max(figures, default=0) > 1 and any(len(pieces(line)) >= _SEVERAL for line in lines)


def _holds_bands(cell: Box, painted: Sequence[Box]) -> bool:
    """True for what is no cell, but rows with painted cells among them. ``painted``: from the top down."""
    first = bisect_left(painted, cell[1] - TOUCH, key=_top)
    inside = painted[first : bisect_right(painted, cell[3], key=_top)]
    return any(box != cell and is_within(box, cell) and box[3] - box[1] < cell[3] - cell[1] - TOUCH for box in inside)


def _top(box: Box) -> float:
    return box[1]


def _gaps(lines: Sequence[Sequence[list[Word]]], walls: Sequence[Wall]) -> int:
    """How many gaps between the words of a cell's lines columns' sides stand in."""
    found = 0
    for line in lines:
        _, top, _, bottom = around([word for piece in line for word in piece])
        beside = [x for x, high, low in walls if high <= (top + bottom) / 2 <= low]
        gaps = [(left[-1]["x1"], right[0]["x0"]) for left, right in pairwise(line)]
        found += sum(any(end <= x <= begin for x in beside) for end, begin in gaps)
    return found


def headers_alone(grids: Sequence[Grid], outside: Sequence[Word]) -> bool:
    """True where no ruled table of a page prints a figure and lines of data stand right below one of them.

    ``outside``: the words outside the tables. Such a page is read as one without ruling lines.
    """
    figures = any(is_number(cell.text) for grid in grids for row in grid.rows for cell in row if cell is not None)
    if figures:
        return False
    lines = printed_lines(outside)
    return any(_goes_on_below(grid.box, lines) for grid in grids if grid.box is not None)


def _goes_on_below(header: Box, lines: Sequence[list[Word]]) -> bool:
    """True where data stands below the header and no wider than it, before any text."""
    left, _, right, bottom = header
    below = [line for line in lines if min(word["top"] for word in line) >= bottom - 1]
    rows = takewhile(lambda line: not _TEXT.search(fold(joined(line))), below)
    return any(
        is_data([piece_of(piece) for piece in pieces(line)])
        and left - 1 <= line[0]["x0"]
        and line[-1]["x1"] <= right + 1
        for line in rows
    )
