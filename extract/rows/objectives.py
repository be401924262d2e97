"""整体绩效目标表, a form rather than a grid: aims and tasks, amounts, then indicators of three levels."""

from __future__ import annotations

import re

from extract.rows.cells import texts_of
from extract.rows.found import FoundRows
from extract.rows.indicators import LEVEL3
from extract.rows.objective_funding import Funding
from extract.rows.objective_targets import Targets
from extract.rows.objective_tasks import Tasks
from extract.tables.headers import owners
from extract.tables.whole import WholeTable
from forms.text import fold, joined

_SECTION = (
    (re.compile(r"^(年度|当年)(履职|整体)?(绩效|总体)?目标|^(年度)?绩效目标$|^总体(绩效)?目标"), "aims"),
    (re.compile(r"^年度(主要|重点)?(工作)?任务"), "tasks"),
    (re.compile(r"^预算(整体)?情况|^部门预算总额|^年度预算安排|^(年度)?预算(资金)?(总额|申请)"), "funding"),
    (re.compile(r"^一级指标"), "targets"),
)
_LABEL = 9
"""Characters: a part's name has fewer, words that only begin like one go on."""
_BODY_LABEL = re.compile(r"^(部门|单位)(（单位）)?名称")


def objective_rows(table: WholeTable, unit: str | None) -> FoundRows:
    """Rows of department_tasks, department_funding and department_targets; amounts in yuan."""
    found = FoundRows(unit)
    section = ""
    targets = Targets(found, table, owners(table.rows))
    funding = Funding(found)
    tasks = Tasks(found, lambda text: len(fold(text)) < _LABEL and names_part(text))
    for n, row in enumerate(table.rows):
        texts = texts_of(row)
        printed = [text for text in texts if text]
        if not printed:
            continue
        switched = _section_of(printed, section)
        if switched != section:
            section = switched
            if section == "targets":
                targets.header(texts)
                continue
        if section in ("aims", "tasks"):
            tasks.row(n, texts, section, begins_page=table.begins_grid(n))
        elif section == "funding":
            funding.row(n, printed)
        elif section == "targets":
            targets.row(n, row, texts)
        elif not _BODY_LABEL.match(fold(printed[0])):
            found.tell(n, "row_unplaced", "整体绩效目标表中位置不明的行", " | ".join(printed))
        whole = row[0] is not None and len(row) > 1 and all(cell is None for cell in row[1:])
        if section in ("aims", "tasks", "funding") and texts[0] and not whole and not names_part(texts[0]):
            _shifted(found, n, printed)
    targets.finish()
    return found


def body_within(table: WholeTable) -> str | None:
    """The body that the form names in a cell of its own, beside 部门名称."""
    for row in [*table.header, *table.rows][:3] if table.form is not None and table.form.shape == "objectives" else []:
        printed = [joined(cell.text) for cell in row if cell is not None and cell.text.strip()]
        if len(printed) > 1 and _BODY_LABEL.match(fold(printed[0])):
            return printed[1]
    return None


def names_part(text: str) -> bool:
    """True for the words that name a part of the form."""
    return any(pattern.match(fold(text)) for pattern, _ in _SECTION)


def _shifted(found: FoundRows, n: int, printed: list[str]) -> None:
    """A row that begins where only the parts of the form are named has lost the cells left of it."""
    moved = [record for _, at, record in found.rows if at == n]
    for record in moved:
        record["reading"] = "realigned"
    if moved:
        found.tell(n, "realigned", "该行左边缺单元格，已按内容归位，文字和金额未改", " | ".join(printed))


def _section_of(printed: list[str], current: str) -> str:
    first = fold(printed[0])
    for pattern, section in _SECTION:
        if pattern.match(first) and current != "targets":
            return section
        if section == "targets" and any(LEVEL3.match(fold(text)) for text in printed):
            return section
    return current
