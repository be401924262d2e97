"""The Frictionless data package over the exported CSVs, or over those of a site: types, titles and keys; sizes and
hashes of what was exported; what a column is to a budget in ``columnType``, a plain field without a profile that would
have to be fetched.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from archive.timestamps import now
from forms.declaration import Column, ColumnType, Table
from forms.fiscal import column_type
from publish.metadata import DESCRIPTION, TITLE

TYPES: dict[ColumnType, str] = {
    "text": "string",
    "code": "string",
    "integer": "integer",
    "number": "number",
    "amount": "number",
    "date": "date",
    "timestamp": "datetime",
    "json": "string",
}


@dataclass(frozen=True)
class Exported:
    """One table as it was written."""

    table: Table
    file_name: str
    rows: int
    bytes: int
    sha256: str


def datapackage(connection: sqlite3.Connection, exported: list[Exported]) -> dict[str, Any]:
    """The descriptor. It claims no licence: the figures are the publishing departments' own."""
    present = {done.table.name for done in exported}
    return {**_package([_exported(connection, done, present) for done in exported]), "created": now()}


def of_site(tables: list[Table], address: str) -> dict[str, Any]:
    """The descriptor of the CSVs that a site gives at ``address``, which are as new as the request for them."""
    return _package([_resource(table, f"{address}/{table.name}.csv") for table in tables])


def _package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "henan-department-budgets",
        "title": TITLE,
        "description": DESCRIPTION,
        "resources": resources,
    }


def _exported(connection: sqlite3.Connection, done: Exported, present: set[str]) -> dict[str, Any]:
    resource = _resource(done.table, done.file_name)
    columns = done.table.columns
    if keys := [_foreign_key(column) for column in columns if _holds(connection, done.table, column, present)]:
        resource["schema"]["foreignKeys"] = keys
    return {**resource, "bytes": done.bytes, "hash": f"sha256:{done.sha256}", "rows": done.rows}


def _resource(table: Table, path: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns], "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "title": table.label,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ",", "header": True, "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field = {"name": column.name, "type": TYPES[column.type], "title": column.label, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if fiscal := column_type(table, column):
        field["columnType"] = fiscal
    return field


def _foreign_key(column: Column) -> dict[str, Any]:
    resource, field = column.references or ("", "")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}


def _holds(connection: sqlite3.Connection, table: Table, column: Column, present: set[str]) -> bool:
    """A reference is declared only where every value is found: a reader of the package may check it."""
    if column.references is None or column.references[0] not in present:
        return False
    other, key = column.references
    missing = connection.execute(
        f'select 1 from "{table.name}" t where "{column.name}" is not null '
        f'and not exists (select 1 from "{other}" o where o."{key}" = t."{column.name}") limit 1'
    )
    return missing.fetchone() is None
