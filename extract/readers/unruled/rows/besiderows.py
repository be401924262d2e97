"""Cells of the first columns that stand beside several rows, in their middle: 预算单位 beside its accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extract.document import Row
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.levels import ONE_HEIGHT
from forms.money import is_number
from forms.text import fold

_NAMES = 2
"""Columns, from the left, that name what several rows are of: a unit's code and its name."""


def merge_beside(table: Sequence[Row], rows: Sequence[Sequence[Block]]) -> None:
    """Puts ``None`` below each cell of the first columns in the rows that it goes on beside, as where lines are ruled.
    ``table``: the ``rows`` in cells."""
    for column in range(_NAMES):
        for block, first, last in _spanning(rows, column):
            cell = table[first][column]
            if cell is None or (column and table[first + 1][column - 1] is not None):
                continue
            (top, _), (_, bottom) = _height_of(rows[first]), _height_of(rows[last])
            table[first][column] = replace(cell, box=(block.box[0], top, block.box[2], bottom))
            for row in table[first + 1 : last + 1]:
                row[column] = None


def _spanning(rows: Sequence[Sequence[Block]], column: int) -> Iterator[tuple[Block, int, int]]:
    """(cell, its first row, its last one) of each that stands lower than its row, in the middle of several that print
    nothing else in its column."""
    for first, row in enumerate(rows):
        block = next((block for block in row if block.column == column), None)
        top, bottom = _height_of(row)
        if block is None or not _prints_amounts(row) or block.middle - (top + bottom) / 2 <= ONE_HEIGHT:
            continue
        free = takewhile(lambda row: _prints_amounts(row) and not _stands_in(row, column), rows[first + 1 :])
        off = [abs((top + _height_of(other)[1]) / 2 - block.middle) for other in free]
        if off and min(off) <= ONE_HEIGHT:
            yield block, first, first + 1 + off.index(min(off))


def _stands_in(row: Sequence[Block], column: int) -> bool:
    return any(block.column == column for block in row)


def _prints_amounts(row: Sequence[Block]) -> bool:
    """True for a row of its own account or item; indicators beside their project print none."""
    return any(block.column >= _NAMES and is_number(fold(block.text)) for block in row)


def _height_of(row: Sequence[Block]) -> tuple[float, float]:
    """(top, bottom) of what a row prints right of those columns; of all it prints where that is nothing."""
    own = [block.box for block in row if block.column >= _NAMES] or [block.box for block in row]
    return min(box[1] for box in own), max(box[3] for box in own)
