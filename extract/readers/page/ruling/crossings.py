"""The cells that ruling lines make where they cross, and the tables that cells make: what pdfplumber finds, but in a
time that grows with their number, and none where a page draws more than any table has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from extract.document import Box

_MOST_MET = 10_000_000
"""Pairs of an upright line and a lying one that may cross."""
_MOST_CROSSINGS, _MOST_TABLES = 20_000, 1000
"""Of a page."""

Point = tuple[float, float]
Edge = dict[str, Any]
Crossings = dict[Point, tuple[set[int], set[int]]]
"""The upright and the lying lines that meet in each point, by number."""


class TooManyLinesError(ValueError):
    """A page draws more lines than tables have."""


def crossings_of(edges: Sequence[Edge], aside: float, off: float) -> Crossings:
    """Where lines cross, or miss each other by no more points than ``aside``, ``off``. Raises ``TooManyLinesError``."""
    lying = sorted((edge for edge in edges if edge["orientation"] == "h"), key=lambda edge: (edge["top"], edge["x0"]))
    upright = sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: (edge["x0"], edge["top"]))
    tops = [edge["top"] for edge in lying]
    found: Crossings = {}
    met = 0
    for v, side in enumerate(upright):
        first, last = bisect_left(tops, side["top"] - off), bisect_right(tops, side["bottom"] + off)
        met += last - first
        for h in range(first, last):
            if lying[h]["x0"] - aside <= side["x0"] <= lying[h]["x1"] + aside:
                uprights, across = found.setdefault((side["x0"], tops[h]), (set(), set()))
                uprights.add(v)
                across.add(h)
        if met > _MOST_MET or len(found) > _MOST_CROSSINGS:
            raise TooManyLinesError
    return found


def cells_of(crossings: Crossings) -> list[Box]:
    """The smallest cell right of and below each point, from the left, the upper first."""
    columns: dict[float, list[float]] = defaultdict(list)
    rows: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    cells = (_cell(point, crossings, columns[point[0]], rows[point[1]]) for point in sorted(crossings))
    return [cell for cell in cells if cell is not None]


def _cell(point: Point, crossings: Crossings, ys: Sequence[float], xs: Sequence[float]) -> Box | None:
    x, y = point
    uprights, across = crossings[point]
    rights = [right for right in xs[bisect_right(xs, x) :] if not across.isdisjoint(crossings[right, y][1])]
    for low in ys[bisect_right(ys, y) :]:
        if uprights.isdisjoint(crossings[x, low][0]):
            continue
        for right in rights:
            corner = crossings.get((right, low))
            if corner and not (
                corner[0].isdisjoint(crossings[right, y][0]) or corner[1].isdisjoint(crossings[x, low][1])
            ):
                return x, y, right, low
    return None


def tables_of_cells(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells of each table of several, from the top down: those that share a corner with another one. Raises
    ``TooManyLinesError``."""
    at: dict[Point, list[int]] = defaultdict(list)
    for n, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at[corner].append(n)
    tables = [sorted(own) for own in _together(len(cells), at) if len(own) > 1]
    if len(tables) > _MOST_TABLES:
        raise TooManyLinesError
    return sorted(([cells[n] for n in own] for own in tables), key=lambda own: min((cell[1], cell[0]) for cell in own))


def _together(count: int, at: Mapping[Point, Sequence[int]]) -> list[list[int]]:
    """The numbers of the cells that meet, or meet others that do."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for own in at.values():
        for n in own:
            beside[n].update(own)
    groups: list[list[int]] = []
    seen: set[int] = set()
    for n in range(count):
        group, waiting = [], [] if n in seen else [n]
        seen.add(n)
        while waiting:
            one = waiting.pop()
            group.append(one)
            waiting += beside[one] - seen
            seen |= beside[one]
        groups.append(group)
    return groups
