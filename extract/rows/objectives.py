"""整体绩效目标表, a form rather than a grid: aims and tasks, amounts, then indicators of three levels."""

from __future__ import annotations

import re
from typing import Any

from extract.rows.found import FoundRows
from extract.rows.objective_funding import Funding
from extract.rows.objective_targets import LEVEL3, Targets
from extract.tables.headers import owners
from extract.tables.whole import WholeTable
from forms.text import fold, joined

AIMS, TASKS = "年度履职目标", "年度主要任务"

_SECTION = (
    (re.compile(r"^(年度|当年)(履职|整体)?(绩效|总体)?目标|^(年度)?绩效目标$|^总体(绩效)?目标"), "aims"),
    (re.compile(r"^年度(主要|重点)?(工作)?任务"), "tasks"),
    (re.compile(r"^预算情况|^部门预算总额|^年度预算安排|^(年度)?预算(资金)?(总额|申请)"), "funding"),
    (re.compile(r"^一级指标"), "targets"),
)
_LONG = 40
"""Characters: more are no task's name."""
_BODY_LABEL = re.compile(r"^(部门|单位)(（单位）)?名称")
_TASK_HEADER = re.compile(
    r"^((任务)?名称|主要(实施)?内容|工作任务|目标\d*|拟投入的?资金(（.*）)?|期望达到的目标(（.*）)?)$"
)


def objective_rows(table: WholeTable, unit: str | None) -> FoundRows:
    """Rows of department_tasks, department_funding and department_targets; amounts in yuan."""
    found = FoundRows(unit)
    section = ""
    targets = Targets(found, table, owners(table.rows))
    funding = Funding(found)
    for n, row in enumerate(table.rows):
        texts = [joined(cell.text) if cell is not None else "" for cell in row]
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
            _aims_or_tasks(found, n, printed, section, begins_page=table.begins_grid(n))
        elif section == "funding":
            funding.row(n, printed)
        elif section == "targets":
            targets.row(n, row, texts)
        elif not _BODY_LABEL.match(fold(printed[0])):
            found.problems.append((n, "row_unplaced", "整体绩效目标表中位置不明的行", " | ".join(printed)))
        if section in ("aims", "tasks", "funding") and texts[0] and not _names_section(texts[0]):
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


def _names_section(text: str) -> bool:
    return any(pattern.match(fold(text)) for pattern, _ in _SECTION) or bool(_TASK_HEADER.match(fold(text)))


def _shifted(found: FoundRows, n: int, printed: list[str]) -> None:
    """A row that begins where only the parts of the form are named has lost the cells left of it."""
    moved = [record for _, at, record in found.rows if at == n]
    for record in moved:
        record["reading"] = "realigned"
    if moved:
        found.problems.append((n, "realigned", "该行左边缺单元格，已按内容归位，文字和金额未改", " | ".join(printed)))


def _section_of(printed: list[str], current: str) -> str:
    first = fold(printed[0])
    for pattern, section in _SECTION:
        if pattern.match(first) and current != "targets":
            return section
        if section == "targets" and any(LEVEL3.match(fold(text)) for text in printed):
            return section
    return current


def _aims_or_tasks(found: FoundRows, n: int, printed: list[str], section: str, *, begins_page: bool) -> None:
    texts = [text for text in printed if not any(p.match(fold(text)) and len(fold(text)) < 9 for p, _ in _SECTION)]
    texts = [text for text in texts if not _TASK_HEADER.match(fold(text))]
    if not texts:
        return
    if section == "aims":
        found.add("department_tasks", n, {"part": AIMS, "task": None, "content": " ".join(dict.fromkeys(texts))})
    elif len(texts) == 1 and (last := _last_task(found)) and (len(texts[0]) > _LONG or (begins_page and _is_cut(last))):
        last["content"] = (last["content"] or "") + texts[0]
    else:
        found.add("department_tasks", n, {"part": TASKS, "task": texts[0], "content": " ".join(texts[1:]) or None})


def _last_task(found: FoundRows) -> dict[str, Any] | None:
    """The row above, where it is a task."""
    table, _, record = found.rows[-1] if found.rows else ("", 0, {})
    return record if table == "department_tasks" and record["part"] == TASKS else None


def _is_cut(task: dict[str, Any]) -> bool:
    """True for what a task consists in that ends within its sentence."""
    return bool(task["content"]) and not task["content"].endswith(("。", "；", "！"))
