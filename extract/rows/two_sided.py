"""Rows of a two-sided form: revenue on the left, expenditure on the right, every printed label a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extract.document import Row
from extract.rows.balance import EXPENDITURE, REVENUE, labelled
from extract.rows.cells import RowValues, read_row
from extract.tables.headers import is_column_numbers
from extract.tables.mapping import ColumnMapping, by_header
from extract.tables.owncolumns import one_classification, own_stage
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.money import is_number, parse_number, to_yuan
from forms.text import joined


@dataclass(slots=True)
class SideRows:
    """Records of both sides, revenue first, each with the index of its printed row."""

    records: list[dict[str, Any]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    read: list[RowValues] = field(default_factory=list)
    mapping: ColumnMapping = field(default_factory=lambda: ColumnMapping((), "header"))
    skipped: list[tuple[int, RowValues]] = field(default_factory=list)
    """Printed rows with neither a label nor an amount where they belong."""

    def __add__(self, other: SideRows) -> SideRows:
        mapping = ColumnMapping((*self.mapping.columns, *other.mapping.columns), "header")
        both = (self.records + other.records, self.at + other.at, self.read + other.read)
        return SideRows(*both, mapping, self.skipped + other.skipped)


def two_sided_rows(table: WholeTable, form: Form, unit: str | None, year: int | None) -> SideRows | None:
    """Every printed label of both sides; ``None`` when the table has no two sides."""
    split = _split(table)
    if split is None:
        return None
    own = own_stage(table.paths, table.caption.title)
    sides = []
    for side, places in zip((REVENUE, EXPENDITURE), split, strict=True):
        paths = one_classification([_without_side(own[place]) for place in places])
        sides.append(_side(table, form, side, places, by_header(form.own_columns, paths, year), unit))
    return sides[0] + sides[1]


def _split(table: WholeTable) -> tuple[list[int], list[int]] | None:
    """Column places of the two halves, by the top header words 收入 and 支出."""
    tops = [path[0] if path else "" for path in table.paths]
    right = next(
        (n for n, top in enumerate(tops) if n and "支出" in top and "收入" not in top and tops[n - 1] != top), None
    )
    if right is None:
        labels = [
            n for n, path in enumerate(table.paths) if path and re.match(r"^(项目|功能分类|支出功能|科目)", path[-1])
        ]
        right = labels[1] if len(labels) >= 2 else None
    if right is None:
        return None
    return list(range(right)), list(range(right, table.width))


def _without_side(path: tuple[str, ...]) -> tuple[str, ...]:
    if len(path) > 1 and re.match(r"^(本年|财政拨款|部门)?(收入|支出)(情况)?$", path[0]):
        return path[1:]
    return path


def _side(
    table: WholeTable, form: Form, side: str, places: list[int], mapping: ColumnMapping, unit: str | None
) -> SideRows:
    result = SideRows(mapping=mapping)
    paths = [_without_side(table.paths[place]) for place in places]
    columns = {column.name: column for column in form.own_columns}
    read_rows: list[tuple[int, RowValues]] = []
    for n, row in enumerate(table.rows):
        cells: Row = [row[place] if place < len(row) else None for place in places]
        texts = [cell.text if cell else "" for cell in cells]
        if is_column_numbers([cell.text if cell else "" for cell in row]) or not any(joined(text) for text in texts):
            continue
        read = read_row(cells, mapping, columns, paths, unit)
        _spanned_total(read, cells, mapping, form, unit)
        if read.values or read.unparsed:
            read_rows.append((n, read))
        elif read.unplaced:
            result.skipped.append((n, read))
    for n, read, record in labelled(read_rows, form, side):
        if record is None:
            result.skipped.append((n, read))
        else:
            result.records.append(record)
            result.at.append(n)
            result.read.append(read)
    return result


def _spanned_total(read: RowValues, cells: Row, mapping: ColumnMapping, form: Form, unit: str | None) -> None:
    """A total whose label is merged over the columns below it prints its amount at the end of the row."""
    label = mapping.columns.index("item") if "item" in mapping.columns else None
    main = form.amounts()[0]
    if (
        label is None
        or main in read.values
        or "item" not in read.values
        or label + 1 >= len(cells)
        or cells[label + 1] is not None
    ):
        return
    numbers = [cell.text for cell in cells[label + 1 :] if cell is not None and is_number(cell.text)]
    if len(numbers) == 1:
        number = parse_number(numbers[0])
        if number is not None:
            read.values[main] = to_yuan(number, unit or "元")
            read.unplaced = {path: text for path, text in read.unplaced.items() if text != numbers[0]}
            read.numbers += 1
