"""Tables of web pages: spans laid out in rows of equal places."""

from __future__ import annotations

from typing import Any

from extract.document import Cell, Row

Block = str | list[Row]
"""A paragraph, or the rows of a table."""

MAX_SPAN = 1000
MAX_CELLS = 1_000_000


class TableCell:
    """A cell as written: how far it spans (0 rows means all that are left), and the blocks in it."""

    def __init__(self, element: Any) -> None:
        self.columns, self.rows = _span(element, "colspan"), _span(element, "rowspan")
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        return "\n".join(block for block in self.blocks if isinstance(block, str))


def spread(table: list[list[TableCell]]) -> tuple[list[Row], bool]:
    """(rows, whether all of them): the text stands in a span's first place, ``None`` in the others."""
    rows: list[Row] = []
    below: dict[int, int] = {}  # column → rows that a span from above still covers
    places = 0
    for number, cells in enumerate(table):
        row = _row(cells, below, len(table) - number)
        rows.append(row)
        places += len(row)
        if places > MAX_CELLS:
            return rows, False
    return rows, True


def _row(cells: list[TableCell], below: dict[int, int], rows_left: int) -> Row:
    row: Row = []
    waiting = iter(cells)
    while True:
        if below.get(len(row), 0):
            below[len(row)] -= 1
            row.append(None)
            continue
        cell = next(waiting, None)
        if cell is None:
            if not any(left for column, left in below.items() if column > len(row)):
                return row
            row.append(Cell(""))
            continue
        height = min(cell.rows or rows_left, rows_left)
        for offset in range(cell.columns):
            if offset and below.get(len(row), 0):
                break  # overlapping spans: the one from above stays
            below[len(row)] = height - 1
            row.append(None if offset else Cell(cell.text))


def _span(element: Any, name: str) -> int:
    value = (element.get(name) or "1").strip()
    number = int(value[:6]) if value[:6].isdigit() else 1
    return min(number, MAX_SPAN) if number or name == "rowspan" else 1
