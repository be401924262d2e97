"""Rows of a table in the order in which its words are written: cell by cell, row by row.

Where no ruling line parts the cells, that order tells which lines are one cell's (nothing is written between them) and
which cells are one row's (each is written to the right of the one before), however far a cell reaches down. A
worksheet's printer goes down the table twice: it writes wrapped cells after all others, each at the height of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, around
from extract.readers.page.order import is_next
from extract.readers.unruled.rows.block import Block

_ONE_HEIGHT = 1.0
"""Points by which the middles of cells at one height differ."""
_MOSTLY = 0.6
"""Share of the neighbouring cells at one height that are to be written in one row: of the others, one is as high as
several rows."""


def rows_as_written(
    columns: Sequence[Sequence[list[Word]]], goes_on: Callable[[Block, list[Word]], bool]
) -> list[list[Block]] | None:
    """The rows of a table, each as the cells it prints; ``None`` where the file is not written row by row.

    ``columns``: the printed lines of each column; ``goes_on``: whether a cell goes on with the line below it, if
    nothing is written between them. A cell as high as several rows is the first one's.
    """
    lines = [(place, line) for place, column in enumerate(columns) for line in column]
    if not lines or any("rank" not in word for _, line in lines for word in line):
        return None
    rows: list[list[Block]] = []
    late: int | None = None  # how many rows are written before the wrapped cells
    for place, line in sorted(lines, key=lambda part: part[1][0]["rank"]):
        last = rows[-1][-1] if rows else None
        if last is not None and _is_written_below(last, place, line) and goes_on(last, line):
            last.lines.append(line)
            continue
        block = Block(place, [line])
        if not rows or _begins_row(rows, block, late is not None):
            if rows and _goes_up(rows[-1], block):
                if late is not None:
                    return None
                late = len(rows)
            rows.append([])
        rows[-1].append(block)
    whole = rows if late is None else _together(rows[:late], rows[late:])
    return whole if whole is not None and _beside(whole) else None


def _is_written_below(cell: Block, place: int, line: list[Word]) -> bool:
    """True for the line of the cell's column that is written next, below it."""
    return place == cell.column and _is_below(cell, line) and is_next(cell.lines[-1][-1], line[0])


def _begins_row(rows: Sequence[Sequence[Block]], block: Block, late: bool) -> bool:
    """True for a cell that is written below the one before it, or no farther right, or as high as the row above.
    ``late``: whether the wrapped cells are being written."""
    last = rows[-1][-1]
    if _is_below(last, block.lines[0]) or block.column <= last.column:
        return True
    return not late and len(rows) > 1 and _goes_up(rows[-2], block)


def _is_below(cell: Block, line: list[Word]) -> bool:
    return around(line)[1] >= cell.box[3] - _ONE_HEIGHT


def _goes_up(row: Sequence[Block], block: Block) -> bool:
    """True for a cell that stands no lower than the row written before it."""
    return block.middle < min(other.middle for other in row) + _ONE_HEIGHT


def _together(rows: Sequence[list[Block]], late: Sequence[list[Block]]) -> list[list[Block]] | None:
    """The rows with the cells that are written after all of them; ``None`` where a cell stands beside several rows, or
    in another's place. Cells that stand beside none are rows of their own."""
    whole = [list(row) for row in rows]
    for cells in late:
        top, bottom = min(cell.box[1] for cell in cells), max(cell.box[3] for cell in cells)
        beside = [
            row for row in whole if any(c.box[1] < bottom - _ONE_HEIGHT and c.box[3] > top + _ONE_HEIGHT for c in row)
        ]
        if len(beside) > 1 or (beside and {c.column for c in cells} & {c.column for c in beside[0]}):
            return None
        if beside:
            beside[0].extend(cells)
        else:
            above = sum(1 for row in whole if min(c.box[1] for c in row) < top)
            whole.insert(above, list(cells))
    return whole


def row_gap_of(columns: Sequence[Sequence[list[Word]]]) -> float | None:
    """The smallest gap between a line and the one below it that is another row's, since others are written between."""
    gaps = [
        around(lower)[1] - around(upper)[3]
        for column in columns
        for upper, lower in pairwise(column)
        if "rank" in lower[0] and not is_next(upper[-1], lower[0])
    ]
    return min(gaps, default=None)


def _beside(rows: Sequence[Sequence[Block]]) -> bool:
    """True where cells at one height mostly are of one row."""
    placed = sorted(((block.middle, n, block) for n, row in enumerate(rows) for block in row), key=lambda one: one[0])
    pairs = [(one, other) for one, other in pairwise(placed) if other[0] - one[0] <= _ONE_HEIGHT]
    together = sum(one[1] == other[1] for one, other in pairs)
    return bool(pairs) and together >= _MOSTLY * len(pairs)
