"""A table that lines rule, as a grid: each of its cells with what it prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extract.document import Box, Cell, Grid, Row
from extract.readers.page.boxes import Printed, holds, is_within
from extract.readers.page.lines import Word, line_of, printed_lines
from extract.readers.page.measure import measure_of
from extract.readers.page.ruling.painted import painted_cells
from extract.readers.page.seen.clipped import CutText
from extract.readers.page.seen.turned import sideways_text
from extract.readers.page.tables.bands import parted_bands

NARROW = 8.0
"""Points. No printed column is narrower; the gap between two lines of one border is about 5."""
LOW = 5.0
"""Points. No printed line is lower."""
_ACROSS, _DOWN = (0, 2), (1, 3)
"""Where a box says how wide and how high it is."""


@dataclass(frozen=True, slots=True)
class CellTexts:
    """What cells print that is not read in lines across the page."""

    texts: list[CutText]
    sideways: list[Printed]
    header: dict[Box, str]
    """Of a header printed again, the cells that run over."""

    def text_in(self, cell: Box, text: str) -> str:
        """The whole text of a cell that prints a part of it, or all of it on its side; ``text`` of others."""
        if cell in self.header or not text:
            return self.header.get(cell, "")
        turned_there = [char for char in self.sideways if holds(cell, char)]
        if turned_there and len(turned_there) == len("".join(text.split())):
            return sideways_text(turned_there)
        return next((whole.text for whole in self.texts if whole.belongs_in(cell)), text)


def ruled_grid(table: Any, number: int, words: list[Word], known: CellTexts) -> Grid:
    """The grid of pdfplumber's ``table``; ``words``: those of the page."""
    texts = table.extract(x_tolerance=2, y_tolerance=3)
    boxes = [box for row in table.rows for box in row.cells if box]
    rows: list[list[Cell | None]] = []
    for row, printed in zip(table.rows, texts, strict=True):
        cells: list[Cell | None] = []
        beside = [word for word in words if holds(row.bbox, word)]
        for box, text in zip(row.cells, printed, strict=True):
            own = _own_text(box, boxes, words, text) if box and text and len(text) > 40 else text or ""
            lines = printed_lines(word for word in beside if holds(box, word)) if own else []
            cells.append(Cell(known.text_in(box, own), box, measure=measure_of(lines)) if box else None)
        rows.append(cells)
    return Grid(parted_bands(without_gaps(rows), words, painted_cells(table.page)), number, [], table.bbox)


def _own_text(box: Box, boxes: list[Box], words: list[Word], text: str) -> str:
    """A frame drawn around a whole table is a cell too: the words of the cells inside it are not its own."""
    inner = [other for other in boxes if other != box and is_within(other, box)]
    if len(inner) < 3:
        return text
    own = [word for word in words if holds(box, word) and not any(holds(other, word) for other in inner)]
    return "\n".join(line_of(group).text for group in printed_lines(own))


def without_gaps(rows: list[Row]) -> list[Row]:
    """The rows without columns and rows that are gaps. A cell that spans a gap and what follows begins after it."""
    upright = _closed(rows, _ACROSS, NARROW)
    lying = [list(column) for column in zip(*upright, strict=True)]
    return [list(row) for row in zip(*_closed(lying, _DOWN, LOW), strict=True)]


def _closed(rows: list[Row], axis: tuple[int, int], limit: float) -> list[Row]:
    gaps = [_is_gap(rows, column, axis, limit) for column in range(len(rows[0]))] if rows else []
    if not any(gaps) or all(gaps):
        return rows
    closed = []
    for row in rows:
        settled = list(row)
        for column, gap in enumerate(gaps[:-1]):
            cell = settled[column]
            if gap and cell is not None and not _is_narrow(cell, axis, limit) and settled[column + 1] is None:
                settled[column + 1] = cell
        closed.append([cell for cell, gap in zip(settled, gaps, strict=True) if not gap])
    return closed


def _is_gap(rows: list[Row], column: int, axis: tuple[int, int], limit: float) -> bool:
    """True when narrow cells stand in the column and none of them prints anything."""
    narrow = [cell for row in rows if (cell := row[column]) is not None and _is_narrow(cell, axis, limit)]
    return bool(narrow) and not any(cell.text.strip() for cell in narrow)


def _is_narrow(cell: Cell, axis: tuple[int, int], limit: float) -> bool:
    return cell.box is not None and cell.box[axis[1]] - cell.box[axis[0]] < limit
