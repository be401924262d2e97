"""The columns of a Word table: borders that lie all but above each other are one.

Word gives every border that was dragged by hand, and LibreOffice every rounded one, a column of its own.
"""

from __future__ import annotations

from typing import Any

from extract.readers.word.numbering import W

_NEAR = 100
"""Twips (1.8 mm): no printed column is so narrow."""
_MOST = 1000
"""Columns that a cell may span: more is no table but an attack."""


def grid_lines(table: Any) -> list[int]:
    """For each grid line of the table from the left on, which border it belongs to."""
    widths = [column.get(f"{W}w", "") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not all(width.isdigit() for width in widths) or sum(map(int, widths)) < _NEAR * len(widths):
        return list(range(len(widths) + 1))
    lines = [0]
    since = 0
    for width in map(int, widths):
        since += width
        lines.append(lines[-1] + (since >= _NEAR))
        since = 0 if since >= _NEAR else since
    return lines


def columns_of(lines: list[int], start: int, span: int) -> int:
    """How many columns a cell takes that begins at grid line ``start``; none for the gap between two borders."""
    return _border(lines, start + min(span, _MOST)) - _border(lines, start)


def _border(lines: list[int], line: int) -> int:
    return lines[line] if line < len(lines) else lines[-1] + line - len(lines) + 1
