"""Departments and units: one identity for one body, over years."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from archive.classifications import divisions
from archive.extracted import Disclosure
from archive.naming import department_id
from archive.renamings import regroup
from forms.bodies import body_key

UNKNOWN_DIVISION = "000000"
_KEYS = ("city", "county", "department", "year", "stage", "scope")


def division_code(city: str | None, county: str | None) -> str:
    """GB/T 2260 code of a place; ``000000`` for one outside the province."""
    of_city = next((d for d in divisions() if d.name == city and d.level in ("city", "province")), None)
    if county:
        found = next(
            (
                d
                for d in divisions()
                if d.name == county and d.level == "county" and (of_city is None or d.parent == of_city.division_code)
            ),
            None,
        )
        if found:
            return found.division_code
    return of_city.division_code if of_city else UNKNOWN_DIVISION


def keys_of(connection: sqlite3.Connection, document: str, disclosure: Disclosure) -> dict[str, Any]:
    """The keys of a disclosure with its body's id; the body and the units that its revenue form names are recorded."""
    keys: dict[str, Any] = {name: getattr(disclosure.keys, name) for name in _KEYS}
    keys["department_id"] = None
    name, scope = keys["department"], keys["scope"]
    if not name:
        return keys
    division = division_code(keys["city"], keys["county"])
    revenue = disclosure.rows.get("revenue", ())
    code = next((row.get("budget_unit_code") for row in revenue if row.get("row_kind") == "部门"), None)
    told = {"year": keys["year"], "document": document}
    own = ensure(connection, name, division, scope or "部门", **told, budget_code=code)
    for row in revenue if scope == "部门" else ():
        unit, code = row.get("budget_unit"), row.get("budget_unit_code")
        if row.get("row_kind") in ("明细", "单位") and code and unit and unit != name:
            ensure(connection, unit, division, "单位", **told, budget_code=code, parent=own)
    # A unit's code may have told that two names are one body.
    keys["department_id"] = identify(connection, name, division)
    return keys


def identify(connection: sqlite3.Connection, name: str, division: str) -> str:
    """The id of the body with this name; that of an earlier name where evidence makes them one."""
    own = department_id(division, name)
    spelled = (
        "select d.id from departments d, json_each(d.names) n where d.division_code = ? "
        "and {}(json_extract(n.value, '$.name')) = ?"
    )
    held = connection.execute(spelled.format(""), (division, name)).fetchone()
    if held is None and not connection.execute("select 1 from departments where id = ?", (own,)).fetchone():
        connection.create_function("body_key", 1, body_key, deterministic=True)
        held = connection.execute(spelled.format("body_key"), (division, body_key(name))).fetchone()
    return held[0] if held else own


def ensure(
    connection: sqlite3.Connection,
    name: str,
    division: str,
    scope: str,
    *,
    year: int | None = None,
    document: str | None = None,
    budget_code: str | None = None,
    parent: str | None = None,
) -> str:
    """The id of a body, recorded with the name, code and parent that this document gives as evidence."""
    identity = identify(connection, name, division)
    known = connection.execute(
        "select names, budget_codes, scope, parent from departments where id = ?", (identity,)
    ).fetchone()
    names = json.loads(known[0]) if known and known[0] else []
    codes = json.loads(known[1]) if known and known[1] else []
    told = any(entry["name"] == name and entry.get("year") == year for entry in names)
    coded = any(entry["code"] == budget_code and entry.get("year") == year for entry in codes)
    if not told:
        names.append({"name": name, "year": year, "document": document})
    if budget_code and not coded:
        codes.append({"code": budget_code, "year": year})
    names.sort(key=lambda entry: (entry.get("year") or 0, entry["name"]))
    codes.sort(key=lambda entry: (entry.get("year") or 0, entry["code"]))
    if known and known[2] == "部门":
        scope = "部门"
    connection.execute(
        "insert into departments (id, division_code, name, parent, scope, budget_codes, names) "
        "values (?, ?, ?, ?, ?, ?, ?) "
        "on conflict (id) do update set name = excluded.name, parent = coalesce(excluded.parent, parent), "
        "scope = excluded.scope, budget_codes = excluded.budget_codes, names = excluded.names",
        (
            identity,
            division,
            names[-1]["name"],
            parent or (known[3] if known else None),
            scope,
            json.dumps(codes, ensure_ascii=False) if codes else None,
            json.dumps(names, ensure_ascii=False),
        ),
    )
    if told and (coded or not budget_code):
        return identity
    if codes:
        regroup(connection, division, codes[0]["code"])
    return identify(connection, name, division)


def forget(connection: sqlite3.Connection, identity: str, document: str) -> None:
    """Removes a body, and the units under it, that this document alone has named and names no longer."""
    for condition in ("parent = ?", "id = ?"):
        connection.execute(
            f"delete from departments where {condition} "
            "and not exists (select 1 from documents d where d.department_id = departments.id and d.id != ?) "
            "and not exists (select 1 from departments u where u.parent = departments.id) "
            "and not exists (select 1 from json_each(departments.names) n "
            "where json_extract(n.value, '$.document') is not ?)",
            (identity, document, document),
        )
