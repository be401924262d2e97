"""Several readings of one damaged table: the one that the printed figures themselves bear out.

Converted documents lose empty cells, from rows and from headers, so neither header path nor
position alone is proof. The accounting identities are: a reading is kept when they hold in it
and do not hold in the table as printed. Only cells move; no amount is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.document import Cell, Row
from extract.rows.listing import ListRows, list_rows
from extract.rows.lostcells import Failures, LostCells
from extract.tables.mapping import ColumnMapping, by_layout
from extract.tables.misread import well_read
from extract.tables.owncolumns import own_part, own_stage
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.identities import evaluate
from forms.money import UNITS, decimals, is_number
from forms.text import fold

_MOST_INSERTIONS = 2
_WIDEST = 26
_FEWEST_SUMS = 2
"""Different sums within rows that prove a reading where nothing fails in the table as printed."""
_LONGEST = 150
"""Rows of a table for which two lost cells are tried; trying is quadratic in the columns."""


@dataclass(slots=True)
class Reading:
    """One reading of a table: its rows, and how it differs from the table as printed."""

    rows: ListRows
    mapping: ColumnMapping
    inserted: tuple[int, ...] = ()
    """Columns before which a lost empty cell was put back in every row."""
    failures: int = 0
    short: frozenset[Decimal] = frozenset()
    """The amounts by which sums do not hold, in yuan."""
    passes: int = 0
    """How many identities hold: a reading in which fewer can be evaluated proves less."""
    sums: frozenset[str] = frozenset()
    """Which sums within rows could be evaluated."""
    realigned: bool = False
    moved: tuple[int, ...] = ()
    """Rows into which alone lost cells were put back; all rows otherwise."""

    def realigns(self, row: int) -> bool:
        """True for a row whose cells stand elsewhere than printed."""
        return self.realigned and (not self.moved or row in self.moved)

    def explanation(self, form: Form) -> str | None:
        """What was realigned and why, in the reader's words; ``None`` for a table read as printed."""
        if not self.realigned:
            return None
        labels = {column.name: column.label for column in form.own_columns}
        lost = [labels.get(self.mapping.columns[p] or "", f"第{p + 1}列") for p in self.inserted]
        parts = []
        if lost:
            parts.append(f"各行缺少空白的“{'、'.join(lost)}”单元格，其后各列已右移对齐")
        if self.moved:
            parts.append(f"有 {len(self.moved)} 行缺少空白的单元格，其后各格已右移对齐")
        if self.mapping.how == "layout" and not self.moved:
            parts.append("表头单元格有缺失，按该表的标准列序对应")
        return "；".join(parts) + "；依据：勾稽关系只在此读法下成立；金额未改"


def decimals_of(table: WholeTable) -> int:
    """The most decimals that the table's figures print."""
    printed = [decimals(cell.text) for row in table.rows for cell in row if cell is not None and is_number(cell.text)]
    return max(printed, default=0)


def quantum_of(table: WholeTable, unit: str | None) -> Decimal:
    """What the last of these decimals is worth, in yuan."""
    return UNITS[unit or "元"].scaleb(-decimals_of(table))


def best_reading(table: WholeTable, form: Form, unit: str | None, year: int | None) -> Reading:
    """The table as printed when its identities hold, else the nearest reading in which they do.

    When none satisfies them all the table stays as printed; the checks will say so.
    """
    quantum = quantum_of(table, unit)
    mapping = well_read(table, form, own_part(form, own_stage(table.paths, table.caption.title)), year)
    printed = _judge(Reading(list_rows(table, form, mapping, table.rows, unit, year), mapping), form, quantum)
    unsummed = not table.merges_known and _is_unsummed(printed, form)
    unsure = unsummed or _headless(table, form, printed.mapping)
    if not (printed.failures or unsure) or not form.layouts or table.width > _WIDEST or len(table.rows) > 400:
        return printed
    for mapping, inserted in _candidates(table, form, printed.mapping):
        rows = table.rows
        fits = True
        for place in inserted:
            fits = fits and all(_can_shift(row, place) for row in rows)
            rows = [_shifted(row, place) for row in rows]
        if not fits:
            continue
        reading = _judge(Reading(list_rows(table, form, mapping, rows, unit, year), mapping, inserted), form, quantum)
        proved = reading.passes > printed.passes and (not unsummed or len(reading.sums) >= _FEWEST_SUMS)
        if not reading.failures and proved and reading.rows.numbers >= printed.rows.numbers:
            reading.realigned = True
            return reading
    return printed if table.merges_known else _rows_whole(printed, table, form, unit, year, quantum)


