"""The amounts of 整体绩效目标表: 部门预算总额, its sources and its structure."""

from __future__ import annotations

import re

from extract.rows.found import FoundRows
from forms.money import is_figure, labelled_unit, own_unit
from forms.text import fold, item_of

_GROUP = re.compile(r"^(?:\d[、.])?\s*(资金来源|资金结构)[：]?")
_HEADING = re.compile(r"^(预算情况|年度预算安排)")
"""Names the part of the form, and perhaps the unit of its amounts: 年度预算安排（万元）."""
_TOP = re.compile(r"^(部门|单位)?(年度)?预算(资金)?总额|^资金总额")


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
