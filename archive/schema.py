"""The archive's tables, made from the declarations in ``forms/``; nothing here names a form column."""

from __future__ import annotations

from sqlite_utils import Database

from archive import counts, figures, search
from forms.declaration import SQL_TYPES, Column, Table
from forms.load import all_tables

SCHEMA_VERSION = 2
"""Raised with everything that readers need and an older archive lacks; kept in the file's header."""


def create(db: Database) -> None:
    """Creates every table, column, index and view that a declaration names and the archive lacks.

    What is there stays: a column or table that is no longer declared keeps its data.
    """
    existing = set(db.table_names())
    tables = [table for table in all_tables().values() if not table.is_view]
    with db.atomic():
        if existing and any(table.name not in existing or _missing(db, table) for table in tables):
            # SQLite refuses to alter a table while a view names one that is not there
            db.execute("drop view if exists totals")
        for table in tables:
            if table.name not in existing:
                db.execute(_create_sql(table))
            for column in _missing(db, table):
                db.execute(f'alter table "{table.name}" add column "{column.name}" {SQL_TYPES[column.type]}')
            for columns in table.indexes:
                name = f"{table.name}_{'_'.join(columns)}"
                listed = ", ".join(f'"{column}"' for column in columns)
                db.execute(f'create index if not exists "{name}" on "{table.name}" ({listed})')
        search.create(db)
        counts.create(db)
        figures.create(db)
        db.execute(f"pragma user_version = {SCHEMA_VERSION}")


def is_current(db: Database) -> bool:
    """False for an archive that was written last before a table, a column or the counts were declared: any
    writing verb brings it up to date."""
    existing = set(db.table_names())
    declared = [table for table in all_tables().values() if not table.is_view]
    return bool(db.execute("pragma user_version").fetchone()[0] >= SCHEMA_VERSION) and all(
        table.name in existing and not _missing(db, table) for table in declared
    )


def is_newer(db: Database) -> bool:
    """True for an archive that a later version wrote: what it means by its columns is not known here."""
    return bool(db.execute("pragma user_version").fetchone()[0] > SCHEMA_VERSION)


def _missing(db: Database, table: Table) -> list[Column]:
    """The declared columns that a table of the archive lacks."""
    present = {row[1] for row in db.execute(f'pragma table_info("{table.name}")')}
    return [column for column in table.columns if column.name not in present]


def _create_sql(table: Table) -> str:
    lines = []
    for column in table.columns:
        sql = f'"{column.name}" {SQL_TYPES[column.type]}'
        if table.primary_key == (column.name,):
            sql += " primary key"
        if column.references:
            target, key = column.references
            sql += f' references "{target}" ("{key}")'
        lines.append(sql)
    if len(table.primary_key) > 1:
        lines.append("primary key ({})".format(", ".join(f'"{name}"' for name in table.primary_key)))
    return 'create table "{}" (\n  {}\n)'.format(table.name, ",\n  ".join(lines))
