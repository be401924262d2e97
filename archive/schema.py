"""The archive's tables, made from the declarations in ``forms/``; nothing here names a form column."""

from __future__ import annotations

from sqlite_utils import Database

from archive import search
from forms.declaration import SQL_TYPES, Column, Table
from forms.load import all_tables

SCHEMA_VERSION = 1

# A department's figures contain its units': a unit's disclosure is compared only where neither the
# same body nor the department above it publishes a 部门 disclosure for that year.
_OF_THIS = "f.department_id = d.department_id and f.year = d.year and f.stage = d.stage and f.scope = d.scope"


def _sum(column: str) -> str:
    # SQLite's round() gives 6213000.0; through text and NUMERIC whole yuan are integers again
    return f"cast(round(sum({column}), 2) || '' as numeric)"


FIGURES = f"""
select d.id as disclosure, d.city, d.county, d.department, d.department_id, d.year, d.stage, d.scope, d.document,
  (select max(amount) from revenue_expenditure f
    where {_OF_THIS} and side = '收入' and row_kind = '合计') as revenue,
  (select max(amount) from revenue_expenditure f
    where {_OF_THIS} and side = '支出' and row_kind = '合计') as expenditure,
  (select {_sum("basic_total")} from expenditure f where {_OF_THIS} and row_kind = '明细') as basic,
  (select {_sum("project_total")} from expenditure f where {_OF_THIS} and row_kind = '明细') as project,
  (select max(amount) from revenue_expenditure f
    where {_OF_THIS} and side = '收入' and item like '上年结转%') as carryover,
  (select {_sum("total")} from three_public f where {_OF_THIS} and row_kind = '明细') as three_public,
  (select max(value) from statements f where {_OF_THIS} and metric = 'agency_operation') as agency_operation,
  (select {_sum("amount")} from procurement f where {_OF_THIS} and row_kind = '明细') as procurement,
  d.checks_failed
from disclosures d
"""
"""The main figures of each disclosure, to be narrowed by a ``where`` over ``d``."""

TOTALS = f"""
create view totals as {FIGURES}
where d.scope = '部门' or not exists (
  select 1 from disclosures o
  where o.scope = '部门' and o.year = d.year and o.stage = d.stage and o.department_id in (
    d.department_id, (select parent from departments where id = d.department_id)))
"""


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
        if "totals" not in db.view_names():
            db.execute(TOTALS)
        search.create(db)
        db.execute(f"pragma user_version = {SCHEMA_VERSION}")


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
