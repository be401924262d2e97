"""Sheets of one project each are summed each by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from forms.identities import evaluate
from forms.load import form_tables, table_identities

NAME = "project_funding"


def failed(*rows: dict[str, Any]) -> list[int | None]:
    """The rows of project_funding whose parts do not make their total."""
    records = [{"row_kind": "明细", "project": f"项目{n}", **row} for n, row in enumerate(rows)]
    found = evaluate(table_identities()[NAME], records, form_tables()[NAME].amounts(), Decimal(100))
    return [finding.row for finding in found if not finding.passed]


def test_a_sheet_that_prints_only_the_total_says_nothing_of_parts() -> None:
    whole = {"source_table": "a-1", "total": Decimal(9000), "government_budget": Decimal(9000)}
    assert failed(whole, {"source_table": "a-2", "total": Decimal(5000)}) == []
    assert failed(whole, {"source_table": "a-2", "government_budget": Decimal(5000)}) == []
    assert failed(whole, {"source_table": "a-1", "total": Decimal(5000)}) == [1]
    assert failed({**whole, "government_budget": Decimal(4000)}) == [0]
