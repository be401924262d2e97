"""How high the rows of a 整体绩效目标表 are, from where their words stand: each set in the middle of its row.

The middles of two neighbouring rows are as far apart as half of both are high, so one row's height tells all: that of a
row as far from the one above it as from the one below it, most likely of three rows of one height; or that of two
neighbours, where it makes most rows as high.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.unruled.form.cells import LABELS
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.spans import Span

_EQUAL = 0.5
"""Points by which equal distances differ."""


def middles_of(rows: Sequence[Sequence[Block]]) -> list[float]:
    """Of the cells of one column where that is possible: figures stand a little off the characters' middle."""
    return [next((block for block in row if block.column == LABELS), row[0]).middle for row in rows]


def spans_of(rows: Sequence[Sequence[Block]]) -> list[Span]:
    """(top, bottom) of each row, both its middle where its height is not known."""
    middles = middles_of(rows)
    least = min((block.lines[0][0]["bottom"] - block.lines[0][0]["top"] for row in rows for block in row), default=0.0)
    return _rows_between(middles, least) or [(middle, middle) for middle in middles]


def _rows_between(middles: Sequence[float], least: float) -> list[Span] | None:
    """(top, bottom) of each row; ``None`` where no height makes all rows at least so high. Of several ways the one is
    taken that makes the most rows alike."""
    apart = [lower - upper for upper, lower in pairwise(middles)]
    shifts = [0.0]
    for distance in apart:
        shifts.append(2 * distance - shifts[-1])
    best: list[float] | None = None
    for n, distance in enumerate(apart, 1):
        first = (-1) ** n * (distance - shifts[n])
        heights = [(-1) ** k * first + shift for k, shift in enumerate(shifts)]
        between = n < len(apart) and abs(distance - apart[n]) <= _EQUAL
        sure = between or 2 * _alike(heights) > len(heights)
        if sure and min(heights) >= least and (best is None or _alike(heights) > _alike(best)):
            best = heights
    if best is None:
        return None
    return [(middle - high / 2, middle + high / 2) for middle, high in zip(middles, best, strict=True)]


def _alike(heights: Sequence[float]) -> int:
    return max(sum(abs(one - other) <= _EQUAL for other in heights) for one in heights)
