"""Which word of a header names which column of figures, where a column may be empty and a name stand aside."""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import inf

from extract.document import Box
from extract.readers.unruled.runs import shared_out
from extract.readers.unruled.spans import Span

_EMPTY = 200.0
"""Points that a column's data may stand off its name before the name is taken for another column's."""
_APART = 30.0
"""What it costs to take two ranges that no line bridges for one column."""
_LEFT = 2.0
"""Times as far: amounts stand at the right of their column, and not left of its name."""
_UNNAMED = 400.0
"""What it costs to leave a range without a name."""
_MOST = 4
"""Ranges of one column."""


def name_columns(
    spans: Sequence[Span], amounts: Sequence[bool], neighbours: Set[tuple[int, int]], names: Sequence[Box]
) -> list[Span]:
    """The columns from left to right: each name with the ranges of data under it, nearest first; a name with no
    data is an empty column, and a range without a name a column of its own. ``amounts``: which ranges print
    amounts, which stand at the right of their column and not left of its name; ``neighbours``: pairs of ranges that are
    of two columns."""

    def off(name: int, start: int, end: int) -> float:
        if any((n, m) in neighbours for m in range(start, end) for n in range(start, m)):
            return inf
        return _cost(names[name], spans[start:end], amounts[start:end])

    _, runs = shared_out(len(spans), len(names), off, lambda _name, _span: _UNNAMED, longest=_MOST)
    columns: list[Span] = []
    for name, start, end in runs:
        taken = [*spans[start:end], *([] if name is None else [(names[name][0], names[name][2])])]
        columns.append((min(x0 for x0, _ in taken), max(x1 for _, x1 in taken)))
    return _parted(columns)


def _cost(name: Box, spans: Sequence[Span], amounts: Sequence[bool]) -> float:
    if not spans:
        return _EMPTY
    aside = sum(
        max(0.0, (name[0] - x1) * (_LEFT if amount else 1), x0 - name[2])
        for (x0, x1), amount in zip(spans, amounts, strict=True)
    )
    return aside + _APART * (len(spans) - 1)


def _parted(columns: list[Span]) -> list[Span]:
    """Columns that reach into one another, as where a wide name stands over a narrow column, cut in the middle."""
    for n in range(len(columns) - 1):
        (left, end), (begin, right) = columns[n], columns[n + 1]
        if end > begin:
            middle = (end + begin) / 2
            columns[n], columns[n + 1] = (left, middle), (middle, right)
    return columns
