"""What the labels of one side of a balance are: items and the parts they consist of, subtotals, the total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from extract.rows.cells import RowValues
from forms.declaration import Form
from forms.nesting import kinds_by_sums
from forms.structure import DETAIL, OF_WHICH, SUBTOTAL, TOTAL
from forms.text import fold, item_of

REVENUE, EXPENDITURE = "收入", "支出"
_TOTAL = re.compile(
    r"^(?:(?:收入|支出|收支)?合计|(?:本年|部门)?(?:收入|支出|收支|[收支])?总[计额数]|总(?:收入|支出))(?:（[千万亿]?元）)?$"
)
_SUBTOTAL = re.compile(r"(合计|小计|总计)$")
_BRACKETED = re.compile(r"^\s*[（(]\s*[一二三四五六七八九十百\d]+\s*[）)]")
_GROUP = re.compile(
    r"(本年|当年)(财政拨款)?(收入|支出)|(上年|年初)(财政拨款|财政)?(资金)?结[转余][、和]?(结[转余])?(资金|收入)?"
)
"""What others are parts of, whatever ordinals they have: 一、本年支出, below it 一、教育支出."""
_LEFT = re.compile(r"结转下年(支出|资金)?|(年终|年末|下年)(财政拨款)?结[转余][、和]?(结[转余])?(资金|支出)?")
_FUND = re.compile(r"公共(财政)?预算|政府性基金|国有资本|财政拨款|财政专户")
_CARRY = re.compile(r"结转|结余|用事业基金")


def labelled(
    rows: Sequence[tuple[int, RowValues]], form: Form, side: str
) -> list[tuple[int, RowValues, dict[str, Any] | None]]:
    """Each printed row of one side with its record: item, ordinal, row kind, and what it is a part of.

    ``None`` for a row with neither a label nor an amount.
    """
    labels = _Labels(form, side)
    found = [(n, read, labels.record(read)) for n, read in rows]
    labels.sums_of_parts()
    records = [record for _, _, record in found if record is not None]
    _one_total(records)
    _levels_by_sums(records, form)
    return found


class _Labels:
    """The labels of one side, from the top down."""

    def __init__(self, form: Form, side: str) -> None:
        self._side = side
        self._amounts = form.amounts()
        self._has_parent = "parent" in {column.name for column in form.own_columns}
        self._items: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
        """What is part of nothing, and the parts of each."""

    def record(self, read: RowValues) -> dict[str, Any] | None:
        printed = read.values.get("item", "")
        if "item" not in read.values and not any(name in read.values for name in self._amounts):
            return None
        ordinal, item, of_which = item_of(printed)
        kind = _kind(fold(item), of_which=of_which)
        record: dict[str, Any] = {"side": self._side, "ordinal": ordinal, "item": item or None}
        record |= {name: value for name, value in read.values.items() if name != "item"}
        record["row_kind"] = kind
        is_part = self._is_part(printed, ordinal, fold(item), of_which=of_which)
        if self._has_parent:
            record["parent"] = self._parent if is_part and kind != TOTAL else None
        if is_part and self._items:
            self._items[-1][1].append(record)
        elif not is_part and kind in (DETAIL, SUBTOTAL) and not of_which:
            self._items.append((record, []))
        return record

    @property
    def _parent(self) -> str | None:
        """The label above of which others may be parts."""
        return (self._items[-1][0]["item"] or "") if self._items else None

    def _is_part(self, printed: str, ordinal: str | None, item: str, *, of_which: bool) -> bool:
        """True for a label that stands below another as a part of it."""
        parent = self._parent
        if _BRACKETED.match(printed) or (of_which and parent is not None):
            return True
        if parent is None or not self._has_parent or _stands_alone(item):
            return False
        if _GROUP.fullmatch(fold(parent)):
            return self._side == EXPENDITURE or bool(_FUND.search(item))
        return not ordinal and bool(self._items[-1][1])

    def sums_of_parts(self) -> None:
        """An item whose parts print amounts is their sum."""
        for record, parts in self._items:
            below = [part for part in parts if part["row_kind"] == DETAIL]
            if record["row_kind"] == DETAIL and below:
                alone = _prints(record, self._amounts) and not any(_prints(part, self._amounts) for part in below)
                record["row_kind"] = DETAIL if alone else SUBTOTAL


def _prints(record: dict[str, Any], amounts: Sequence[str]) -> bool:
    return any(record.get(name) is not None for name in amounts)


def _kind(item: str, *, of_which: bool) -> str:
    if _TOTAL.match(item):
        return TOTAL
    if _SUBTOTAL.search(item):
        return SUBTOTAL
    return OF_WHICH if of_which else DETAIL


def _stands_alone(item: str) -> bool:
    """True for a sum, what others are parts of, and what is left at the year's end."""
    return any(pattern.fullmatch(item) for pattern in (_GROUP, _LEFT, _TOTAL)) or bool(_SUBTOTAL.search(item))


def _levels_by_sums(block: list[dict[str, Any]], form: Form) -> None:
    """Levels printed without ordinals or codes (四、卫生健康支出, then its 款 and 项): told by their sums."""
    main = form.amounts()[0]
    total = next((row.get(main) for row in block if row["row_kind"] == TOTAL), None)
    if total is None or _details(block, main) == total:
        return
    _further_of_which(block, main)
    if _details(block, main) == total:
        return
    body = [row for row in block if row["row_kind"] in (DETAIL, TOTAL)]
    for row, kind in zip(body, kinds_by_sums(body, main, [row["row_kind"] for row in body]) or (), strict=False):
        row["row_kind"] = kind


def _details(block: Sequence[dict[str, Any]], main: str) -> Decimal:
    return sum((row[main] for row in block if row["row_kind"] == DETAIL and row.get(main) is not None), Decimal(0))


def _further_of_which(block: Sequence[dict[str, Any]], main: str) -> None:
    """What stands below 其中：一般公共预算结转 without an ordinal, and makes with it all of the item above, is part of
    that as well: 政府性基金结转."""
    for at, (above, row) in enumerate(pairwise(block), 2):
        if above["row_kind"] != DETAIL or row["row_kind"] != OF_WHICH or above.get(main) is None:
            continue
        rest = above[main] - (row.get(main) or 0)
        for end, other in enumerate(block[at:], at + 1):
            if not rest or other["row_kind"] != DETAIL or other["ordinal"]:
                break
            rest -= other.get(main) or 0
            if not rest:
                for part in block[at:end]:
                    part["row_kind"] = OF_WHICH


def _one_total(block: list[dict[str, Any]]) -> None:
    """The last total is the grand total, the others subtotals; without one, the last subtotal is it."""
    totals = [record for record in block if record["row_kind"] == TOTAL]
    for record in totals[:-1]:
        record["row_kind"] = SUBTOTAL
    if not totals:
        named = [
            record for record in block if record["row_kind"] == SUBTOTAL and _SUBTOTAL.search(fold(record["item"]))
        ]
        if named and (
            named[-1] is block[-1]
            or not any(_CARRY.search(row["item"] or "") for row in block[block.index(named[-1]) :])
        ):
            named[-1]["row_kind"] = TOTAL
