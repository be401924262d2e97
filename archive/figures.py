"""The main figures of each disclosure, summed over its forms once per change: ``disclosure_figures``.

``refresh`` sums them; triggers take them out again with every change of a row they were summed over. So figures can at
worst be missing until ``refresh``, never old, and ``FIGURES`` sums what is missing on the spot.
"""

from __future__ import annotations

import sqlite3
from itertools import product

from sqlite_utils import Database

from archive.holding import KEY

TABLE = "disclosure_figures"
_OF_THIS = " and ".join(f"f.{name} = d.{name}" for name in KEY)


def summed(column: str) -> str:
    """The SQL that adds up yuan: cents exact, whole yuan as integers."""
    # SQLite's round() gives 6213000.0; through text and NUMERIC whole yuan are integers again
    return f"cast(round(sum({column}), 2) || '' as numeric)"


CARRIED = " or ".join(f"item like '%{when}%{what}%'" for when, what in product(("上年", "年初"), ("结转", "结余")))
"""上年结转结余, 单位上年结余; a final account has 年初结转和结余."""
_SUMMED = {
    "revenue": ("revenue_expenditure", "max(amount)", "side = '收入' and row_kind = '合计'"),
    "expenditure": ("revenue_expenditure", "max(amount)", "side = '支出' and row_kind = '合计'"),
    "basic": ("expenditure", summed("basic_total"), "row_kind = '明细'"),
    "project": ("expenditure", summed("project_total"), "row_kind = '明细'"),
    "carryover": ("revenue_expenditure", "max(amount)", f"side = '收入' and ({CARRIED})"),
    "three_public": ("three_public", summed("total"), "row_kind = '明细'"),
    "agency_operation": ("statements", "max(value)", "metric = 'agency_operation'"),
    "procurement": ("procurement", summed("amount"), "row_kind = '明细'"),
}
"""Figure → the table of its rows, what is taken of them, which rows."""
_SELECTS = {
    figure: f"(select {taken} from {table} f where {_OF_THIS} and {which})"
    for figure, (table, taken, which) in _SUMMED.items()
}

_SHOWN = ",\n  ".join(
    f"case when g.year is null then {select} else g.{figure} end as {figure}" for figure, select in _SELECTS.items()
)

FIGURES = f"""
select d.id as disclosure, d.city, d.county, d.department, d.department_id, d.year, d.stage, d.scope, d.document,
  {_SHOWN},
  d.checks_failed
from disclosures d left join {TABLE} g on {" and ".join(f"g.{name} = d.{name}" for name in KEY)}
"""
"""The main figures of each disclosure, to be narrowed by a ``where`` over ``d``."""

# A department's figures contain its units': a unit's disclosure is compared only where neither the
# same body nor the department above it publishes a 部门 disclosure for that year.
TOTALS = f"""create view totals as {FIGURES}
where d.scope = '部门' or not exists (
  select 1 from disclosures o
  where o.scope = '部门' and o.year = d.year and o.stage = d.stage and o.department_id in (
    d.department_id, (select parent from departments where id = d.department_id)))
"""


def create(db: Database) -> None:
    """Creates the table, its triggers and the view ``totals`` over it, and sums what is not summed yet."""
    existing = set(db.table_names())
    with db.atomic():
        if TABLE not in existing:
            keys = "department_id TEXT, year INTEGER, stage TEXT, scope TEXT"
            summed = ", ".join(f"{figure} NUMERIC" for figure in _SUMMED)
            listed = ", ".join(KEY)
            db.execute(f'create table "{TABLE}" ({keys}, {summed}, primary key ({listed})) without rowid')
        for table, event in product(
            sorted({table for table, _, _ in _SUMMED.values()}), ("insert", "delete", "update")
        ):
            rows = {"insert": ("new",), "delete": ("old",), "update": ("old", "new")}[event]
            forget = " ".join(
                f'delete from "{TABLE}" where ' + " and ".join(f"{name} = {row}.{name}" for name in KEY) + ";"
                for row in rows
            )
            db.execute(
                f'create trigger if not exists "{table}_summed_{event}" after {event} on "{table}" begin {forget} end'
            )
        view = db.execute("select sql from sqlite_master where type = 'view' and name = 'totals'").fetchone()
        if view is None or view[0].casefold() != TOTALS.strip().casefold():
            db.execute("drop view if exists totals")
            db.execute(f'delete from "{TABLE}"')  # summed by other rules
            db.execute(TOTALS)
        refresh(db.conn)


def refresh(connection: sqlite3.Connection) -> None:
    """Sums the figures of the disclosures that have none."""
    listed = ", ".join(f"d.{name}" for name in KEY)
    same = " and ".join(f"g.{name} = d.{name}" for name in KEY)
    connection.execute(
        f'insert into "{TABLE}" ({", ".join((*KEY, *_SUMMED))}) select {listed}, {", ".join(_SELECTS.values())} '
        f"from disclosures d where {' and '.join(f'd.{name} is not null' for name in KEY)} "
        f'and not exists (select 1 from "{TABLE}" g where {same}) group by {listed}'
    )
