"""The aims and tasks of 整体绩效目标表; what is printed beside a task stays with its row."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from extract.rows.found import FoundRows, beside
from extract.rows.indicators import is_unfilled
from forms.money import is_number
from forms.structure import TOTAL, is_total_label
from forms.text import fold

AIMS, TASKS = "年度履职目标", "年度主要任务"
_LONG = 40
"""Characters: more are no task's name."""
_HEADER = re.compile(r"^((任务)?名称|主要(实施)?内容|工作任务|目标\d*|拟投入的?资金(（.*）)?|期望达到的目标(（.*）)?)$")
_MONEY = re.compile(r"^拟投入的?资金")
_NAMES = re.compile(r"^((任务)?名称|主要(实施)?内容|工作任务)$")
_SUM = re.compile(r"^(金额|资金)?(合计|总计|小计)$")


class Tasks:
    """Rows of department_tasks; columns that have no place there (预算金额/总额) are kept under their header."""

    def __init__(self, found: FoundRows, is_label: Callable[[str], bool]) -> None:
        self.found = found
        self._is_label = is_label
        """True for the words that name a part of the form (年度主要任务)."""
        self._others: dict[int, tuple[str, ...]] = {}
        self._money: str | None = None
        """The header of a column of money between those of words: 主要实施内容 | 拟投入的资金 | 期望达到的目标."""
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
        if not kept and all(map(is_unfilled, words)):
            return
        if self._money and sum(map(is_number, words)) == 1:
            kept |= {self._money: next(filter(is_number, words))}
            words = [text for text in words if not is_number(text)]
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
        self._money = next((fold(text) for text in texts if _MONEY.match(fold(text))), None)
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
