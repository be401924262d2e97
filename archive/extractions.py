"""Writing one extraction: a single transaction replaces a document's earlier rows.

For each disclosure and form the rows come from one document, the newest that carries the form; a
newer document that fails removes nothing, and an older one that is converted again takes nothing over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from archive import departments, search
from archive.extracted import Disclosure, Extraction, Problem
from archive.opening import writing
from archive.revisions import changes, content_hash
from archive.timestamps import now, today
from forms.load import all_tables, form_tables
from forms.money import storable

Row = Mapping[str, Any]

STAGES = {"预算": "budget", "决算": "final"}
SCOPES = {"部门": "department", "单位": "unit"}
_KEYED = ("city", "county", "department", "department_id", "year", "stage", "scope")
_OWN = ("form_states", "source_tables", "sections")
_CARRIED = ("filled", "declared empty")


def write(db: Database, document: str, extraction: Extraction, extractor: str) -> list[str]:
    """Writes one conversion whole or not at all; returns the ids of the documents written."""
    status = "extracted" if extraction.disclosures else "failed"
    with writing(db) as connection:
        written = []
        _forget_problems(connection, document)
        _problems(connection, document, extraction.problems)
        connection.execute(
            "update documents set status = ?, outcome = ?, extractor = ?, pages = ?, media_type = ? where id = ?",
            (status, extraction.outcome, extractor, extraction.pages, extraction.media_type, document),
        )
        if extraction.disclosures or extraction.outcome == "not_a_disclosure":
            _withdraw_rest(connection, document, len(extraction.disclosures))
        for number, disclosure in enumerate(extraction.disclosures, 1):
            identity = document if number == 1 else f"{document}-{number}"
            if number > 1:
                _further(connection, document, identity)
            _write_disclosure(connection, identity, disclosure)
            written.append(identity)
        search.refresh(db, [document, *written])
    return written


def _further(connection: sqlite3.Connection, document: str, identity: str) -> None:
    """A further disclosure in one file has a document row of its own beside the file's first."""
    columns = [c.name for c in all_tables()["documents"].columns if c.name != "id"]
    listed = ", ".join(columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns)
    connection.execute(
        f"insert into documents (id, {listed}) select ?, {listed} from documents where id = ? "
        f"on conflict (id) do update set {updates}",
        (identity, document),
    )


def _withdraw_rest(connection: sqlite3.Connection, document: str, kept: int) -> None:
    """Disclosures that an earlier conversion found in the file and this one does not."""
    rows = connection.execute("select id from documents where id = ? or id like ? || '-%'", (document, document))
    for (identity,) in rows.fetchall():
        number = int(identity.rpartition("-")[2]) if "-" in identity else 1
        if number > kept:
            _release(connection, identity, None)
            _delete_own(connection, identity)
            if number > 1:
                connection.execute("delete from documents where id = ?", (identity,))


def _write_disclosure(connection: sqlite3.Connection, document: str, disclosure: Disclosure) -> None:
    keys = _with_department(connection, document, disclosure)
    _release(connection, document, keys)
    _delete_own(connection, document)
    _problems(connection, document, disclosure.problems)
    _insert(connection, "form_states", [{"document": document, **row} for row in disclosure.form_states])
    _insert(connection, "source_tables", [_source_table(document, row) for row in disclosure.source_tables])
    _insert(connection, "sections", [{"document": document, **row} for row in disclosure.sections])
    connection.execute(
        "update documents set title = coalesce(?, title), content_hash = ?, numbers_printed = ?, numbers_captured = ?, "
        "checks_passed = null, checks_failed = null, " + ", ".join(f"{name} = ?" for name in _KEYED) + " where id = ?",
        (
            disclosure.keys.title,
            content_hash(disclosure.rows),
            disclosure.numbers_printed,
            disclosure.numbers_captured,
            *(keys.get(name) for name in _KEYED),
            document,
        ),
    )
    if not _complete(keys):
        # Nobody's figures for no year can stand beside others; they stay in source_tables until the keys are known.
        return
    states = {row["form"]: row["state"] for row in disclosure.form_states}
    identity = disclosure_id(keys)
    for table in form_tables():
        rows = disclosure.rows.get(table, [])
        if states.get(table) not in _CARRIED and not rows:
            _give_up(connection, table, document, keys)
            continue
        _take_over(connection, table, document, keys, identity, [_form_row(document, keys, row) for row in rows])
    statements = [{"document": document, **keys, "row": n, **row} for n, row in enumerate(disclosure.statements, 1)]
    if not statements:
        _give_up(connection, "statements", document, keys)
    elif not _newer_holder(connection, "statements", document, keys):
        _delete_others(connection, "statements", keys)
        _insert(connection, "statements", statements)
    refresh_disclosure(connection, identity, keys)


