"""Which document a disclosure's forms come from: the newest that could be extracted and carries the form."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from archive.revisions import changes
from archive.rows import insert_rows, stored_value
from archive.timestamps import today

Row = Mapping[str, Any]

KEY = ("department_id", "year", "stage", "scope")
"""What tells one disclosure from every other."""
OF_KEY = " and ".join(f"{name} = ?" for name in KEY)
STAGES = {"预算": "budget", "决算": "final"}
SCOPES = {"部门": "department", "单位": "unit"}
_SAME_DISCLOSURE = " and ".join(f"d.{name} = :{name}" for name in KEY)


def complete(keys: Row) -> bool:
    """Whether whose disclosure it is, and of what, is all known."""
    return bool(
        keys.get("department_id") and keys.get("year") and keys.get("stage") in STAGES and keys.get("scope") in SCOPES
    )


def disclosure_id(keys: Row) -> str:
    """ASCII id of (department, year, stage, scope)."""
    return f"{keys['department_id']}-{keys['year']}-{STAGES[keys['stage']]}-{SCOPES[keys['scope']]}"


def take_over(
    connection: sqlite3.Connection, table: str, document: str, keys: Row, identity: str, rows: list[dict[str, Any]]
) -> None:
    """This document's rows become the form's, unless a newer document carries the form; what has changed is told."""
    held = _current(connection, table, keys)
    other = next((row["document"] for row in held if row["document"] != document), None)
    stored = [{name: stored_value(value) for name, value in row.items()} for row in rows]
    if newer_holder(connection, table, document, keys):
        # The correction was read before what it corrects, as sites list the newest first.
        if other and stored and _before(connection, table, identity, other) in (None, document):
            _tell(connection, table, identity, (document, stored), (other, held))
        return
    if other:
        _tell(connection, table, identity, (other, held), (document, stored))
    delete_rows_of(connection, table, keys)
    insert_rows(connection, table, rows)


def _before(connection: sqlite3.Connection, table: str, identity: str, document: str) -> str | None:
    """The document that this one is known to have changed in the form; ``None`` while none is."""
    found = connection.execute(
        "select old_document from revisions where form = ? and disclosure = ? and new_document = ? limit 1",
        (table, identity, document),
    ).fetchone()
    return found[0] if found else None


def _tell(
    connection: sqlite3.Connection,
    table: str,
    identity: str,
    before: tuple[str, list[dict[str, Any]]],
    after: tuple[str, list[dict[str, Any]]],
) -> None:
    """Writes what one document's rows of a form are beside another's, in place of what was told of them before.

    The day on which the correction was found stays, however often the documents are converted again.
    """
    told = connection.execute(
        "select min(found_on) from revisions where disclosure = ? and new_document = ?", (identity, after[0])
    ).fetchone()[0]
    connection.execute(
        "delete from revisions where form = ? and disclosure = ? and new_document = ?", (table, identity, after[0])
    )
    insert_rows(
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
                "old_document": before[0],
                "new_document": after[0],
                "found_on": told or today(),
            }
            for change in changes(table, before[1], after[1])
        ],
    )


def give_up(connection: sqlite3.Connection, table: str, document: str, keys: Row) -> None:
    """Rows that an earlier conversion of the document gave and this one does not. The documents before it are due
    again: one of them may carry the form."""
    if connection.execute(f"delete from {table} where document = ?", (document,)).rowcount:
        connection.execute(
            f"update documents set status = 'collected' where id != ? and status = 'extracted' and {OF_KEY}",
            (document, *(keys[name] for name in KEY)),
        )


def newer_holder(connection: sqlite3.Connection, table: str, document: str, keys: Row) -> bool:
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
        {"table": table, "document": document, **{name: keys[name] for name in KEY}},
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


def _current(connection: sqlite3.Connection, table: str, keys: Row) -> list[dict[str, Any]]:
    cursor = connection.execute(
        f"select * from {table} where {OF_KEY} order by document, row", [keys[name] for name in KEY]
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def delete_rows_of(connection: sqlite3.Connection, table: str, keys: Row) -> None:
    """Deletes a disclosure's rows of a table, whichever document they come from."""
    connection.execute(f"delete from {table} where {OF_KEY}", [keys[name] for name in KEY])


def refresh_disclosure(connection: sqlite3.Connection, identity: str, keys: Row) -> None:
    """The disclosure's row: its newest document and the number of its versions."""
    named = {name: keys[name] for name in KEY}
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
