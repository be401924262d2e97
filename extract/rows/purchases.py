"""Rows of 政府采购 that stand for others: of all purchases, of a unit, of goods, works or services."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from extract.rows.cells import RowValues
from extract.tables.mapping import ColumnMapping
from forms.structure import DEPARTMENT, DETAIL, SUBTOTAL, UNIT, is_total_label
from forms.text import fold

_KIND = re.compile(r"^(?:[一二三]、)?(货物|工程|服务)类?[ABC]?$")
_GROUPED = frozenset({"function_code", "catalogue", "item", "amount", "quantity"})
"""Columns of a row that stands for others."""
_UNITS_CODE = re.compile(r"(?:单位|部门)[^/]*(?:编码|代码)")
_CODE = re.compile(r"\d{3}|\d{6}(?:\d{3})?")


def settle_purchase(read: RowValues, mapping: ColumnMapping, names_body: Callable[[str], bool]) -> None:
    """The row of all purchases, whose label may stand in any column; that of a unit in a table without a column of
    units' names (货物 | 苏州市数据局 | the purchases of this one); that of goods, works or services among the
    purchases."""
    values = read.values
    if not values.get("item"):
        _settle_total(read)
    if not set(values) <= _GROUPED:
        return
    item, catalogue = values.get("item"), values.get("catalogue")
    if item and not catalogue and _KIND.match(fold(item)):
        values["catalogue"] = values.pop("item")
    elif "budget_unit" not in mapping.columns:
        if catalogue and not item and names_body(catalogue):
            values["budget_unit"] = values.pop("catalogue")
        elif item and not catalogue and _prints_units_code(read) and names_body(item):
            values["budget_unit"] = values.pop("item")


def _settle_total(read: RowValues) -> None:
    values = read.values
    for name in ("function", "budget_unit", "catalogue", "specification", "measure_unit"):
        if is_total_label(values.get(name)):
            values["item"] = values.pop(name)
            break
    for path, text in list(read.unplaced.items()):
        if is_total_label(text) and not values.get("item"):
            values["item"] = read.unplaced.pop(path)


def _prints_units_code(read: RowValues) -> bool:
    return any(_UNITS_CODE.search(path) and _CODE.fullmatch(fold(text)) for path, text in read.unplaced.items())


def unit_kinds(records: Sequence[dict[str, Any]], kinds: Sequence[str]) -> list[str]:
    """A unit's sum, printed under an account, is its 单位 row; that of a department stands above the unit's."""
    found = list(kinds)
    heads = [kind == SUBTOTAL and _is_head(record) for record, kind in zip(records, kinds, strict=True)]
    for n, head in enumerate(heads):
        if head:
            found[n] = DEPARTMENT if any(heads[n + 1 : n + 2]) else UNIT
    return found


def _is_head(record: dict[str, Any]) -> bool:
    return bool(record.get("budget_unit")) and not record.get("item")


def carry_kind(records: Sequence[dict[str, Any]]) -> None:
    """货物, 工程 or 服务 in a row of its own set beside the purchases below it that print no catalogue."""
    kind: str | None = None
    for record in records:
        own = _KIND.match(fold(record.get("catalogue") or ""))
        if own and record["row_kind"] != DETAIL:
            kind = own.group(1)
        elif record["row_kind"] == DETAIL and kind and not record.get("catalogue"):
            record["catalogue"] = kind
        elif record.get("catalogue"):
            kind = None
