"""Runs every check over the archive and writes ``checks`` and the counts that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from archive.holding import KEY, OF_KEY
from archive.opening import writing
from archive.trust import write_checks
from check.across import across_forms
from check.disclosed import Disclosed
from check.outcome import Check
from check.told import narrative_checks
from check.within import within_forms


def run(db: Database, documents: Iterable[str] | None = None) -> list[Check]:
    """Re-runs the checks of all disclosures, or of those that ``documents`` belong to (and of the
    year after, which compares itself with them). One transaction a disclosure."""
    wanted = None if documents is None else set(documents)
    evaluated: list[Check] = []
    for disclosed in _disclosures(db, wanted):
        checks = list(check_disclosure(disclosed))
        with writing(db) as connection:
            write_checks(
                connection,
                disclosed.keys,
                disclosed.documents,
                [
                    {
                        "document": c.document,
                        "rule": c.rule,
                        "description": c.description,
                        "left_value": c.left,
                        "right_value": c.right,
                        "difference": c.difference,
                        "tolerance": c.tolerance,
                        "value_unit": c.unit,
                        "passed": int(c.passed),
                        "location": c.location,
                    }
                    for c in checks
                ],
            )
        evaluated.extend(checks)
    return evaluated


def check_disclosure(disclosed: Disclosed) -> Iterator[Check]:
    """Every check of one disclosure."""
    yield from within_forms(disclosed)
    yield from across_forms(disclosed)
    yield from narrative_checks(disclosed, _year_before(disclosed))


def _disclosures(db: Database, documents: set[str] | None) -> Sequence[Disclosed]:
    rows = db.conn.execute(
        "select d.department_id, d.year, d.stage, d.scope, d.document, coalesce(p.division_code, '') "
        "from disclosures d left join departments p on p.id = d.department_id "
        "order by d.department_id, d.year, d.stage, d.scope"
    ).fetchall()
    found = [Disclosed(db, (row[0], row[1], row[2], row[3]), row[4], row[5]) for row in rows]
    if documents is None:
        return found
    condition = " and ".join(f"{name} is not null" for name in KEY)
    touched: set[tuple[str, int, str, str]] = set()
    for document in documents:
        touched.update(
            db.conn.execute(f"select {', '.join(KEY)} from documents where id = ? and {condition}", (document,))
        )
    touched |= {(key[0], key[1] + 1, key[2], key[3]) for key in touched}
    return [disclosed for disclosed in found if disclosed.keys in touched]


def _year_before(disclosed: Disclosed) -> Disclosed | None:
    department, year, stage, scope = disclosed.keys
    row = disclosed.db.conn.execute(
        f"select document from disclosures where {OF_KEY}",
        (department, year - 1, stage, scope),
    ).fetchone()
    return (
        Disclosed(disclosed.db, (department, year - 1, stage, scope), row[0], disclosed.division_code) if row else None
    )
