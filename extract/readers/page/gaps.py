"""Doubled ruling lines (Word's borders of three lines, cells padded with frames of their own) set narrow
gaps beside every column and row: no columns and no rows of their own."""

from __future__ import annotations

from extract.document import Cell, Row

NARROW = 8.0
"""Points. No printed column is narrower; the gap between two lines of one border is about 5."""
LOW = 5.0
"""Points. No printed line is lower."""
_ACROSS, _DOWN = (0, 2), (1, 3)
"""Where a box says how wide and how high it is."""


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
