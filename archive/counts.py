"""How many rows each form table has per city, department, year …: ``form_counts``, kept by triggers.

A site that shows "许昌市 12,345 rows, 2023 1,234 rows" beside a table would otherwise count millions of rows for every
page. Every change of a form row changes its count in the same transaction, whoever makes it, so the counts are those
of the rows in every state of the archive. One exception: a row that ``insert or replace`` pushes out fires no trigger;
form rows are never written that way, and ``wrong`` tells.
"""

from __future__ import annotations

from itertools import product

from sqlite_utils import Database

from forms.columns import key_columns
from forms.declaration import SQL_TYPES
from forms.load import form_tables

TABLE = "form_counts"
_ORDER = ("city", "year", "department", "department_id", "county", "stage", "scope", "row_kind")
"""The columns that rows are counted by, what pages are mostly narrowed by first."""
_EVENTS = ("insert", "delete", "update")


def counted_by() -> tuple[str, ...]:
    """The key columns of form tables in the order of the index, without those that tell single rows."""
    keys = {column.name for column in key_columns()[0]} - {"document", "row"}
    return (*(name for name in _ORDER if name in keys), *sorted(keys - set(_ORDER)))


def create(db: Database) -> None:
    """Creates the table and the triggers of every form table; counts the rows that are there already."""
    existing = set(db.table_names())
    triggers = {name for (name,) in db.execute("select name from sqlite_master where type = 'trigger'")}
    columns = {column.name: column for column in key_columns()[0]}
    listed = ", ".join(counted_by())
    with db.atomic():
        if TABLE not in existing or {column.name for column in db[TABLE].columns} != {"form", *counted_by(), "rows"}:
            for table, event in product(form_tables(), _EVENTS):
                db.execute(f'drop trigger if exists "{_trigger(table, event)}"')
            triggers.clear()
            db.execute(f'drop table if exists "{TABLE}"')
            typed = ", ".join(f"{name} {SQL_TYPES[columns[name].type]}" for name in counted_by())
            db.execute(f'create table "{TABLE}" (form TEXT, {typed}, rows INTEGER)')
            db.execute(f'create index "{TABLE}_form" on "{TABLE}" (form, {listed}, rows)')
            for column in ("department", "department_id"):
                db.execute(f'create index "{TABLE}_{column}" on "{TABLE}" ({column}, form)')
        for table in form_tables():
            if _trigger(table, "insert") in triggers or table not in existing:
                continue
            less, more = _one_less(table), _one_more(table)
            for event, body in zip(_EVENTS, (more, less, less + more), strict=True):
                of = f"update of {listed}" if event == "update" else event
                db.execute(f'create trigger "{_trigger(table, event)}" after {of} on "{table}" begin {body} end')
            db.execute(f'delete from "{TABLE}" where form = ?', [table])
            db.execute(f'insert into "{TABLE}" {_counted(table)}')


def wrong(db: Database) -> list[str]:
    """The form tables whose counts are not those of their rows; none in an archive without counts."""
    if TABLE not in db.table_names():
        return []
    listed = ", ".join(counted_by())
    found = []
    for table in form_tables():
        kept = f"select form, {listed}, rows from \"{TABLE}\" where form = '{table}'"
        differing = f"select 1 from (select * from ({_counted(table)}) except {kept}) union all "
        differing += f"select 1 from (select * from ({kept}) except {_counted(table)}) limit 1"
        if db.execute(differing).fetchone():
            found.append(table)
    return found


def _trigger(table: str, event: str) -> str:
    return f"{table}_counted_{event}"


def _counted(table: str) -> str:
    listed = ", ".join(counted_by())
    return f"select '{table}', {listed}, count(*) from \"{table}\" group by {listed}"


def _is(table: str, row: str) -> str:
    return f"form = '{table}' and " + " and ".join(f"{name} is {row}.{name}" for name in counted_by())


def _one_more(table: str) -> str:
    new = ", ".join(f"new.{name}" for name in counted_by())
    return (
        f'update "{TABLE}" set rows = rows + 1 where {_is(table, "new")}; '
        f"insert into \"{TABLE}\" select '{table}', {new}, 1 where changes() = 0;"
    )


def _one_less(table: str) -> str:
    return (
        f'update "{TABLE}" set rows = rows - 1 where {_is(table, "old")}; '
        f'delete from "{TABLE}" where {_is(table, "old")} and rows = 0; '
    )
