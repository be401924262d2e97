"""Doubled ruling lines (Word's borders of three lines) set narrow gaps beside every column: no columns of their own."""

from __future__ import annotations

from extract.document import Cell, Row

NARROW = 8.0
"""Points. No printed column is narrower; the gap between two lines of one border is about 5."""


def without_gaps(rows: list[Row]) -> list[Row]:
    """The rows without columns that are gaps. A cell that spans a gap and what follows begins after the gap."""
    gaps = [_is_gap(rows, column) for column in range(len(rows[0]))] if rows else []
    if not any(gaps) or all(gaps):
        return rows
    closed = []
    for row in rows:
        settled = list(row)
        for column, gap in enumerate(gaps[:-1]):
            cell = settled[column]
            if gap and cell is not None and not _is_narrow(cell) and settled[column + 1] is None:
                settled[column + 1] = cell
        closed.append([cell for cell, gap in zip(settled, gaps, strict=True) if not gap])
    return closed


def _is_gap(rows: list[Row], column: int) -> bool:
    """True when narrow cells stand in the column and none of them prints anything."""
    narrow = [cell for row in rows if (cell := row[column]) is not None and _is_narrow(cell)]
    return bool(narrow) and not any(cell.text.strip() for cell in narrow)


def _is_narrow(cell: Cell) -> bool:
    return cell.box is not None and cell.box[2] - cell.box[0] < NARROW
