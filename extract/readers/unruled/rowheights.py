"""How high the rows of a table are, from the middles of their cells alone.

The middles of two neighbours are as far apart as half of both rows are high, so one row's height tells all: that of a
row as far from the one above it as from the one below it, most likely of three rows of one height; or that of two
neighbours, where it makes most rows as high.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.unruled.head import Span

_EQUAL = 0.5
"""Points by which equal distances differ."""


def rows_between(middles: Sequence[float], least: float) -> list[Span] | None:
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
