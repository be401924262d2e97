"""What a column is in the words of the Fiscal Data Package; ``fiscal.yml`` says it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from forms.declaration import Column, Table
from forms.declared import read_yaml
from forms.load import form_tables

COMPARED = "totals"
"""The view that holds amounts although it is no form."""


@cache
def _declared() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_name("fiscal.yml"), {"value", "columns", "codes"})


def column_type(table: Table, column: Column) -> str | None:
    """The ColumnType of a column of the budget taxonomy, where it has one."""
    declared = _declared()
    if table.name in form_tables() or table.name == COMPARED:
        return str(declared["value"]) if column.type == "amount" else declared["columns"].get(column.name)
    found: str | None = declared["codes"].get(f"{table.name}.{column.name}")
    return found
