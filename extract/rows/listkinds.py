"""Which rows of a list are totals, subtotals and details: by their words and codes, or else by their sums."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extract.rows.settling import CODED_NAMES
from forms.declaration import Form
from forms.nesting import head_of_units, kinds_by_sums
from forms.structure import DEPARTMENT, DETAIL, SUBTOTAL, TOTAL, row_kinds


def kinds_of(records: list[dict[str, Any]], form: Form) -> list[str]:
    """The ``row_kind`` of each record. What the sums prove is taken where the words' kinds do not add up, or the rows
    print nothing but names."""
    amounts = form.amounts()
    kinds = row_kinds(records, amounts)
    main = "total" if "total" in amounts else amounts[0]
    if not _adds_up(records, kinds, main) or _names_alone(records, kinds, form):
        kinds = kinds_by_sums(records, main, kinds) or kinds
    if head_of_units(records, main, kinds):
        kinds[0] = DEPARTMENT
    return kinds


def _names_alone(records: list[dict[str, Any]], kinds: list[str], form: Form) -> bool:
    """True for a form of levels that prints neither codes nor a grand total."""
    accounts = form.rows in ("function", "economic")
    codes = CODED_NAMES[:3] if accounts else CODED_NAMES
    if len(records) <= 2 or TOTAL in kinds or any(record.get(code) for record in records for code, _ in codes):
        return False
    first = records[0]
    # of projects and units only a first row that is none itself can be the sum of what follows
    heads = (first.get("budget_unit") or first.get("category")) and not (first.get("project") or first.get("function"))
    return accounts or bool(heads)


def _adds_up(records: list[dict[str, Any]], kinds: list[str], column: str) -> bool:
    total = next((r.get(column) for r, kind in zip(records, kinds, strict=True) if kind == TOTAL), None)
    if total is None:
        return True
    details = sum(
        (r[column] for r, kind in zip(records, kinds, strict=True) if kind == DETAIL and r.get(column) is not None),
        Decimal(0),
    )
    return bool(abs(details - total) <= abs(total) / 1000)


def carry_category(records: Sequence[dict[str, Any]]) -> None:
    """特定目标类 in a row of its own (with its sum), set beside the projects below it that print none."""
    category: str | None = None
    for record in records:
        own, kind = record.get("category"), record["row_kind"]
        if own or kind == TOTAL:
            category = own if kind == SUBTOTAL and not record.get("project") else None
        elif kind == DETAIL and category:
            record["category"] = category
