"""Writing the checks of a disclosure, and what they say of how far it can be trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from archive.holding import OF_KEY
from forms.money import storable

_COLUMNS = (
    "document",
    "rule",
    "description",
    "left_value",
    "right_value",
    "difference",
    "tolerance",
    "value_unit",
    "passed",
    "location",
)
ALL_PASSED, SOME_FAILED, UNCHECKED = "全部通过", "有未通过", "未核对"


def write_checks(
    connection: sqlite3.Connection,
    keys: tuple[str, int, str, str],
    documents: Sequence[str],
    checks: Sequence[Mapping[str, Any]],
) -> None:
    """Replaces the checks of a disclosure's documents and counts them per document and disclosure."""
    own = f"select id from documents where {OF_KEY}"
    connection.execute(f"delete from checks where document in ({own})", keys)
    connection.executemany(
        f"insert into checks ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})",
        [[storable(row[name]) if isinstance(row[name], Decimal) else row[name] for name in _COLUMNS] for row in checks],
    )
    connection.execute(f"update documents set checks_passed = null, checks_failed = null where id in ({own})", keys)
    for document in dict.fromkeys([*documents, *(row["document"] for row in checks)]):
        connection.execute(
            "update documents set checks_passed = (select count(*) from checks where document = ?1 and passed), "
            "checks_failed = (select count(*) from checks where document = ?1 and not passed) where id = ?1",
            (document,),
        )
    passed = sum(1 for row in checks if row["passed"])
    failed = len(checks) - passed
    trust = SOME_FAILED if failed else ALL_PASSED if passed else UNCHECKED
    connection.execute(
        f"update disclosures set checks_passed = ?, checks_failed = ?, trust = ? where {OF_KEY}",
        (passed, failed, trust, *keys),
    )
