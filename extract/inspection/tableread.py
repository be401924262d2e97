"""What the conversion made of one table: its own steps, looked at once more.

The tables and the column mapping are no part of an extraction: the same functions that made it give them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.rows.balance import EXPENDITURE, REVENUE
from extract.rows.project_columns import column_labels
from extract.rows.readings import Reading, best_reading, quantum_of
from extract.rows.two_sided import two_sided_rows
from extract.tables.turning import upright
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.identities import evaluate

At = tuple[int, int]
"""Number of a grid (from 1) and row in it (from 0)."""


@dataclass(slots=True)
class TableRead:
    """What the conversion made of one whole table."""

    labels: Sequence[str | None] = ()
    """Per printed column; empty for a form that is no grid of columns."""
    worded: frozenset[int] = frozenset()
    """Columns of codes and names, in which a number is no figure."""
    right: int | None = None
    """The column with which the expenditure side begins."""
    parts: set[At] = field(default_factory=set)
    """Rows that went into a record which stands at another row."""
    failing: list[tuple[At, str]] = field(default_factory=list)
    """Rows in which an identity does not hold."""


def table_read(table: WholeTable, form: Form, year: int | None) -> TableRead:
    """The columns of a table that ``form`` claims, and where its identities do not hold."""
    unit = table.caption.unit
    if form.shape == "two_sided":
        sides = two_sided_rows(table, form, unit, year)
        if sides is None:
            return TableRead()
        names = sides.mapping.columns
        items = [place for place, name in enumerate(names) if name == "item"]
        right = items[1] if len(items) > 1 else None
        labels = [
            label and f"{EXPENDITURE if right is not None and n >= right else REVENUE}：{label}"
            for n, label in enumerate(_labels(form, names))
        ]
        return TableRead(labels, _worded(form, names), right, failing=_failing(table, form, sides.records, sides.at))
    if form.shape == "list":
        if upright(table, form, year) is not table:
            return TableRead(parts={(place.grid, place.row) for place in table.places})
        reading = best_reading(table, form, unit, year)
        names = _printed_columns(reading, table.width)
        return TableRead(
            _labels(form, names),
            _worded(form, names),
            failing=_failing(table, form, reading.rows.records, reading.rows.at),
        )
    if form.shape == "project_objectives":
        return TableRead(column_labels(table, year))
    return TableRead()


def _printed_columns(reading: Reading, width: int) -> tuple[str | None, ...]:
    """Per column as printed the declared column: the cells that the reading put back are left out again."""
    names: list[str | None] = []
    for printed in range(width):
        place = printed
        for inserted in reading.inserted:
            place += place >= inserted
        names.append(reading.mapping.columns[place] if place < len(reading.mapping.columns) else None)
    return tuple(names)


def _worded(form: Form, names: Sequence[str | None]) -> frozenset[int]:
    words = {column.name for column in form.own_columns if column.type not in ("amount", "number")}
    return frozenset(place for place, name in enumerate(names) if name in words)


def _labels(form: Form, names: Iterable[str | None]) -> list[str | None]:
    labels = {column.name: column.label for column in form.own_columns}
    return [labels.get(name) if name else None for name in names]


def _failing(
    table: WholeTable, form: Form, records: Sequence[dict[str, Any]], at: Sequence[int]
) -> list[tuple[At, str]]:
    labels = {column.name: column.label for column in form.own_columns}
    failing = []
    for finding in evaluate(form.identities, records, form.amounts(), quantum_of(table, table.caption.unit)):
        if not finding.passed and finding.row is not None:
            place = table.places[at[finding.row]]
            column = f"（{labels[finding.column]}）" if finding.column in labels else ""
            message = f"{finding.label}{column}不成立：{finding.left:,f} ≠ {finding.right:,f}（元）"
            failing.append(((place.grid, place.row), message))
    return failing