def _rows_whole(
    printed: Reading, table: WholeTable, form: Form, unit: str | None, year: int | None, quantum: Decimal
) -> Reading:
    """The reading with the cells that single rows of converted text lost."""

    def read(rows: list[Row]) -> Reading:
        reading = Reading(list_rows(table, form, printed.mapping, rows, unit, year), printed.mapping)
        return _judge(reading, form, quantum)

    def judge(rows: list[Row]) -> Failures:
        reading = read(rows)
        return Failures(reading.failures, reading.short)

    rows, moved = LostCells(table, form, printed.mapping, unit, quantum).put_back(judge)
    if not moved:
        return printed
    reading = read(rows)
    reading.realigned, reading.moved = True, tuple(moved)
    return reading


def _headless(table: WholeTable, form: Form, mapping: ColumnMapping) -> bool:
    """True when columns of a known layout could not be told by their headers (words lost or apart), or one that
    prints figures."""
    known = [layout for layout in form.layouts if len(layout) == table.width]
    if not known:
        return False
    lost = set(known[0]) - {name for name in mapping.columns if name}
    unplaced = [place for place, name in enumerate(mapping.columns) if name is None]
    return len(lost) >= 2 or (bool(lost) and any(_prints_figures(table, place) for place in unplaced))


def _is_unsummed(printed: Reading, form: Form) -> bool:
    """True where the header names the columns of several sums, and the rows print no figure in them to add up."""
    declared = [identity for identity in form.identities if identity.rule == "row"]
    named = [identity for identity in declared if identity.total in printed.mapping.columns]
    return bool(printed.rows.numbers) and not printed.sums and len(named) >= _FEWEST_SUMS


def _prints_figures(table: WholeTable, place: int) -> bool:
    cells = (row[place] for row in table.rows if place < len(row))
    return any(cell is not None and is_number(cell.text) for cell in cells)


def _candidates(
    table: WholeTable, form: Form, header: ColumnMapping
) -> Iterator[tuple[ColumnMapping, tuple[int, ...]]]:
    """Nearest first: fewest cells put back; of those, the one that moves the fewest cells."""
    mappings = [header, *by_layout(form, table.width)]
    first = next((n for n, name in enumerate(header.columns) if name in form.amounts()), 0)
    for mapping in mappings[1:]:
        yield mapping, ()
    for count in range(1, _MOST_INSERTIONS + 1 if len(table.rows) <= _LONGEST else 2):
        for places in _places(first, table.width, count):
            for mapping in mappings:
                yield mapping, places


def _places(first: int, width: int, count: int) -> Iterator[tuple[int, ...]]:
    for place in range(width - 1, first - 1, -1):
        if count == 1:
            yield (place,)
        else:
            for rest in _places(first, place + 1, count - 1):
                yield (*rest, place)


def _can_shift(row: Row, place: int) -> bool:
    last = row[-1] if row else None
    return place < len(row) and (last is None or not fold(last.text))


def _shifted(row: Row, place: int) -> Row:
    return [*row[:place], Cell(""), *row[place:-1]]


def _judge(reading: Reading, form: Form, quantum: Decimal) -> Reading:
    findings = evaluate(form.identities, reading.rows.records, form.amounts(), quantum)
    short = [abs(finding.difference) for finding in findings if not finding.passed]
    reading.failures, reading.short = len(short) + reading.rows.misplaced, frozenset(short)
    reading.passes = sum(1 for finding in findings if finding.passed)
    reading.sums = frozenset(finding.rule for finding in findings if finding.rule.startswith("row:"))
    return reading
