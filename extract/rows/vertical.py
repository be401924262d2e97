"""“三公”经费 printed downward: one item a line, as other provinces do, read as the form's one row."""

from __future__ import annotations

import re
from typing import Any

from extract.rows.cells import RowValues, read_row
from extract.rows.listing import ListRows
from extract.tables.mapping import Mapping, other_year
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.structure import DETAIL
from forms.text import fold, item_of

_ITEMS = (
    ("overseas_travel", re.compile(r"因公出国")),
    ("reception", re.compile(r"公务接待")),
    ("vehicles_total", re.compile(r"公务用车购置(及|和|与).*(运行|运维)|^公务用车(经费|费用?|支出)?$")),
    ("vehicle_purchase", re.compile(r"购置")),
    ("vehicle_operation", re.compile(r"运行|运维")),
    ("total", re.compile(r"^(三公经费)?(合计|总计|小计)?$|三公经费")),
)
_WORD = re.compile(r"[\u4e00-\u9fff\u2e80-\u2fdf]")
"""What a label has and a line's number has not; radicals are characters too."""
_VALUE = re.compile(r"合计|总计|预算数|决算数|金额|^预算$|年.*预算")


def vertical_rows(table: WholeTable, form: Form, unit: str | None, year: int | None) -> ListRows | None:
    """The one record that the lines make up; ``None`` when the table is not printed downward."""
    value = next(
        (
            n
            for n, path in enumerate(table.paths)
            if n and path and not other_year(path, year) and _VALUE.search("/".join(path))
        ),
        None,
    )
    if value is None:
        return None
    columns = {column.name: column for column in form.own_columns}
    record: dict[str, Any] = {}
    result = ListRows()
    taken = RowValues()
    for n, row in enumerate(table.rows):
        label = next(
            (fold(item_of(cell.text)[1]) for cell in row[:value] if cell is not None and _WORD.search(cell.text)), ""
        )
        name = next((name for name, pattern in _ITEMS if pattern.search(label)), None) if label else None
        mapping = Mapping(tuple(name if place == value else None for place in range(len(row))), "header")
        read = read_row(row, mapping, columns, table.paths, unit)
        if name is None or name in record or name not in read.values:
            result.skipped.append((n, read))
            continue
        record[name] = read.values[name]
        taken.numbers += 1
        if not result.at:
            result.at.append(n)
    if len(record) < 3:
        return None
    record["row_kind"] = DETAIL
    result.records, result.read = [record], [taken]
    return result
