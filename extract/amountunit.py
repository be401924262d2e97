"""The unit in which a table prints its amounts, where it says so and where it does not."""

from __future__ import annotations

from collections import Counter

from extract.result import Disclosure, Problem
from extract.tables.captions import unit_in_header
from extract.tables.whole import WholeTable
from forms.money import find_unit


def unit_of(disclosure: Disclosure, table: WholeTable, units: Counter[str]) -> str | None:
    """The table's own unit; without one, the unit all other tables of the document agree on."""
    title = table.caption.title or "（无题）"
    if table.caption.unit or not table.prints_numbers:
        stated = {find_unit(title), unit_in_header(table.paths)} - {None, table.caption.unit}
        if stated and table.caption.unit and table.prints_numbers:
            other = "、".join(sorted(unit for unit in stated if unit))
            message = f"“{title}”的单位行是{table.caption.unit}，标题或表头写{other}，按单位行读"
            disclosure.problems.append(Problem("unit_disagrees", message, table.page, other))
        return table.caption.unit
    if table.form is not None and table.form.shape in ("objectives", "project_objectives"):
        return next(iter(units)) if len(units) == 1 else None
    if len(units) == 1:
        unit = next(iter(units))
        disclosure.problems.append(unit_assumed(table, unit))
        return unit
    message = f"“{title}”没有印金额单位，" + ("其他各表单位不一，" if units else "") + "未读出金额，单元格保留在原表中"
    disclosure.problems.append(Problem("unit_missing", message, table.page))
    return None


def unit_assumed(table: WholeTable, unit: str | None) -> Problem:
    """That a table is read in the unit of the others."""
    message = f"“{table.caption.title or '（无题）'}”没有印金额单位，按本文件其他各表的 {unit} 读"
    return Problem("unit_assumed", message, table.page)
