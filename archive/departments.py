"""Departments and units: one identity for one body, over years."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from archive.classifications import divisions
from forms.text import fold

UNKNOWN_DIVISION = "000000"


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


def department_id(division: str, name: str) -> str:
    """A stable ASCII id: the division code and a hash of the name."""
    return f"{division}-{hashlib.sha256(fold(name).encode()).hexdigest()[:10]}"


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
    known = connection.execute(
        "select id, names, budget_codes, scope, parent from departments where division_code = ? and id = ?",
        (division, department_id(division, name)),
    ).fetchone()
    identity = department_id(division, name)
    names = json.loads(known[1]) if known and known[1] else []
    if not any(entry["name"] == name and entry.get("year") == year for entry in names):
        names.append({"name": name, "year": year, "document": document})
    codes = json.loads(known[2]) if known and known[2] else []
    if budget_code and not any(entry["code"] == budget_code and entry.get("year") == year for entry in codes):
        codes.append({"code": budget_code, "year": year})
    names.sort(key=lambda entry: (entry.get("year") or 0, entry["name"]))
    codes.sort(key=lambda entry: (entry.get("year") or 0, entry["code"]))
    if known and known[3] == "部门":
        scope = "部门"
    connection.execute(
        "insert into departments (id, division_code, name, parent, scope, budget_codes, names) "
        "values (?, ?, ?, ?, ?, ?, ?) "
        "on conflict (id) do update set name = excluded.name, parent = coalesce(excluded.parent, parent), "
        "scope = excluded.scope, budget_codes = excluded.budget_codes, names = excluded.names",
        (
            identity,
            division,
            name,
            parent or (known[4] if known else None),
            scope,
            json.dumps(codes, ensure_ascii=False) if codes else None,
            json.dumps(names, ensure_ascii=False),
        ),
    )
    return identity
