"""What each page prints of a tagged table, as rows of cells with boxes; rows that a page break cuts are whole again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Cell, Grid, Row
from extract.readers.tagged.shown import Extent, Shown
from extract.readers.tagged.spread import TaggedCell, TaggedTable

_Texts = dict[TaggedCell, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What one page, by the number of its object, prints of a table; the grid has its rows when all pages are read."""

    table: TaggedTable
    page: int
    shown: Sequence[Shown]
    grid: Grid


def rows_of(table: TaggedTable, parts: Sequence[Part]) -> list[list[Row]]:
    """The rows of each part, none of one that is but the rest of a row. A column is known where any page prints
    something in it; a cell that goes on from the page before is a cell of the next one too."""
    across = _bounds(
        table.width,
        [(one.cell.column, one.cell.last_column, one.box[0], one.box[2]) for part in parts for one in part.shown],
    )
    on_pages = [_rows_on(table, part) for part in parts]
    texts = [{one.cell: one.text for one in part.shown} for part in parts]
    _mend(on_pages, texts)
    return [_rows(table, *part, across) for part in zip(parts, on_pages, texts, strict=True)]


def _rows_on(table: TaggedTable, part: Part) -> list[int]:
    """The rows that stand on a page: those that print on it, and the blank ones that are marked there or follow."""
    cells = [one.cell for one in part.shown]
    printing = {cell.row for cell in cells if cell.rows == 1}
    printing |= {cell.row for cell in cells if printing.isdisjoint(range(cell.row, cell.last_row + 1))}
    pages: list[set[int]] = [set() for _ in range(table.height)]
    for cell in table.cells:
        pages[cell.row].update(number for number, _ in cell.marks)
    before: list[set[int]] = [set()]
    for own in pages:
        before.append(own or before[-1])
    return [n for n, known in enumerate(before[1:]) if n in printing or known == {part.page}]


def _mend(on_pages: Sequence[list[int]], texts: Sequence[_Texts]) -> None:
    """Puts the rest of a cell, which stands on the next page, below what it prints on the page where it begins, and
    takes the rest of a row off that page. A header that pages repeat prints the same again, and stays."""
    for n in range(1, len(on_pages)):
        before, below = texts[n - 1], texts[n]
        cut = {cell.row for cell, text in below.items() if cell.row in on_pages[n - 1] and before.get(cell) != text}
        on_pages[n][:] = [row for row in on_pages[n] if row not in cut]
        for cell, text in list(below.items()):
            begun = [m for m in range(n) if cell.row in on_pages[m]]
            if begun and cell.row not in on_pages[n]:
                above = texts[begun[-1]]
                above[cell] = f"{above[cell]}\n{text}" if cell in above else text
                del below[cell]


def _rows(table: TaggedTable, part: Part, here: Sequence[int], texts: _Texts, across: Sequence[float]) -> list[Row]:
    # the first and the last of the page's rows in which each cell stands
    places = {
        cell: (bisect_left(here, cell.row), bisect_right(here, cell.last_row) - 1)
        for cell in table.cells
        if cell.is_placed
    }
    extents = [(*places[one.cell], one.box[1], one.box[3]) for one in part.shown]
    down = _bounds(len(here), [extent for extent in extents if extent[0] <= extent[1]])
    rows: list[Row] = [
        [Cell("", (left, top, right, bottom)) for left, right in pairwise(across)] for top, bottom in pairwise(down)
    ]
    for cell, (first, last) in places.items():
        if first <= last:
            for row in rows[first : last + 1]:
                row[cell.column : cell.last_column + 1] = [None] * cell.columns
            box = (across[cell.column], down[first], across[cell.last_column + 1], down[last + 1])
            rows[first][cell.column] = Cell(texts.get(cell, ""), box)
    return rows


def _bounds(count: int, extents: Sequence[Extent]) -> list[float]:
    """Where each of so many columns or rows begins, and the last one ends: midway between what stands at both sides."""
    ends = [max((end for _, last, _, end in extents if last < n), default=None) for n in range(count + 1)]
    begins = [min((begin for first, _, begin, _ in extents if first >= n), default=None) for n in range(count + 1)]
    bounds: list[float] = []
    for end, begin in zip(ends, begins, strict=True):
        known = [at for at in (end, begin) if at is not None] or bounds[-1:] or [0.0]
        bounds.append(max([sum(known) / len(known), *bounds[-1:]]))
    return bounds
