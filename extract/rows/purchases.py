"""Rows of 政府采购 that stand for others: of all purchases, of a unit, of goods, works or services."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract.rows.cells import RowValues
from extract.tables.mapping import ColumnMapping
from forms.structure import DETAIL, is_total_label
from forms.text import fold

_KIND = re.compile(r"^(?:[一二三]、)?(货物|工程|服务)类?[ABC]?$")
_GROUPED = frozenset({"catalogue", "amount", "quantity"})


def settle_purchase(read: RowValues, mapping: ColumnMapping, *, names_body: bool) -> None:
    """The row of all purchases, whose label may stand in any column; that of a unit in a table without a column of
    units (货物 | 苏州市数据局 | the purchases of this one). ``names_body``: whether the catalogue's cell does."""
    values = read.values
    for name in ("function", "budget_unit", "catalogue", "specification", "measure_unit"):
        if is_total_label(values.get(name)):
            values["item"] = values.pop(name)
            break
    for path, text in list(read.unplaced.items()):
        if is_total_label(text) and not values.get("item"):
            values["item"] = read.unplaced.pop(path)
    if names_body and "budget_unit" not in mapping.columns and set(values) <= _GROUPED and "catalogue" in values:
        values["budget_unit"] = values.pop("catalogue")


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
