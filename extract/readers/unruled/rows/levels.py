"""Cells put into rows where no ruling line says so: those of one row share their middle, or their top."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from extract.readers.unruled.rows.block import Block

ONE_HEIGHT = 1.6
"""Points by which the middles of the cells of one row differ at most."""
_TOGETHER = 2
"""Cells that begin at one height beside higher ones make a row."""
_ONE_TOP = 0.3
"""Points by which equal tops differ."""


def rows_by_height(blocks: Sequence[Block]) -> list[list[Block]] | None:
    """Cells of one row share their middle (or their top); ``None`` where neither makes rows that lie apart."""
    # set in another way, cells of one row make rows of their own
    for grouped in sorted((at_one_height(blocks, of) for of in (middle_of, top_of)), key=len):
        rows, spanning = _without_spanning(grouped)
        if _lie_apart(rows):
            for row, blocks in spanning:
                row.extend(blocks)
            return rows
    rows = at_one_height(blocks, top_of)
    return rows if _begin_together(rows) else None


def at_one_height(
    blocks: Sequence[Block], place: Callable[[Block], float], off: float = ONE_HEIGHT
) -> list[list[Block]]:
    """Cells that stand at one height, by their middle or top, from the top down. ``off``: points that they differ."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=place):
        if rows and place(block) - place(rows[-1][0]) <= off:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _begin_together(rows: Sequence[Sequence[Block]]) -> bool:
    """True for rows of cells of one top of which some reach down beside the rows below, where these print nothing."""
    for n, row in enumerate(rows):
        tops = [top_of(block) for block in row]
        if max(tops) - min(tops) > _ONE_TOP or len({block.column for block in row}) < len(row):
            return False
        lows = {block.column: block.box[3] for block in row}
        for below in rows[n + 1 :]:
            if any(block.box[1] < lows.get(block.column, 0.0) for block in below):
                return False
        if n and len(row) < _TOGETHER and any(_overlap(row, above) for above in rows[:n]):
            return False  # a single cell beside others is a line that stands off
    return True


def _without_spanning(rows: list[list[Block]]) -> tuple[list[list[Block]], list[tuple[list[Block], list[Block]]]]:
    """The rows without the cells as high as several of them, which stand in their middle; and those cells, each
    with the first row that they stand beside."""
    found: list[tuple[list[Block], list[Block]]] = []
    for spanning in sorted(rows, key=len):
        others = [row for row in rows if row is not spanning]
        reached = [n for n, row in enumerate(others) if _overlap(spanning, row)]
        first = _first_beside(spanning, others, reached[0], reached[-1]) if reached else None
        if first is not None:
            rows = others
            found.append((first, spanning))
    return rows, found


def _first_beside(spanning: Sequence[Block], rows: Sequence[list[Block]], upper: int, lower: int) -> list[Block] | None:
    """The first of several rows, these among them, whose middle some cells stand in."""
    middle = sum(block.middle for block in spanning) / len(spanning)
    own = {block.column for block in spanning}
    free = [own.isdisjoint(block.column for block in row) for row in rows]
    tops = [min(block.box[1] for block in row) for row in rows]
    lows = [max(block.box[3] for block in row) for row in rows]
    for first in range(upper, -1, -1):
        for last in range(max(lower, first + 1), len(rows)):
            if not all(free[first : last + 1]):
                break  # and so is every longer run
            if abs(middle - (min(tops[first : last + 1]) + max(lows[first : last + 1])) / 2) <= ONE_HEIGHT:
                return rows[first]
    return None


def _overlap(one: Sequence[Block], other: Sequence[Block]) -> bool:
    top, bottom = min(block.box[1] for block in other), max(block.box[3] for block in other)
    return any(block.box[1] < bottom - 1.0 and block.box[3] > top + 1.0 for block in one)


def middle_of(block: Block) -> float:
    """The height of a cell's middle."""
    return block.middle


def top_of(block: Block) -> float:
    """The height at which a cell begins."""
    return float(block.lines[0][0]["top"])


def _lie_apart(rows: Sequence[Sequence[Block]]) -> bool:
    for row, following in itertools.pairwise(rows):
        if max(block.box[3] for block in row) > min(block.box[1] for block in following) + 1.0:
            return False
    return all(len({block.column for block in row}) == len(row) for row in rows)
