"""One body under several names: what the budget codes of its disclosures prove, and nothing else.

In a reform of the institutions (机构改革) a department gets another name and keeps its budget code. Two names are one
body when, within one division, they carry the same code in different years and no two names with that code occur in
one year. A keyword that names share proves nothing; neither does a code that two names carry in the same year.

The grouping is worked out from the evidence alone, whatever was converted first, and undone when later evidence speaks
against it. The id is that of the earliest name.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from archive.naming import department_id
from forms.load import all_tables

Entry = dict[str, Any]


@dataclass(slots=True)
class Name:
    """One name of a division's bodies with its evidence; ``held`` is the id under which it stands now."""

    id: str
    held: str
    entries: list[Entry] = field(default_factory=list)
    codes: list[Entry] = field(default_factory=list)

    @property
    def years(self) -> set[int]:
        """The years in which the name occurs."""
        return {entry["year"] for entry in self.entries if entry.get("year")}


@dataclass(frozen=True, slots=True)
class Body:
    """A row of ``departments`` as stored."""

    id: str
    parent: str | None
    scope: str
    names: list[Entry]
    codes: list[Entry]


def regroup(connection: sqlite3.Connection, division: str, code: str) -> None:
    """Brings the identities of all names that carry this code, or one they carry as well, in line with the evidence."""
    bodies = _carrying(connection, division, code)
    names = [name for body in bodies.values() for name in _names(division, body)]
    groups = _groups(names)
    settled = {
        name.id: min(group, key=lambda other: (min(other.years, default=9999), other.id)).id
        for group in groups
        for name in group
    }
    if all(name.held == settled[name.id] for name in names):
        return
    for name in names:
        if name.held != settled[name.id]:
            _move(connection, division, name, settled[name.id])
    connection.executemany("delete from departments where id = ?", [(identity,) for identity in bodies])
    for group in groups:
        _write(connection, division, settled[group[0].id], group, bodies)
    _find_parents(connection, division, {*bodies, *settled.values()})


def _carrying(connection: sqlite3.Connection, division: str, code: str) -> dict[str, Body]:
    """The bodies with this code and, through their other codes, all that are to be looked at together."""
    bodies: dict[str, Body] = {}
    waiting, asked = {code}, set()
    while waiting:
        wanted = waiting.pop()
        asked.add(wanted)
        for identity, parent, scope, held, codes in connection.execute(
            "select id, parent, scope, names, budget_codes from departments where division_code = ? "
            "and exists (select 1 from json_each(budget_codes) c where json_extract(c.value, '$.code') = ?)",
            (division, wanted),
        ):
            body = Body(identity, parent, scope, json.loads(held or "[]"), json.loads(codes or "[]"))
            bodies[identity] = body
            waiting |= {entry["code"] for entry in body.codes} - asked
    return bodies


def _names(division: str, body: Body) -> Iterable[Name]:
    found: dict[str, Name] = {}
    for entry in body.names:
        identity = department_id(division, entry["name"])
        found.setdefault(identity, Name(identity, body.id)).entries.append(entry)
    for name in found.values():
        # The names of one body never share a year, so that a year tells whose code it is.
        years = {entry.get("year") for entry in name.entries}
        name.codes = [code for code in body.codes if len(found) == 1 or code.get("year") in years]
    return found.values()


def _groups(names: list[Name]) -> list[list[Name]]:
    group_of = {name.id: [name] for name in names}
    carriers: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for code in {entry["code"] for entry in name.codes if entry.get("year")}:
            carriers[code].append(name)
    for _, sharing in sorted(carriers.items()):
        together = {name.id: name for other in sharing for name in group_of[other.id]}
        years = [year for name in together.values() for year in name.years]
        if len(together) > 1 and len(years) == len(set(years)):
            united = list(together.values())
            group_of |= dict.fromkeys(together, united)
    return list({id(group): group for group in group_of.values()}.values())


def _move(connection: sqlite3.Connection, division: str, name: Name, identity: str) -> None:
    """Gives everything that stands under this name to another id."""
    for table in _keyed():
        spellings = [
            (spelling,)
            for (spelling,) in connection.execute(
                f"select distinct department from {table} where department_id = ?", (name.held,)
            )
            if spelling and department_id(division, spelling) == name.id
        ]
        for (spelling,) in spellings:
            if table == "disclosures":
                _rename_disclosures(connection, name.held, identity, spelling)
            connection.execute(
                f"update {table} set department_id = ? where department_id = ? and department = ?",
                (identity, name.held, spelling),
            )


def _rename_disclosures(connection: sqlite3.Connection, old: str, new: str, spelling: str) -> None:
    for (disclosure,) in connection.execute(
        "select id from disclosures where department_id = ? and department = ?", (old, spelling)
    ).fetchall():
        renamed = new + disclosure.removeprefix(old)
        connection.execute("update disclosures set id = ? where id = ?", (renamed, disclosure))
        connection.execute("update revisions set disclosure = ? where disclosure = ?", (renamed, disclosure))


@cache
def _keyed() -> tuple[str, ...]:
    """The tables whose rows say both a department's name and its id."""
    return tuple(
        table.name
        for table in all_tables().values()
        if not table.is_view and {"department", "department_id"} <= {column.name for column in table.columns}
    )


def _write(
    connection: sqlite3.Connection, division: str, identity: str, group: list[Name], bodies: dict[str, Body]
) -> None:
    held = [bodies[name.held] for name in group]
    names = sorted(
        (entry for name in group for entry in name.entries), key=lambda entry: (entry.get("year") or 0, entry["name"])
    )
    codes = sorted(
        (entry for name in group for entry in name.codes), key=lambda entry: (entry.get("year") or 0, entry["code"])
    )
    connection.execute(
        "insert into departments (id, division_code, name, parent, scope, budget_codes, names) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        (
            identity,
            division,
            names[-1]["name"],
            next((body.parent for body in held if body.parent), None),
            "部门" if any(body.scope == "部门" for body in held) else "单位",
            json.dumps(codes, ensure_ascii=False) if codes else None,
            json.dumps(names, ensure_ascii=False),
        ),
    )


def _find_parents(connection: sqlite3.Connection, division: str, touched: set[str]) -> None:
    """Units keep their department when its id or their own changes: the body of the latest document that names them."""
    marks = ", ".join("?" * len(touched))
    units = connection.execute(
        "select id, names from departments where division_code = ? and parent is not null "
        f"and (parent in ({marks}) or id in ({marks}))",
        (division, *touched, *touched),
    ).fetchall()
    for unit, names in units:
        for entry in sorted(json.loads(names), key=lambda entry: entry.get("year") or 0, reverse=True):
            above = connection.execute(
                "select department_id from documents where id = ? and department_id != ?", (entry.get("document"), unit)
            ).fetchone()
            if above:
                connection.execute("update departments set parent = ? where id = ?", (above[0], unit))
                break
