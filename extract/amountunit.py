"""The unit in which a table prints its amounts, where it says so and where it does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from archive.extracted import Disclosure, Problem
from extract.tables.captions import unit_in_header
from extract.tables.titles import bare_title, form_of
from extract.tables.whole import WholeTable
from forms.money import UNIT, find_unit
from forms.text import fold

_OF_ALL = re.compile(
    r"(?:报表|公开表|表格|各表|下表|(?:部门|单位)[预决]算表)[^。；]{0,24}?"
    rf"单位(?:均|都|统一)?(?:为|是|：)(?:人民币)?({UNIT})(?![/人])"
)
"""附件：2024年部门预算报表（单位：万元）; 以下各表金额单位均为万元."""
_LONGEST = 60
"""Characters of such a line."""


def state_units(tables: Sequence[WholeTable], lines: Iterable[str]) -> Problem | None:
    """Gives tables that print no unit the one that a line of the document, or two, state for all of them; the problem
    where others print another all the same."""
    titles = {fold(table.caption.title) for table in tables if table.caption.title}
    texts = ["", *map(fold, lines)]
    found = {
        match[1]
        for upper, line in pairwise(texts)
        for text in (line, upper + line)
        if len(text) <= _LONGEST and (match := _OF_ALL.search(text)) and not _is_caption(text, titles)
    }
    without = [table for table in tables if not table.caption.unit]
    if len(found) != 1 or not without:
        return None
    unit = next(iter(found))
    others = {table.caption.unit for table in tables if table.caption.unit} - found
    for table in without:
        table.caption.unit = unit
    if not others:
        return None
    message = f"本文件写明各表单位为{unit}，有的表印的是{'、'.join(sorted(others))}；没有印单位的表按{unit}读"
    return Problem("unit_disagrees", message, without[0].page)


def _is_caption(text: str, titles: Iterable[str]) -> bool:
    """True for what stands above one table."""
    return form_of(bare_title(text)) is not None or any(title in text for title in titles)


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
