"""Which row breaks down which: the tree that printed codes, units and ordinals make of a form's rows.

The same outline decides the row kinds while extracting and the subtotals while checking.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms.money import last_digit
from forms.text import fold

Record = Mapping[str, Any]

DETAIL, OF_WHICH, SUBTOTAL, UNIT, DEPARTMENT, TOTAL = "明细", "其中", "小计", "单位", "部门", "合计"

_TOTAL_LABEL = re.compile(
    r"^(总|全部|(本|全|当)年度?|(本)?(部门|单位)|预算|支出|收入|资金|基本支出|项目|采购|一般公共预算(财政拨款)?支出)*(合计|总计|共计)(数|栏|（[千万亿]?元）)?$"
    r"|^(支出|收入|预算|资金)+总额$"
)
_GROUP_SUM_LABEL = re.compile(r".{2}(合计|小计)$")
"""人员经费合计: the sum of a group, printed after or before its rows."""
_CODES = ("function_code", "department_economic_code", "government_economic_code")
_NAMES = ("function", "department_economic", "government_economic", "project", "item")


def is_total_label(text: str | None) -> bool:
    """True for what a grand total is called: 合计, 支出总计, 本年收入合计 …"""
    return bool(text) and bool(_TOTAL_LABEL.match(fold(text).rstrip("：")))


def label_of(row: Record) -> str | None:
    """The row's own printed name."""
    return next((row[name] for name in (*_NAMES, "budget_unit") if row.get(name)), None)


def code_of(row: Record) -> str | None:
    """The row's account code: 功能科目, or the first of its economic classifications."""
    return next((row[name] for name in _CODES if row.get(name)), None)


def is_unit(row: Record) -> bool:
    """True for a row that names a unit and nothing below it."""
    named = row.get("budget_unit_code") or row.get("budget_unit")
    inner = any(
        row.get(name)
        for name in (
            "function_code",
            "department_economic_code",
            "government_economic_code",
            "function",
            "department_economic",
            "project",
            "project_code",
            "item",
        )
    )
    return bool(named) and not inner and not is_total_label(row.get("budget_unit"))


def outline(rows: Sequence[Record]) -> list[int | None]:
    """Per row the index of the row it breaks down, ``None`` for a top row or the grand total."""
    parents: list[int | None] = []
    stack: list[int] = []
    units = [n for n, row in enumerate(rows) if is_unit(row)]
    named = [n for n, row in enumerate(rows) if not is_unit(row) and (label_of(row) or code_of(row))]
    codes = [n for n in named if not is_total_label(label_of(rows[n]))]
    units_outside = bool(units) and (not codes or units[0] < codes[0])
    for n, row in enumerate(rows):
        if is_total_label(label_of(row)) and not code_of(row):
            parents.append(None)
            stack.clear()
            continue
        while stack and not _contains(rows[stack[-1]], row, units_outside):
            stack.pop()
        parents.append(stack[-1] if stack else None)
        stack.append(n)
    return parents


def _contains(upper: Record, lower: Record, units_outside: bool) -> bool:
    upper_unit, lower_unit = is_unit(upper), is_unit(lower)
    if upper_unit and lower_unit:
        above, below = upper.get("budget_unit_code"), lower.get("budget_unit_code")
        if above and above == below:
            # of one unit's disclosure the whole has its code, and no name
            return not upper.get("budget_unit") and bool(lower.get("budget_unit"))
        return bool(above and below and below.startswith(above))
    if upper_unit != lower_unit:
        return upper_unit == units_outside
    above, below = code_of(upper), code_of(lower)
    if above and above == below:
        if upper.get("budget_unit") and not upper.get("item"):
            # what a unit buys under an account, below the unit's own row
            return bool(lower.get("item")) and lower.get("budget_unit") in (None, upper["budget_unit"])
        # the units of an account, below the account's own row
        return not upper.get("budget_unit") and bool(lower.get("budget_unit"))
    return bool(above and below and len(below) > len(above) and below.startswith(above))


def row_kinds(rows: Sequence[Record], amounts: Sequence[str]) -> list[str]:
    """The row kind of every row of a list form, decided by structure.

    A parent that prints an amount while no row below it prints one is a detail itself.
    """
    if len(rows) == 1:
        return [DETAIL]
    parents = outline(rows)
    printing = [any(row.get(name) is not None for name in amounts) for row in rows]
    children: dict[int, list[int]] = {}
    for n, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent, []).append(n)

    def broken_down(n: int) -> bool:
        return any(printing[child] or broken_down(child) for child in children.get(n, ()))

    kinds = []
    total_seen = False
    for n, row in enumerate(rows):
        if (n == 0 and not _is_labelled(row)) or (is_total_label(label_of(row)) and not code_of(row)):
            kinds.append(SUBTOTAL if total_seen else TOTAL)
            total_seen = True
        elif broken_down(n):
            kinds.append(_inner_kind(rows, n, children[n]))
        else:
            kinds.append(_leaf_kind(row))
    if (
        kinds
        and not total_seen
        and kinds[-1] == DETAIL
        and not _is_labelled(rows[-1])
        and _adds_up(rows, kinds, amounts)
    ):
        kinds[-1] = TOTAL
    return kinds


def _is_labelled(row: Record) -> bool:
    return any(
        row.get(name) for name in (*_NAMES, *_CODES, "budget_unit", "budget_unit_code", "project_code", "category")
    )


def _adds_up(rows: Sequence[Record], kinds: Sequence[str], amounts: Sequence[str]) -> bool:
    """True where each amount of the last row is the sum of the details above it."""
    details = [row for row, kind in zip(rows[:-1], kinds, strict=False) if kind == DETAIL]
    printed = [name for name in amounts if rows[-1].get(name) is not None]
    for name in printed:
        values = [row[name] for row in details if row.get(name) is not None]
        total = rows[-1][name]
        if abs(sum(values, Decimal(0)) - total) > last_digit([*values, total]) / 2 * (len(values) + 1):
            return False
    return bool(printed) and len(details) > 1


def _leaf_kind(row: Record) -> str:
    label = fold(label_of(row) or "").rstrip("：")
    if label.startswith("其中"):
        return OF_WHICH
    return SUBTOTAL if _GROUP_SUM_LABEL.search(label) and not code_of(row) else DETAIL


def _inner_kind(rows: Sequence[Record], n: int, below: list[int]) -> str:
    row = rows[n]
    if not is_unit(row):
        return SUBTOTAL
    code = row.get("budget_unit_code")
    if (code and len(code) == 3) or any(is_unit(rows[child]) for child in below):
        return DEPARTMENT
    return UNIT
