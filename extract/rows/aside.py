"""Figures that a row of a form keeps in ``unplaced``: those of other years and stages, which belong there, and those
that have no place."""

from __future__ import annotations

from extract.rows.cells import RowValues
from extract.tables.mapping import other_year
from extract.tables.owncolumns import own_stage
from extract.tables.whole import WholeTable
from forms.money import is_number


def headers(read: RowValues) -> list[tuple[str, ...]]:
    """The header paths over a row's figures in ``unplaced``."""
    return [tuple(path.split("/")) for path, text in read.unplaced.items() if is_number(text)]


def of_others(read: RowValues, table: WholeTable, year: int | None) -> int:
    """How many of them are another year's or stage's, or changes against it."""
    return sum(other_year(path, year) or _of_other_stage(path, table) for path in headers(read))


def _of_other_stage(path: tuple[str, ...], table: WholeTable) -> bool:
    return not own_stage([*table.paths, path], table.caption.title)[-1]
