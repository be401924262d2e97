"""Forms that share one frame: the second one's title stands in a row of its own inside the grid of the first."""

from __future__ import annotations

from extract.document import Box, Grid, Row
from extract.tables.titles import is_table_number, names_table
from forms.money import is_number
from forms.text import fold

_MOST_IN_CAPTION = 2
"""Texts of a row: a body's name and a unit. A row of more is a header or data, of an empty form too."""


def parted(grid: Grid) -> list[Grid]:
    """Each form of a frame as a grid of its own; the grid itself where it holds one."""
    starts = [0]
    printed = False
    for n, row in enumerate(grid.rows):
        texts = [fold(cell.text) for cell in row if cell is not None and fold(cell.text)]
        if printed and _is_title(row):
            starts.append(_top(grid.rows, n))
            printed = False
        figured = len(texts) == _MOST_IN_CAPTION and is_number(texts[1])  # a label and its amount
        printed = printed or figured or len(texts) > _MOST_IN_CAPTION
    if len(starts) == 1:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [
        Grid(rows, grid.page, [] if start else grid.lead, _box(rows) or grid.box, grid.merges_known, grid.sheet)
        for start, end in zip(starts, ends, strict=True)
        if (rows := _own_columns(grid.rows[start:end]))
    ]


def _own_columns(rows: list[Row]) -> list[Row]:
    """The rows without the columns in which none of their cells begins: the lines of another form part them."""
    begun = [
        n for n in range(max(map(len, rows), default=0)) if any(n < len(row) and row[n] is not None for row in rows)
    ]
    return [[row[n] for n in begun if n < len(row)] for row in rows]


def _box(rows: list[Row]) -> Box | None:
    boxes = [cell.box for row in rows for cell in row if cell is not None and cell.box is not None]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _top(rows: list[Row], title: int) -> int:
    """Where a form begins: at its title, or at the row with its number above it (附件2)."""
    above = [fold(cell.text) for cell in rows[title - 1] if cell is not None and fold(cell.text)]
    return title - 1 if len(above) == 1 and is_table_number(above[0]) else title


def _is_title(row: Row) -> bool:
    """True for a row that prints a title and nothing else."""
    texts = [cell.text for cell in row if cell is not None and fold(cell.text)]
    return len(texts) == 1 and names_table(fold(texts[0].split("\n")[0]))
