"""The merged cells of a header without ruling lines: over which columns each of them stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

from extract.document import Cell, Row
from extract.readers.unruled.header.head import Head, leaves_of
from extract.readers.unruled.header.setting import Setting
from extract.readers.unruled.runs import shared_out
from extract.readers.unruled.spans import Span

_OVER_NOTHING = 60.0
"""Cost, in points, of a column left without the cell above it that its place in the header wants."""
_OVER_ONE = 4.0
"""Cost of setting a cell over one column alone."""
_OVER_TALL = 12.0
"""Cost of setting a cell over a column whose name stands as high as the cell does."""
_AGAIN = 10.0
"""Gain where the names under a cell are those under the cell before it."""
_OUTSIDE = 25.0
"""Cost of a cell that reaches over its columns' sides."""
_ASIDE = 2.0
"""Points by which a cell stands off the middle of its columns where their bounds are known."""
_OFF_EXACT = 20.0
"""Cost of each point beyond that."""


def header_rows(
    heads: Sequence[Head],
    bounds: Sequence[Span],
    names: Sequence[Head] = (),
    told: Setting = Setting.MIDDLE,
    row_of: Mapping[int, int] = MappingProxyType({}),
) -> list[Row]:
    """The header's rows over columns with these bounds; a cell over several columns stands in its first.

    ``names``: each column's own name where that is known; the bounds are exact then. ``told``: where cells set their
    words; ``row_of``: the row in which each begins, where that is known.
    """
    if not heads:
        return []
    own = list(names) or _own_heads(heads, bounds)
    top, bottom = min(head.box[1] for head in heads), max(head.box[3] for head in heads)
    upper = [head for head in heads if not any(head is leaf for leaf in own)]
    paths: list[list[Head]] = [[] for _ in bounds]
    place = _Placing(own, bounds, (top, bottom), exact=bool(names), told=told, row_of=row_of)
    for level in _levels(upper):
        for head, covered in place.over(level):
            for column in covered:
                paths[column].append(head)
    for column, leaf in enumerate(own):
        if leaf is not None:
            paths[column].append(leaf)
    return rows_of_paths(paths, top, bottom)


def _own_heads(heads: Sequence[Head], bounds: Sequence[Span]) -> list[Head | None]:
    """Each column's own name: the lowest cell whose middle lies in the column."""
    leaves = leaves_of(heads)
    own: list[Head | None] = []
    for left, right in bounds:
        inside = [leaf for leaf in leaves if left <= leaf.middle <= right]
        own.append(max(inside, key=lambda leaf: leaf.box[3]) if inside else None)
    return own


def _levels(heads: Sequence[Head]) -> list[list[Head]]:
    levels: list[list[Head]] = []
    for head in sorted(heads, key=lambda head: head.box[1]):
        if levels and head.box[1] < max(other.box[3] for other in levels[-1]) - 1:
            levels[-1].append(head)
        else:
            levels.append([head])
    return [sorted(level, key=lambda head: head.box[0]) for level in levels]


