"""Rows of a list-shaped form: one printed line, one record, keyed by codes, units or projects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extract.document import Cell, Row
from extract.rows.cells import RowValues, read_row
from extract.rows.codes import ACCOUNT_CODES
from extract.rows.listkinds import carry_category, kinds_of
from extract.rows.purchases import carry_kind, unit_kinds
from extract.rows.settling import body_beside, settle, units_as_items
from extract.tables.headers import is_column_numbers, owners
from extract.tables.mapping import ColumnMapping
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.structure import DETAIL, SUBTOTAL, UNIT
from forms.text import fold

_OTHER_YEAR_ROW = re.compile(r"^(20\d\d)年|增减|增长|上年(?!结)|比.*(年|预算)")


@dataclass(slots=True)
class ListRows:
    """The records of one table under one mapping, with where each was printed."""

    records: list[dict[str, Any]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Index into the table's rows, per record."""
    read: list[RowValues] = field(default_factory=list)
    skipped: list[tuple[int, RowValues]] = field(default_factory=list)
    """Rows that print something but no amount, and are no record."""

    @property
    def numbers(self) -> int:
        return sum(row.numbers for row in self.read)

    @property
    def misplaced(self) -> int:
        """Amount cells that print words: a sign of a wrong mapping."""
        return sum(len(row.unparsed) for row in self.read) + sum(len(row.unparsed) for _, row in self.skipped)


def list_rows(
    table: WholeTable, form: Form, mapping: ColumnMapping, rows: list[Row], unit: str | None, year: int | None
) -> ListRows:
    """Every line of the table as a record with ``row_kind``; amounts exact yuan."""
    counted = [column.name for column in form.own_columns if column.type in ("amount", "number")]
    result = _read_lines(table, form, mapping, rows, unit, year, counted)
    _whole_codes(result.records)
    kinds = kinds_of(result.records, form)
    _finish(result, unit_kinds(result.records, kinds) if form.name == "procurement" else kinds, counted)
    units_as_items(result.records, result.read, form, mapping, table.paths)
    if form.name == "procurement":
        carry_kind(result.records)
    elif form.rows == "project":
        carry_category(result.records)
    return result


def _read_lines(
    table: WholeTable,
    form: Form,
    mapping: ColumnMapping,
    rows: list[Row],
    unit: str | None,
    year: int | None,
    counted: list[str],
) -> ListRows:
    """The lines that are records, each with its values in their columns, and those that are none."""
    columns = {column.name: column for column in form.own_columns}
    sum_ = next((identity for identity in form.identities if identity.counts_unplaced), None)
    result = ListRows()
    levels: tuple[str, ...] = ()
    bodies: dict[str, str] = {}
    for n, row in enumerate(_carried(rows, mapping, columns) if table.merges_known else rows):
        if _says_nothing([cell.text if cell else "" for cell in row], first=n == 0):
            continue
        read = read_row(row, mapping, columns, table.paths, unit, sum_)
        levels = _levels(read, levels)
        settle(read, form, mapping, table.caption.body)
        if form.rows == "flat":
            bodies = body_beside(read, bodies)
        empty = not any(name in read.values for name in counted)
        of_other_year = form.name == "three_public" and len(rows) > 1 and names_other_year(read, year)
        if empty or of_other_year:
            result.skipped.append((n, read))
            if not (empty and _is_unit_header(read)):
                continue
        result.records.append(read.values)
        result.at.append(n)
        result.read.append(read)
    return result


def _says_nothing(texts: list[str], *, first: bool) -> bool:
    """True for a blank line, and for one that numbers the columns: under the header of a single amount its number
    stands alone, where no amount is without a label."""
    printed = [fold(text) for text in texts if fold(text)]
    return not printed or is_column_numbers(texts) or (first and printed == ["1"] and len(texts) > 1)


def _carried(rows: list[Row], mapping: ColumnMapping, columns: dict[str, Any]) -> list[Row]:
    """Words of vertically merged cells carried down; a merged amount stands only where it is printed."""
    filled = owners(rows)
    carried: list[Row] = []
    for r, row in enumerate(rows):
        line: Row = []
        for c, cell in enumerate(row):
            name = mapping.columns[c] if c < len(mapping.columns) else None
            wordy = name is not None and columns[name].type in ("text", "code")
            from_above = cell is None and r > 0 and c < len(filled[r - 1]) and filled[r][c] is filled[r - 1][c]
            line.append(filled[r][c] if wordy and from_above else (cell or Cell("")))
        carried.append(line)
    return carried


def _levels(read: RowValues, before: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of which only the changing level is printed (205 | | then | 08 | then | | 03) made whole."""
    code = next((name for name in ACCOUNT_CODES if name in read.levels), None)
    if code is None:
        return before
    filled = list(read.levels[code])
    first = next((n for n, text in enumerate(filled) if text), None)
    if first and len(before) >= first and all(before[:first]) and len(filled[first]) <= 2:
        filled[:first] = before[:first]
        read.values[code] = "".join(filled)
    return tuple(filled) if first is not None else before


def _whole_codes(records: list[dict[str, Any]]) -> None:
    """A 款 printed as its own two digits between whole codes (208, then 05, then 2080505) made whole, where the
    code below it says so."""
    coded = [record for record in records if record.get("function_code")]
    for before, record, after in zip(coded, coded[1:], coded[2:], strict=False):
        own = record["function_code"]
        whole = before["function_code"][:3] + own
        if len(own) == 2 and len(whole) == 5 and after["function_code"].startswith(whole):
            record["function_code"] = whole


def _is_unit_header(read: RowValues) -> bool:
    """A unit's row that prints no amount still names the unit of the rows below it."""
    return set(read.values) <= {"budget_unit_code", "budget_unit"} and bool(read.values)


def names_other_year(read: RowValues, year: int | None) -> bool:
    """True for a row whose words say that its figures are of another year, or a change."""
    return any(_is_other_year(text, year) for text in read.unplaced.values())


def _is_other_year(text: str, year: int | None) -> bool:
    found = _OTHER_YEAR_ROW.match(fold(text))
    return found is not None and (found.group(1) is None or int(found.group(1)) != year)


def _finish(result: ListRows, kinds: list[str], counted: list[str]) -> None:
    """Row kinds set, units carried down to details, rows without an amount taken out again."""
    unit: dict[str, Any] = {}
    account: dict[str, Any] = {}
    kept = ListRows(skipped=result.skipped)
    for record, at, read, kind in zip(result.records, result.at, result.read, kinds, strict=True):
        if kind == UNIT:
            unit = {name: record.get(name) for name in ("budget_unit_code", "budget_unit")}
        elif kind not in (DETAIL, "其中", SUBTOTAL):
            unit = {}
        elif kind == DETAIL and unit:
            for name, value in unit.items():
                if value and not record.get(name):
                    record[name] = value
        if kind == SUBTOTAL:
            account = {name: record.get(name) for name in ("function_code", "function") if record.get(name)}
        elif kind != DETAIL or record.get("function_code"):
            account = {}
        elif set(record) & {"budget_unit_code", "budget_unit"} and not record.get("function"):
            record.update(account)  # the units below an account's row
        if not any(record.get(name) is not None for name in counted):
            continue
        record["row_kind"] = kind
        if read.others is not None:
            record["others"] = read.others
        kept.records.append(record)
        kept.at.append(at)
        kept.read.append(read)
    result.records, result.at, result.read = kept.records, kept.at, kept.read
