"""Tables of web pages: spans laid out in rows of equal places."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
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


class Table:
    """A table as written: its rows, each with the part it stands in (thead, tbody, tfoot)."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, list[TableCell]]] = []

    def begin_row(self, element: Any) -> None:
        self._rows.append((element.getparent(), []))

    def add(self, cell: TableCell, element: Any) -> None:
        if not self._rows:  # a cell without a row
            self.begin_row(element)
        self._rows[-1][1].append(cell)

    @property
    def cells(self) -> list[TableCell]:
        return [cell for _, cells in self._rows for cell in cells]

    def spread(self) -> tuple[list[Row], bool]:
        """(rows as a browser shows them, whether all of them): the text stands in a span's first place, ``None`` in
        the others. No span leaves its part."""
        rows: list[Row] = []
        places = 0
        for part in self._parts():
            below: dict[int, int] = {}  # column → rows that a span from above still covers
            for number, cells in enumerate(part):
                rows.append(_row(cells, below, len(part) - number))
                places += len(rows[-1])
                if places > MAX_CELLS:
                    return rows, False
        return rows, True

    def _parts(self) -> list[list[list[TableCell]]]:
        """The rows of each part from top to bottom: the first head stands above all others, the first foot below."""
        parts = [(part.tag, [cells for _, cells in group]) for part, group in groupby(self._rows, key=itemgetter(0))]
        tags = [tag for tag, _ in parts]
        head, foot = (tags.index(tag) if tag in tags else None for tag in ("thead", "tfoot"))
        order = sorted(range(len(parts)), key=lambda n: (n == foot) - (n == head))
        return [parts[n][1] for n in order]


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