@dataclass(frozen=True, slots=True)
class _Placing:
    """Where the cells above the columns' own names stand."""

    own: Sequence[Head | None]
    bounds: Sequence[Span]
    frame: Span
    """The header's top and bottom."""
    exact: bool
    """True where the columns' bounds are known and not only what lies between their words."""
    told: Setting
    row_of: Mapping[int, int]
    """The row of each cell, by its ``id``, where it is known."""

    def over(self, level: Sequence[Head]) -> list[tuple[Head, range]]:
        """The columns that each cell of one level stands over: neighbours whose common middle is nearest to its
        own."""
        own = self.own
        under = [self._is_under(leaf, level) for leaf in own]
        lost = [
            _OVER_NOTHING if below else 1.0 if leaf is None else 0.0 for leaf, below in zip(own, under, strict=True)
        ]

        def off(head: int, start: int, end: int) -> float:
            leaves = [leaf for leaf in own[start:end] if leaf is not None]
            if start == end or not all(self._may_be_under(leaf, level[head]) for leaf in leaves):
                return inf
            tall = sum(own[n] is not None and under[n] is False for n in range(start, end))
            return self._cost_over(level[head], start, end) + _OVER_TALL * tall

        _, runs = shared_out(len(own), len(level), off, lambda _head, column: lost[column])
        if runs:
            return [(level[head], range(start, end)) for head, start, end in runs if head is not None]
        middles = [sum(bound) / 2 for bound in self.bounds]
        nearest = [min(range(len(own)), key=lambda n: abs(middles[n] - head.middle)) for head in level]
        return [(head, range(n, n + 1)) for head, n in zip(level, nearest, strict=True)]

    def _cost_over(self, head: Head, start: int, end: int) -> float:
        box, left, right = head.box, self.bounds[start][0], self.bounds[end - 1][1]
        off = abs(head.middle - (left + right) / 2)
        if self.exact:
            off *= _OFF_EXACT if off > _ASIDE else 0.0
        sticks_out = max(0.0, left - box[0] - 2) + max(0.0, box[2] - right - 2)
        cost = off + (_OUTSIDE + sticks_out if sticks_out else 0.0) + (_OVER_ONE if end - start == 1 else 0.0)
        return cost - (_AGAIN if _begins_again(self.own, start) else 0.0)

    def _may_be_under(self, leaf: Head, head: Head) -> bool:
        """False where a column's own name stands beside or above a cell."""
        if id(leaf) in self.row_of and id(head) in self.row_of and self.row_of[id(leaf)] <= self.row_of[id(head)]:
            return False
        return leaf.box[1] >= head.box[3] - 2

    def _is_under(self, leaf: Head | None, level: Sequence[Head]) -> bool | None:
        """Whether a column's name stands under a cell of this level. ``None`` where that cannot be told: of a name that
        stands in no row known, at the bottom of a cell that may be as high.

        No name does that stands in the middle of this level and all below it, or begins with this level, where cells
        set their words there: it is as high.
        """
        if leaf is None:
            return None
        rows = [self.row_of[id(head)] for head in level if id(head) in self.row_of]
        if rows and id(leaf) in self.row_of:
            return self.row_of[id(leaf)] > max(rows)
        above = max(head.box[3] for head in level)
        if leaf.box[1] < above - 2:
            return False
        if self.told is Setting.TOP:
            return True
        if self.told is Setting.BOTTOM:
            return None
        middle = (leaf.box[1] + leaf.box[3]) / 2
        as_high = (min(head.box[1] for head in level) + self.frame[1]) / 2
        return abs(middle - as_high) > abs(middle - (above + self.frame[1]) / 2)


def _begins_again(own: Sequence[Head | None], start: int) -> bool:
    """True where the names under one cell are the names under the cell before it again: 类 款 名称 | 类 款 名称."""
    texts = ["" if leaf is None else leaf.text for leaf in own]
    first = next((n for n, text in enumerate(texts) if text and text in texts[n + 1 :]), None)
    return first is not None and start > first and texts[start] == texts[first]


def rows_of_paths(paths: Sequence[Sequence[Head]], top: float, bottom: float) -> list[Row]:
    """Paths as grid rows: each level a row, a cell's own place first and ``None`` where it goes on. A cell
    begins where the one above it ends, and with none below it reaches down to the header's end."""
    depth = max((len(path) for path in paths), default=0)
    rows: list[Row] = []
    for level in range(depth):
        row: Row = []
        for n, path in enumerate(paths):
            if level >= len(path):
                wide = bool(path) and n > 0 and path[-1] in paths[n - 1]
                row.append(Cell("") if wide or not path else None)
            elif n and level < len(paths[n - 1]) and paths[n - 1][level] is path[level]:
                row.append(None)
            else:
                x0, _, x1, end = path[level].box
                begin = path[level - 1].box[3] if level else top
                row.append(Cell(path[level].text, (x0, begin, x1, bottom if level + 1 == len(path) else end)))
        rows.append(row)
    return rows
