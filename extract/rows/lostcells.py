"""Rows of converted text that lost blank cells: put back where the row's own sums hold in one way only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extract.document import Cell, Row
from extract.rows.cells import RowValues, read_row
from extract.tables.mapping import Mapping
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.identities import evaluate
from forms.money import is_figure
from forms.text import fold

_MOST_ROWS = 20
"""Where more rows fail there is another reason."""
_MOST_LOST = 5
"""Cells at the beginning of a row: 类, 款, 项, a unit's code, a name."""


class LostCells:
    """The rows of one table under one mapping, and what they would be with the cells that they lost."""

    def __init__(self, table: WholeTable, form: Form, mapping: Mapping, unit: str | None, quantum: Decimal) -> None:
        self._table, self._mapping, self._unit, self._quantum = table, mapping, unit, quantum
        self._columns = {column.name: column for column in form.own_columns}
        self._amounts = form.amounts()
        self._rules = [identity for identity in form.identities if identity.rule == "row"]
        self._sum = next((identity for identity in self._rules if identity.counts_unplaced), None)
        printed = {name for row in table.rows for name in self._read(row).values if name in self._amounts}
        self._blank = dict.fromkeys(printed, Decimal(0))

    def put_back(self, judge: Callable[[list[Row]], int]) -> tuple[list[Row], list[int]]:
        """(all rows, the places of those in which cells were put back). ``judge`` tells how many sums fail."""
        rows = list(self._table.rows)
        suspects = [n for n, row in enumerate(rows) if self._fails(row)]
        moved: list[int] = []
        if not suspects or len(suspects) > _MOST_ROWS:
            return rows, moved
        failures = judge(rows)
        for n in suspects:
            whole = list(self._whole(rows[n]))
            if len(whole) != 1:
                continue
            tried = [*rows[:n], whole[0], *rows[n + 1 :]]
            left = judge(tried)
            if left < failures:
                rows, failures = tried, left
                moved.append(n)
        return rows, moved

    def _whole(self, row: Row) -> Iterator[Row]:
        """What the row may be with one cell put back, or several in front, each meaning once."""
        meanings: list[object] = []
        for place, lost in _places(row):
            if any(cell is not None and fold(cell.text) for cell in row[len(row) - lost :]):
                continue
            whole: Row = [*row[:place], *(Cell("") for _ in range(lost)), *row[place : len(row) - lost]]
            read = self._read(whole)
            if not all(map(is_figure, read.unplaced.values())) or self._fails(whole) or read.values in meanings:
                continue
            meanings.append(read.values)
            yield whole

    def _fails(self, row: Row) -> bool:
        """True for a row in which a sum of its own does not hold, or a figure stands in the place of a name."""
        read = self._read(row)
        if not read.numbers or read.unparsed:
            return bool(read.unparsed)
        values = {name: value for name, value in read.values.items() if name in self._amounts}
        # a row of noughts in every column that the table prints: a sum is one of the table's columns, not of the row's
        rows = [self._blank, {**values, "others": read.others}]
        findings = evaluate(self._rules, rows, self._amounts, self._quantum)
        return not findings or any(not finding.passed for finding in findings)

    def _read(self, row: Row) -> RowValues:
        return read_row(row, self._mapping, self._columns, self._table.paths, self._unit, self._sum)


def _places(row: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """(the column, how many cells) that a row may have lost."""
    yield from ((0, lost) for lost in range(1, min(_MOST_LOST, len(row) - 1) + 1))
    yield from ((place, 1) for place in range(1, len(row)))
