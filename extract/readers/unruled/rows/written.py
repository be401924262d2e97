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
    late: int | None = None
    last: Block | None = None
    for place, line in sorted(lines, key=lambda part: part[1][0]["rank"]):
        below = last is not None and around(line)[1] >= last.box[3] - _ONE_HEIGHT
        if (
            last is not None
            and place == last.column
            and below
            and is_next(last.lines[-1][-1], line[0])
            and goes_on(last, line)
        ):
            last.lines.append(line)
            continue
        block = Block(place, [line])
        above = late is None and len(rows) > 1 and _goes_up(rows[-2], block)
        if last is None or below or above or place <= last.column:
            if rows and _goes_up(rows[-1], block):
                if late is not None:
                    return None
                late = len(rows)
            rows.append([])
        rows[-1].append(block)
        last = block
    whole = rows if late is None else _together(rows[:late], rows[late:])
    return whole if whole is not None and _beside(whole) else None


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
