"""Rows as they are bound: only declared columns, amounts exact, lists and mappings as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from forms.load import all_tables
from forms.money import storable

Row = Mapping[str, Any]


def insert_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Inserts rows into a declared table; what they hold under other names than its columns' is left out."""
    if not rows:
        return
    columns = [column.name for column in all_tables()[table].columns if any(column.name in row for row in rows)]
    marks = ", ".join("?" * len(columns))
    listed = ", ".join(f'"{name}"' for name in columns)
    connection.executemany(
        f'insert into "{table}" ({listed}) values ({marks})',
        [[stored_value(row.get(name)) for name in columns] for row in rows],
    )


def stored_value(value: Any) -> Any:
    """What SQLite is given for a value: exact numbers, JSON for lists and mappings."""
    if isinstance(value, Decimal):
        return storable(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value
