"""Writing one extraction: a single transaction replaces a document's earlier rows.

For each disclosure and form the rows come from one document, the newest that carries the form; a
newer document that fails removes nothing, and an older one that is converted again takes nothing over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from archive import departments, figures, search
from archive.extracted import Disclosure, Extraction, Problem
from archive.holding import (
    KEY,
    complete,
    delete_rows_of,
    disclosure_id,
    give_up,
    newer_holder,
    refresh_disclosure,
    take_over,
)
from archive.opening import writing
from archive.revisions import content_hash
from archive.rows import insert_rows
from archive.timestamps import now
from forms.load import all_tables, form_tables

Row = Mapping[str, Any]

_KEYED = ("city", "county", "department", *KEY)
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
        figures.refresh(connection)
        search.refresh(db, [document, *written])
    return written


def _further(connection: sqlite3.Connection, document: str, identity: str) -> None:
    """A further disclosure in one file has a document row of its own, which takes from the first what is the file's
    and keeps whose disclosure it was."""
    columns = [c.name for c in all_tables()["documents"].columns if c.name not in ("id", *_KEYED)]
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
    keys = departments.keys_of(connection, document, disclosure)
    _release(connection, document, keys)
    _delete_own(connection, document)
    _problems(connection, document, disclosure.problems)
    insert_rows(connection, "form_states", [{"document": document, **row} for row in disclosure.form_states])
    insert_rows(connection, "source_tables", [_source_table(document, row) for row in disclosure.source_tables])
    insert_rows(connection, "sections", [{"document": document, **row} for row in disclosure.sections])
    connection.execute(
        "update documents set title = coalesce(?, title), content_hash = ?, numbers_printed = ?, numbers_captured = ?, "
        "numbers_unplaced = ?, checks_passed = null, checks_failed = null, "
        + ", ".join(f"{name} = ?" for name in _KEYED)
        + " where id = ?",
        (
            disclosure.keys.title,
            content_hash(disclosure.rows),
            disclosure.numbers_printed,
            *((disclosure.numbers_captured, disclosure.numbers_unplaced) if complete(keys) else (0, 0)),
            *(keys.get(name) for name in _KEYED),
            document,
        ),
    )
    if not complete(keys):
        # Nobody's figures for no year can stand beside others; they stay in source_tables until the keys are known.
        return
    states = {row["form"]: row["state"] for row in disclosure.form_states}
    identity = disclosure_id(keys)
    for table in form_tables():
        rows = disclosure.rows.get(table, [])
        if states.get(table) not in _CARRIED and not rows:
            give_up(connection, table, document, keys)
            continue
        take_over(connection, table, document, keys, identity, [_form_row(document, keys, row) for row in rows])
    statements = [{"document": document, **keys, "row": n, **row} for n, row in enumerate(disclosure.statements, 1)]
    if not statements:
        give_up(connection, "statements", document, keys)
    elif not newer_holder(connection, "statements", document, keys):
        delete_rows_of(connection, "statements", keys)
        insert_rows(connection, "statements", statements)
    refresh_disclosure(connection, identity, keys)


def _release(connection: sqlite3.Connection, document: str, keys: Row | None) -> None:
    """A document that turns out to be another disclosure gives the old one back to the documents before it."""
    row = connection.execute(f"select {', '.join(KEY)} from documents where id = ?", (document,)).fetchone()
    if row is None or row[0] is None:
        return
    before = dict(zip(KEY, row, strict=True))
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
    if keys is None or keys["department_id"] != before["department_id"]:
        departments.forget(connection, before["department_id"], document)
    if complete(before):
        refresh_disclosure(connection, disclosure_id(before), before)


def _delete_own(connection: sqlite3.Connection, document: str) -> None:
    for table in _OWN:
        connection.execute(f"delete from {table} where document = ?", (document,))
    connection.execute("delete from checks where document = ?", (document,))


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
    insert_rows(
        connection, "problems", [{**asdict(problem), "document": document, "found_at": now()} for problem in problems]
    )
