"""Which row breaks down which: the tree that printed codes, units and ordinals make of a form's rows.

The same outline decides the row kinds while extracting and the subtotals while checking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from forms.text import fold

Record = Mapping[str, Any]

DETAIL, OF_WHICH, SUBTOTAL, UNIT, DEPARTMENT, TOTAL = "明细", "其中", "小计", "单位", "部门", "合计"

_TOTAL_LABEL = re.compile(
    r"^(合计|总计|支出合计|收入合计|支出总计|收入总计|资金合计|本年收入合计|本年支出合计|基本支出合计|部门合计|全部合计|总合计|项目合计|采购合计)$"
)
_GROUP_SUM_LABEL = re.compile(r".{2}(合计|小计)$")
"""人员经费合计: the sum of a group, printed after or before its rows."""
_MOST_SINGLE = 24
_CODES = ("function_code", "department_economic_code", "government_economic_code")
_NAMES = ("function", "department_economic", "government_economic", "project", "item")


def is_total_label(text: str | None) -> bool:
    return bool(text) and bool(_TOTAL_LABEL.match(fold(text).rstrip("：")))


def label_of(row: Record) -> str | None:
    """The row's own printed name."""
    return next((row[name] for name in (*_NAMES, "budget_unit") if row.get(name)), None)


def code_of(row: Record) -> str | None:
    """The row's account code: 功能科目, or the first of its economic classifications."""
    return next((row[name] for name in _CODES if row.get(name)), None)


def _is_unit(row: Record) -> bool:
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
    units = [n for n, row in enumerate(rows) if _is_unit(row)]
    named = [n for n, row in enumerate(rows) if not _is_unit(row) and (label_of(row) or code_of(row))]
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
    upper_unit, lower_unit = _is_unit(upper), _is_unit(lower)
    if upper_unit and lower_unit:
        above, below = upper.get("budget_unit_code"), lower.get("budget_unit_code")
        return bool(above and below and below != above and below.startswith(above))
    if upper_unit != lower_unit:
        return upper_unit == units_outside
    above, below = code_of(upper), code_of(lower)
    if above and above == below:
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
        if abs(sum(values, Decimal(0)) - total) > _last_digit([*values, total]) / 2 * (len(values) + 1):
            return False
    return bool(printed) and len(details) > 1


def _leaf_kind(row: Record) -> str:
    label = fold(label_of(row) or "").rstrip("：")
    if label.startswith("其中"):
        return OF_WHICH
    return SUBTOTAL if _GROUP_SUM_LABEL.search(label) and not code_of(row) else DETAIL


def _inner_kind(rows: Sequence[Record], n: int, below: list[int]) -> str:
    row = rows[n]
    if not _is_unit(row):
        return SUBTOTAL
    code = row.get("budget_unit_code")
    if (code and len(code) == 3) or any(_is_unit(rows[child]) for child in below):
        return DEPARTMENT
    return UNIT


def kinds_by_sums(rows: Sequence[Record], column: str, kinds: Sequence[str]) -> list[str] | None:
    """Row kinds for a form that prints levels without codes: a row that equals the sum of the rows
    right below it is their subtotal. ``None`` unless the details then make up the grand total."""
    body = [n for n, kind in enumerate(kinds) if kind not in (TOTAL, OF_WHICH)]
    total = next((rows[n][column] for n, kind in enumerate(kinds) if kind == TOTAL), None)
    values: list[Decimal] = [rows[n].get(column) or Decimal(0) for n in body]
    if not body:
        return None
    if total is None:
        return _blocks_without_total(rows, values, body, kinds)
    half = _last_digit([*values, total]) / 2
    for inner, _ in _nestings(values, half, _goods(rows, body)):
        details = [v for v, is_inner in zip(values, inner, strict=True) if not is_inner]
        if abs(sum(details, Decimal(0)) - total) <= half * (len(details) + 1):
            found = list(kinds)
            for place, is_inner in zip(body, inner, strict=True):
                if found[place] in (DETAIL, SUBTOTAL):
                    found[place] = SUBTOTAL if is_inner else DETAIL
            return found
    return None


