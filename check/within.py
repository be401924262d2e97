"""Checks inside one form: the identities of its declaration."""

from __future__ import annotations

from collections.abc import Iterator

from check.disclosed import Disclosed, location
from check.outcome import Check
from forms.identities import evaluate
from forms.load import form_tables, table_identities


def within_forms(disclosed: Disclosed) -> Iterator[Check]:
    """Every identity of every form of the disclosure."""
    for table, identities in table_identities().items():
        if not identities:
            continue
        rows = disclosed.rows(table)
        for document in dict.fromkeys(row["document"] for row in rows):
            own = [row for row in rows if row["document"] == document]
            quantum = disclosed.quantum(table, document)
            for finding in evaluate(identities, own, form_tables()[table].amounts(), quantum):
                row = own[finding.row] if finding.row is not None else None
                part = f"（{finding.part}）" if finding.part else ""
                yield Check(
                    document,
                    f"{table}:{finding.rule}",
                    f"{form_tables()[table].label}{part}：{finding.label}",
                    finding.left,
                    finding.right,
                    finding.tolerance,
                    finding.passed,
                    location(table, row, finding.column),
                )