def _complete(keys: Row) -> bool:
    return bool(
        keys.get("department_id") and keys.get("year") and keys.get("stage") in STAGES and keys.get("scope") in SCOPES
    )


def disclosure_id(keys: Row) -> str:
    """ASCII id of (department, year, stage, scope)."""
    return f"{keys['department_id']}-{keys['year']}-{STAGES[keys['stage']]}-{SCOPES[keys['scope']]}"


def _with_department(connection: sqlite3.Connection, document: str, disclosure: Disclosure) -> dict[str, Any]:
    keys: dict[str, Any] = {
        name: getattr(disclosure.keys, name) for name in ("city", "county", "department", "year", "stage", "scope")
    }
    keys["department_id"] = None
    if not keys["department"]:
        return keys
    division = departments.division_code(keys["city"], keys["county"])
    code = next(
        (row.get("budget_unit_code") for row in disclosure.rows.get("revenue", ()) if row.get("row_kind") == "部门"),
        None,
    )
    own = departments.ensure(
        connection,
        keys["department"],
        division,
        keys["scope"] or "部门",
        year=keys["year"],
        document=document,
        budget_code=code,
    )
    if keys["scope"] == "部门":
        for row in disclosure.rows.get("revenue", ()):
            unit = row.get("budget_unit")
            if (
                row.get("row_kind") in ("明细", "单位")
                and row.get("budget_unit_code")
                and unit
                and unit != keys["department"]
            ):
                departments.ensure(
                    connection,
                    unit,
                    division,
                    "单位",
                    year=keys["year"],
                    document=document,
                    budget_code=row["budget_unit_code"],
                    parent=own,
                )
    # A unit's code may have told that two names are one body.
    keys["department_id"] = departments.identify(connection, keys["department"], division)
    return keys


def _take_over(
    connection: sqlite3.Connection, table: str, document: str, keys: Row, identity: str, rows: list[dict[str, Any]]
) -> None:
    """This document's rows become the form's, unless a newer document carries the form."""
    if _newer_holder(connection, table, document, keys):
        return
    before = _current(connection, table, keys)
    older = next((row["document"] for row in before if row["document"] != document), None)
    if older:
        connection.execute(
            "delete from revisions where form = ? and disclosure = ? and new_document = ?", (table, identity, document)
        )
        stored = [{name: _stored(value) for name, value in row.items()} for row in rows]
        _insert(
            connection,
            "revisions",
            [
                {
                    "disclosure": identity,
                    "form": table,
                    "row_label": change.row_label,
                    "column_name": change.column,
                    "old_value": change.old,
                    "new_value": change.new,
                    "old_document": older,
                    "new_document": document,
                    "found_on": today(),
                }
                for change in changes(table, before, stored)
            ],
        )
    _delete_others(connection, table, keys)
    _insert(connection, table, rows)


def _give_up(connection: sqlite3.Connection, table: str, document: str, keys: Row) -> None:
    """Rows that an earlier conversion of the document gave and this one does not. The documents before it are due
    again: one of them may carry the form."""
    if connection.execute(f"delete from {table} where document = ?", (document,)).rowcount:
        connection.execute(
            "update documents set status = 'collected' where id != ? and status = 'extracted' and department_id = ? "
            "and year = ? and stage = ? and scope = ?",
            (document, *(keys[name] for name in ("department_id", "year", "stage", "scope"))),
        )


def _newer_holder(connection: sqlite3.Connection, table: str, document: str, keys: Row) -> bool:
    """Whether a newer document of this disclosure carries the form already."""
    states = (
        ""
        if table == "statements"
        else (" union select document from form_states where form = :table and state in ('filled', 'declared empty')")
    )
    rows = connection.execute(
        f"select d.id from documents d where d.id != :document and d.status = 'extracted' and {_SAME_DISCLOSURE} "
        f"and d.id in (select document from {table}{states}) and ({_rank('d')}) > "
        f"(select {_rank('own')} from documents own where own.id = :document)",
        {
            "table": table,
            "document": document,
            **{name: keys[name] for name in ("department_id", "year", "stage", "scope")},
        },
    )
    return rows.fetchone() is not None


def _rank(alias: str, direction: str = "") -> str:
    """Newness of a document. A replaced one is older than its successor whatever dates the site prints."""
    terms = (
        f"({alias}.replaced_by is null)",
        f"coalesce({alias}.published_on, '')",
        f"coalesce({alias}.first_seen_at, '')",
        f"{alias}.rowid",
    )
    return ", ".join(f"{term} {direction}".rstrip() for term in terms)