def head_of_units(rows: Sequence[Record], column: str, kinds: Sequence[str]) -> bool:
    """True where, in a form without a grand total, a first row that nothing is printed below is the sum of the
    units printed after it, each with rows of its own: the department's own row."""
    units = [n for n, row in enumerate(rows) if _is_unit(row)]
    if TOTAL in kinds or len(units) < 2 or units[0] != 0 or kinds[0] != DETAIL or UNIT not in kinds:
        return False
    values: list[Decimal] = [rows[n].get(column) or Decimal(0) for n in units]
    half = _last_digit(values) / 2
    return bool(values[0]) and abs(values[0] - sum(values[1:], Decimal(0))) <= half * len(values)


def _blocks_without_total(
    rows: Sequence[Record], values: Sequence[Decimal], body: Sequence[int], kinds: Sequence[str]
) -> list[str] | None:
    """Levels of a form without a grand total: each unit's own row is the sum of the rows below it.

    ``None`` unless every row that stands at the top is such a sum.
    """
    half = _last_digit(values) / 2
    for inner, after in _nestings(values, half, _goods(rows, body)):
        tops, at = [], 0
        while at < len(values):
            tops.append(at)
            at = after[at]
        if not all(inner[top] for top in tops):
            continue
        found = list(kinds)
        for n, place in enumerate(body):
            if not inner[n]:
                found[place] = DETAIL
            elif _is_unit(rows[place]):
                below = (body[m] for m in range(n + 1, after[n]))
                found[place] = DEPARTMENT if any(_is_unit(rows[m]) for m in below) else UNIT
            else:
                found[place] = TOTAL if tops == [n] and not rows[place].get("category") else SUBTOTAL
        return found
    return None


def _last_digit(values: Sequence[Decimal]) -> Decimal:
    """The largest power of ten that divides all values: what the last printed digit is worth, at most."""
    digit = Decimal("0.01")
    while digit < 10000 and all(value % (digit * 10) == 0 for value in values):
        digit *= 10
    return digit


def _goods(rows: Sequence[Record], body: Sequence[int]) -> set[int]:
    """Rows of 政府采购 that name goods and catalogue where others, units and catalogues, name one of them alone:
    they break nothing down further."""
    if not any(rows[place].get("catalogue") for place in body):
        return set()
    for name in ("item", "catalogue"):
        named = {n for n, place in enumerate(body) if rows[place].get(name)}
        if len(named) < len(body):
            return named
    return set()


def _nestings(values: Sequence[Decimal], half: Decimal, leaves: set[int]) -> Iterator[tuple[list[bool], list[int]]]:
    """Ways to nest the values: no row over a single equal one, then each, then all but one or two of them.

    A row that equals the next one can be its subtotal or its neighbour; only the whole form tells.
    """
    yield _blocks(values, set(range(len(values))), leaves, half)[:2]
    inner, after, single = _blocks(values, set(), leaves, half)
    yield inner, after
    for size in (1, 2):
        if len(single) <= _MOST_SINGLE:
            for apart in combinations(single, size):
                yield _blocks(values, set(apart), leaves, half)[:2]


def _blocks(
    values: Sequence[Decimal], apart: set[int], leaves: set[int], half: Decimal
) -> tuple[list[bool], list[int], list[int]]:
    """Which values are, within rounding of ``half`` a digit each, the sum of the blocks right below them,
    where each value's block ends, and which are the sum of a single one; found from the bottom up.
    Those in ``apart`` are no sum of a single block, those in ``leaves`` of none."""
    inner = [False] * len(values)
    after = [0] * len(values)
    single: list[int] = []
    for start in range(len(values) - 1, -1, -1):
        if start in leaves:
            after[start] = start + 1
            continue
        sum_, at, taken = Decimal(0), start + 1, 0
        while at < len(values) and sum_ < values[start] - half * (taken + 1):
            sum_ += values[at]
            at, taken = after[at], taken + 1
        least = 2 if start in apart else 1
        if taken >= least and values[start] != 0 and abs(sum_ - values[start]) <= half * (taken + 1):
            inner[start], after[start] = True, at
            if taken == 1:
                single.append(start)
        else:
            after[start] = start + 1
    return inner, after, single
