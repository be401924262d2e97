"""Lines below cells that are higher than their row: office programs draw them through the rows that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pdfplumber.table import Table

from extract.document import Box
from extract.tables.headers import MAX_HEADER_ROWS

_OFF = 1.5
"""Points by which lines that meet stand apart."""


def above_lower_lines(table: Any, high: Sequence[Box]) -> list[Box]:
    """The cells above lines that stand below such cells of the first row alone: other cells of the row that these run
    into go on."""
    found: list[Box] = []
    for y in {
        cell[3] for row in table.rows[1:MAX_HEADER_ROWS] for cell in row.cells if cell and cell[3] < table.bbox[3]
    }:
        ending = [cell for cell in table.cells if cell[3] == y]
        if all(any(_stands_in(cell, head) for head in high) for cell in ending):
            found += ending
    return found


def without_lines(table: Any, uppers: Sequence[Box]) -> Any:
    """The table with each of these cells and the one below it as one."""
    cells: list[Box] = list(table.cells)
    for upper in uppers:
        lower = next((cell for cell in cells if (cell[0], cell[1], cell[2]) == (upper[0], upper[3], upper[2])), None)
        if lower is not None:
            cells[cells.index(upper)] = (*upper[:3], lower[3])
            cells.remove(lower)
    return Table(table.page, cells)


def is_along(edge: dict[str, Any], upper: Box) -> bool:
    """True for a line that is the lower one of such a cell, or a part of it."""
    return bool(edge["orientation"] == "h" and abs(edge["top"] - upper[3]) <= _OFF and _stands_in(upper, _ends(edge)))


def _ends(edge: dict[str, Any]) -> Box:
    return edge["x0"], edge["top"], edge["x1"], edge["bottom"]


def _stands_in(cell: Box, head: Box) -> bool:
    return head[0] - _OFF <= cell[0] and cell[2] <= head[2] + _OFF