_SAME_DISCLOSURE = "d.department_id = :department_id and d.year = :year and d.stage = :stage and d.scope = :scope"


def _current(connection: sqlite3.Connection, table: str, keys: Row) -> list[dict[str, Any]]:
    cursor = connection.execute(
        f"select * from {table} where department_id = ? and year = ? and stage = ? and scope = ? "
        "order by document, row",
        (keys["department_id"], keys["year"], keys["stage"], keys["scope"]),
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _delete_others(connection: sqlite3.Connection, table: str, keys: Row) -> None:
    connection.execute(
        f"delete from {table} where department_id = ? and year = ? and stage = ? and scope = ?",
        (keys["department_id"], keys["year"], keys["stage"], keys["scope"]),
    )


def _release(connection: sqlite3.Connection, document: str, keys: Row | None) -> None:
    """A document that turns out to be another disclosure gives the old one back to the documents before it."""
    row = connection.execute(
        "select department_id, year, stage, scope from documents where id = ?", (document,)
    ).fetchone()
    if row is None or row[0] is None:
        return
    before = dict(zip(("department_id", "year", "stage", "scope"), row, strict=True))
    if keys is not None and all(before[name] == keys.get(name) for name in before):
        return
    for table in (*form_tables(), "statements"):
        connection.execute(f"delete from {table} where document = ?", (document,))
    connection.execute(
        "update documents set status = 'collected' where id != ? and status = 'extracted' and department_id = ? "
        "and year is ? and stage is ? and scope is ?",
        (document, *before.values()),
    )
    connection.execute("update documents set department_id = null where id = ?", (document,))
    if _complete(before):
        refresh_disclosure(connection, disclosure_id(before), before)


def _delete_own(connection: sqlite3.Connection, document: str) -> None:
    for table in _OWN:
        connection.execute(f"delete from {table} where document = ?", (document,))
    connection.execute("delete from checks where document = ?", (document,))


def refresh_disclosure(connection: sqlite3.Connection, identity: str, keys: Row) -> None:
    """The disclosure's row: its newest document and the number of its versions."""
    named = {name: keys[name] for name in ("department_id", "year", "stage", "scope")}
    newest = connection.execute(
        "select d.id, d.city, d.county, d.department from documents d "
        f"where d.status = 'extracted' and {_SAME_DISCLOSURE} "
        f"order by {_rank('d', 'desc')} limit 1",
        named,
    ).fetchone()
    if newest is None:
        connection.execute("delete from disclosures where id = ?", (identity,))
        return
    versions = connection.execute(
        f"select count(distinct d.file_sha256) from documents d where {_SAME_DISCLOSURE}", named
    ).fetchone()[0]
    connection.execute(
        "insert into disclosures (id, city, county, department, department_id, year, stage, scope, document, versions, "
        "trust) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '未核对') on conflict (id) do update set "
        "document = excluded.document, versions = excluded.versions, city = excluded.city, "
        "county = excluded.county, department = excluded.department",
        (identity, newest[1], newest[2], newest[3], *named.values(), newest[0], versions),
    )


def _form_row(document: str, keys: Row, row: Row) -> dict[str, Any]:
    return {**row, "document": document, **keys, "source_table": source_table_id(document, *row["source_table"])}


def source_table_id(document: str, number: int, part: int) -> str:
    """``<document>-t5``; a table kept in parts adds ``.2``."""
    return f"{document}-t{number}" + (f".{part}" if part > 1 else "")


def _source_table(document: str, row: Row) -> dict[str, Any]:
    return {**row, "id": source_table_id(document, row["number"], row["part"]), "document": document}


def _forget_problems(connection: sqlite3.Connection, document: str) -> None:
    connection.execute("delete from problems where document = ? or document like ? || '-%'", (document, document))


def _problems(connection: sqlite3.Connection, document: str, problems: Sequence[Problem]) -> None:
    _insert(
        connection, "problems", [{**asdict(problem), "document": document, "found_at": now()} for problem in problems]
    )


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    columns = [column.name for column in all_tables()[table].columns if any(column.name in row for row in rows)]
    marks = ", ".join("?" * len(columns))
    listed = ", ".join(f'"{name}"' for name in columns)
    connection.executemany(
        f'insert into "{table}" ({listed}) values ({marks})',
        [[_stored(row.get(name)) for name in columns] for row in rows],
    )


def _stored(value: Any) -> Any:
    if isinstance(value, Decimal):
        return storable(value)
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value
