"""The aims, tasks and amounts of 整体绩效目标表.

What is printed beside a task stays with its row; of the amounts, those that label and place tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from extract.rows.found import FoundRows, beside
from forms.money import is_figure, is_number, labelled_unit, own_unit
from forms.structure import TOTAL, is_total_label
from forms.text import fold, item_of

AIMS, TASKS = "年度履职目标", "年度主要任务"
_LONG = 40
"""Characters: more are no task's name."""
_HEADER = re.compile(r"^((任务)?名称|主要(实施)?内容|工作任务|目标\d*|拟投入的?资金(（.*）)?|期望达到的目标(（.*）)?)$")
_NAMES = re.compile(r"^((任务)?名称|主要(实施)?内容|工作任务)$")
_SUM = re.compile(r"^(金额|资金)?(合计|总计|小计)$")
_GROUP = re.compile(r"^(?:\d[、.])?\s*(资金来源|资金结构)[：]?")
_HEADING = re.compile(r"^(预算情况|年度预算安排)")
"""Names the part of the form, and perhaps the unit of its amounts: 年度预算安排（万元）."""
_TOP = re.compile(r"^(部门|单位)?(年度)?预算(资金)?总额|^资金总额")


class Tasks:
    """Rows of department_tasks; columns that have no place there (预算金额/总额) are kept under their header."""

    def __init__(self, found: FoundRows, is_label: Callable[[str], bool]) -> None:
        self.found = found
        self._is_label = is_label
        """True for the words that name a part of the form (年度主要任务)."""
        self._others: dict[int, tuple[str, ...]] = {}
        self._names_end = 0
        self._heading = False
        """True while the row above is one of the header."""

    def row(self, n: int, texts: list[str], section: str, *, begins_page: bool) -> None:
        if section == "tasks" and (self._is_header(texts) or self._is_lower_header(texts)):
            return
        self._heading = False
        last = self._last()
        ended = last is not None and bool(_SUM.match(fold(last["task"])))
        headers = {} if section == "aims" else {place: "/".join(path) for place, path in self._others.items()}
        kept = beside(texts, headers)
        words = [text for place, text in enumerate(texts) if text and place not in headers and not self._is_label(text)]
        words = [text for text in words if not _HEADER.match(fold(text))]
        if section == "aims" or (ended and len(words) == 1 and not is_total_label(words[0])):
            if words:
                content = " ".join(dict.fromkeys(words))
                self.found.add("department_tasks", n, {"part": AIMS, "task": None, "content": content})
        elif len(words) == 1 and last and not kept and (len(words[0]) > _LONG or (begins_page and _is_cut(last))):
            last["content"] = (last["content"] or "") + words[0]
        elif words or kept:
            task: dict[str, Any] = {"part": TASKS, "task": words[0] if words else None}
            task["content"] = " ".join(words[1:]) or None
            if _SUM.match(fold(task["task"] or "")):
                task["row_kind"] = TOTAL
            self.found.add("department_tasks", n, {**task, "unplaced": kept})

    def _is_header(self, texts: list[str]) -> bool:
        """任务名称 | 主要内容 | 预算金额（万元）: what stands right of the names has no column of its own."""
        named = [place for place, text in enumerate(texts) if _NAMES.match(fold(text))]
        if len(named) < 2 or any(is_number(text) for text in texts):
            return False
        self._names_end = max(named)
        self._others = {
            place: (fold(text),)
            for place, text in enumerate(texts)
            if place > self._names_end and text and not _HEADER.match(fold(text))
        }
        self._heading = True
        return True

    def _is_lower_header(self, texts: list[str]) -> bool:
        """总额 | 财政拨款 | 其他资金 below 预算金额."""
        filled = [place for place, text in enumerate(texts) if text]
        if not (self._heading and self._others and filled) or min(filled) <= self._names_end:
            return False
        if any(is_number(texts[place]) for place in filled):
            return False
        for place in filled:
            above = max((p for p in self._others if p <= place), default=None)
            if above is not None:
                self._others[place] = (self._others[above][0], fold(texts[place]))
        return True

    def _last(self) -> dict[str, Any] | None:
        """The row above, where it is a task."""
        table, _, record = self.found.rows[-1] if self.found.rows else ("", 0, {})
        return record if table == "department_tasks" and record["part"] == TASKS else None


def _is_cut(task: dict[str, Any]) -> bool:
    """True for what a task consists in that ends within its sentence."""
    return bool(task["content"]) and not task["content"].endswith(("。", "；", "！"))


class Funding:
    """部门预算总额, then its sources and its structure; every printed label is a row."""

    def __init__(self, found: FoundRows) -> None:
        self.found = found
        self.unit: str | None = None
        self.group: str | None = None

    def row(self, n: int, printed: list[str]) -> None:
        heading = [text for text in printed if _HEADING.match(fold(text))]
        self.unit = next(filter(None, map(labelled_unit, heading)), self.unit)
        texts = [text for text in printed if text not in heading]
        labels: list[str] = []
        for text in texts:
            if is_figure(own_unit(text)[0]):
                self._amount(n, labels, text)
                labels = []
                continue
            group = _GROUP.match(fold(text))
            if group:
                self.group = group.group(1)
                label = re.sub(r"^.*?(资金来源|资金结构)\s*[:：]?\s*", "", text)
                if not label:
                    continue
            else:
                label = text
            if labels:
                self._amount(n, labels, None)
            labels = [label]
        if labels:
            self._amount(n, labels, None)

    def _amount(self, n: int, labels: list[str], text: str | None) -> None:
        if not labels:
            self.found.problems.append((n, "amount_unplaced", "整体绩效目标表的金额没有名称", text or ""))
            return
        label = labels[0]
        # 部门预算总额（万元） says the unit of the amounts below it too
        self.unit = labelled_unit(label) or self.unit
        _, item, _ = item_of(label)
        top = bool(_TOP.match(fold(item)))
        self.found.add(
            "department_funding",
            n,
            {
                "parent": None if top else self.group,
                "item": item,
                "row_kind": "合计" if top else "明细",
                "amount": self.found.amount(n, text, self.unit),
            },
        )
