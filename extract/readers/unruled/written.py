"""Rows of a table in the order in which its words are written: cell by cell, row by row.

Where no ruling line parts the cells, that order tells which lines are one cell's (nothing is written between them) and
which cells are one row's (each is written to the right of the one before), however far a cell reaches down. Another
order goes back to a row above the one before: a worksheet's printer writes wrapped cells after all others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, around
from extract.readers.page.order import is_next
from extract.readers.unruled.leading import Block

_SAME = 1.0
"""Points by which the middles of cells at one height differ."""
_ALIKE = 0.6
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
    last: Block | None = None
    for place, line in sorted(lines, key=lambda part: part[1][0]["rank"]):
        below = last is not None and around(line)[1] >= last.box[3] - _SAME
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
        if last is None or below or place <= last.column:
            if rows and block.box[1] < min(other.box[1] for other in rows[-1]) - _SAME:
                return None  # back to a row further up: some cells are written after all others, by kind
            rows.append([])
        rows[-1].append(block)
        last = block
    return rows if _beside(rows) else None


def rows_apart(columns: Sequence[Sequence[list[Word]]]) -> float | None:
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
    pairs = [(one, other) for one, other in pairwise(placed) if other[0] - one[0] <= _SAME]
    together = sum(one[1] == other[1] for one, other in pairs)
    return bool(pairs) and together >= _ALIKE * len(pairs)
