"""Rows of converted text that lost blank cells: put back where the row's own sums hold in one way only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.document import Cell, Row
from extract.rows.cells import RowValues, read_row
from extract.tables.mapping import ColumnMapping
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.identities import Finding, evaluate
from forms.money import is_figure
from forms.structure import is_total_label
from forms.text import fold

_MOST_ROWS = 20
"""Where more rows fail there is another reason."""
_MOST_LOST = 5
"""Cells at the beginning of a row: 类, 款, 项, a unit's code, a name."""
_LONGEST = 60
"""Rows of a table of which each one is tried."""


@dataclass(frozen=True, slots=True)
class Failures:
    """What of a table fails under one reading."""

    count: int
    """Sums that do not hold, and cells that print what their column does not take."""
    by: frozenset[Decimal]
    """The amounts by which they do not, in yuan."""


class LostCells:
    """The rows of one table under one mapping, and what they would be with the cells that they lost."""

    def __init__(
        self, table: WholeTable, form: Form, mapping: ColumnMapping, unit: str | None, quantum: Decimal
    ) -> None:
        self._table, self._mapping, self._unit, self._quantum = table, mapping, unit, quantum
        self._columns = {column.name: column for column in form.own_columns}
        self._amounts = form.amounts()
        self._rules = [identity for identity in form.identities if identity.rule == "row"]
        self._sum = next((identity for identity in self._rules if identity.counts_unplaced), None)
        printed = {name for row in table.rows for name in self._read(row).values if name in self._amounts}
        self._blank = dict.fromkeys(printed, Decimal(0))

    def put_back(self, judge: Callable[[list[Row]], Failures]) -> tuple[list[Row], list[int]]:
        """(all rows, the places of those in which cells were put back). ``judge`` tells what of the table fails."""
        rows, failures = list(self._table.rows), judge(list(self._table.rows))
        moved: list[int] = []
        suspects = [n for n, row in enumerate(rows) if self._fails(row)]
        if len(suspects) > _MOST_ROWS:
            return rows, moved
        for n in suspects:
            found = self._only(rows, n, judge) if failures.count else None
            if found is not None and found[1].count < failures.count:
                rows[n], failures = found
                moved.append(n)
        if not failures.count or len(rows) > _LONGEST:
            return rows, moved
        # the sums of no row tell which one: then it is one with the very amount that the columns are short of, and all
        # of them hold with it
        short = [n for n, row in enumerate(rows) if failures.by.intersection(self._amounts_of(row))]
        found_whole = [
            (n, found[0])
            for n in short
            if n not in moved and (found := self._only(rows, n, judge)) is not None and not found[1].count
        ]
        if len(found_whole) == 1:
            rows[found_whole[0][0]] = found_whole[0][1]
            moved.append(found_whole[0][0])
        return rows, moved

    def _only(self, rows: list[Row], n: int, judge: Callable[[list[Row]], Failures]) -> tuple[Row, Failures] | None:
        """What one row may be with which fewer sums of the table fail than with anything else it may be."""
        tried = [(whole, judge([*rows[:n], whole, *rows[n + 1 :]])) for whole in self._whole(rows[n])]
        fewest = min((failures.count for _, failures in tried), default=None)
        best = [(whole, failures) for whole, failures in tried if failures.count == fewest]
        return best[0] if len(best) == 1 else None

    def _whole(self, row: Row) -> Iterator[Row]:
        """What the row may be with one cell put back, or several in front, each meaning once."""
        meanings: list[object] = []
        for place, lost in _places(row):
            if any(cell is not None and fold(cell.text) for cell in row[len(row) - lost :]):
                continue
            whole: Row = [*row[:place], *(Cell("") for _ in range(lost)), *row[place : len(row) - lost]]
            read = self._read(whole)
            # wherever 合计 stands it says the same
            meaning = (
                {k: v for k, v in read.values.items() if k in self._amounts or not is_total_label(str(v))},
                {k: v for k, v in read.names.items() if not is_total_label(v)},
                read.levels,
            )
            if not all(map(is_figure, read.unplaced.values())) or self._contradicts(read) or meaning in meanings:
                continue
            meanings.append(meaning)
            yield whole

    def _amounts_of(self, row: Row) -> set[Decimal]:
        return {value for name, value in self._read(row).values.items() if name in self._amounts}

    def _contradicts(self, read: RowValues) -> bool:
        """True where a sum of the row does not hold, or a figure stands in the place of a name."""
        return bool(read.unparsed) or any(not finding.passed for finding in self._findings(read))

    def _findings(self, read: RowValues) -> list[Finding]:
        values = {name: value for name, value in read.values.items() if name in self._amounts}
        # a row of noughts in every column that the table prints: a sum is one of the table's columns, not of the row's
        rows = [self._blank, {**values, "others": read.others}]
        return evaluate(self._rules, rows, self._amounts, self._quantum)

    def _fails(self, row: Row) -> bool:
        """True for a row that contradicts itself, or of which no sum says anything."""
        read = self._read(row)
        return self._contradicts(read) or (bool(read.numbers) and not self._findings(read))

    def _read(self, row: Row) -> RowValues:
        return read_row(row, self._mapping, self._columns, self._table.paths, self._unit, self._sum)


def _places(row: Sequence[Cell | None]) -> Iterator[tuple[int, int]]:
    """(the column, how many cells) that a row may have lost."""
    yield from ((0, lost) for lost in range(1, min(_MOST_LOST, len(row) - 1) + 1))
    yield from ((place, 1) for place in range(1, len(row)))
