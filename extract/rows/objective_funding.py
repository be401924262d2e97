"""The amounts of 整体绩效目标表, as labels and places tell: below one another, or in lists beside each other."""

from __future__ import annotations

import re

from extract.rows.found import FoundRows
from forms.money import is_figure, labelled_unit, own_unit
from forms.text import fold, item_of

_GROUP = re.compile(r"^(?:\d[、.])?\s*(资金来源|资金结构)[：]?")
_HEADING = re.compile(r"^(预算(整体)?情况|年度预算安排)")
"""Names the part of the form, and perhaps the unit of its amounts: 年度预算安排（万元）."""
_AMOUNT = re.compile(r"^预算金额(（.*）)?$")
_GROUPS = (("资金结构", re.compile(r"^(部门)?预算支出")), ("资金来源", re.compile(r"^(收入|资金)来源")))
"""部门预算支出 | 预算金额 | 收入来源 | 预算金额: a header over two lists beside each other."""
_TOP = re.compile(r"^(部门|单位)?(年度)?预算(资金)?总额|^资金总额")


class Funding:
    """部门预算总额, then its sources and its structure; every printed label is a row."""

    def __init__(self, found: FoundRows) -> None:
        self.found = found
        self.unit: str | None = None
        self.group: str | None = None
        self.beside: list[str | None] = []
        """What each of the lists beside each other tells of; ``None`` for one that has no place."""

    def row(self, n: int, printed: list[str]) -> None:
        heading = [text for text in printed if _HEADING.match(fold(text))]
        self.unit = next(filter(None, map(labelled_unit, heading)), self.unit)
        texts = [text for text in printed if text not in heading]
        if self._heads_lists(texts):
            return
        if self.beside:
            self._row_of_lists(n, texts)
            return
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

    def _heads_lists(self, texts: list[str]) -> bool:
        amounts = [place for place, text in enumerate(texts) if place and _AMOUNT.match(fold(text))]
        if len(amounts) < 2:
            return False
        self.unit = next(filter(None, (labelled_unit(texts[place]) for place in amounts)), self.unit)
        names = [fold(texts[place - 1]) for place in amounts]
        self.beside = [next((group for group, words in _GROUPS if words.match(name)), None) for name in names]
        return True

    def _row_of_lists(self, n: int, texts: list[str]) -> None:
        pairs = list(zip(texts[::2], texts[1::2], strict=False))
        if len(texts) != 2 * len(self.beside) or not all(is_figure(amount) for _, amount in pairs):
            self.found.tell(n, "row_unplaced", "预算情况中位置不明的行", " | ".join(texts))
            return
        for (label, amount), group in zip(pairs, self.beside, strict=True):
            if group is None:
                told = "整体绩效目标表的金额不属于资金来源或资金结构"
                self.found.tell(n, "amount_unplaced", told, f"{label} | {amount}")
                continue
            self.group = group
            self._amount(n, [label], amount)

    def _amount(self, n: int, labels: list[str], text: str | None) -> None:
        if not labels:
            self.found.tell(n, "amount_unplaced", "整体绩效目标表的金额没有名称", text or "")
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
