"""The evaluator of accounting identities over rows in memory; all arithmetic in ``Decimal`` yuan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forms.declaration import Identity
from forms.structure import DEPARTMENT, DETAIL, OF_WHICH, SUBTOTAL, TOTAL, UNIT, code_of, label_of, outline

Record = Mapping[str, Any]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """One identity evaluated at one place. ``left`` is what is printed as the total, ``right`` the
    sum of what makes it up; both in yuan. Passed when they differ by no more than ``tolerance``."""

    rule: str
    label: str
    left: Decimal
    right: Decimal
    tolerance: Decimal
    column: str | None = None
    row: int | None = None
    """Index of the row that is the total, where the identity stands in one row."""
    part: str | None = None
    """Side or group the identity was evaluated for."""

    @property
    def difference(self) -> Decimal:
        return self.left - self.right

    @property
    def passed(self) -> bool:
        return abs(self.difference) <= self.tolerance


def tolerance(quantum: Decimal, addends: int) -> Decimal:
    """Half a digit of the most decimals printed in the table, per addend, in yuan."""
    return quantum / 2 * max(addends, 1)


def evaluate(
    identities: Sequence[Identity], rows: Sequence[Record], amounts: Sequence[str], quantum: Decimal
) -> list[Finding]:
    """Every identity at every place of one form it applies to.

    ``rows`` carry the form's own columns and ``row_kind``; ``quantum`` is the value in yuan of the
    last printed digit (0.01 万元 → 100 元).
    """
    findings: list[Finding] = []
    for identity in identities:
        if identity.rule == "sum_details":
            findings.extend(_sums(identity, rows, identity.columns or amounts, quantum))
        elif identity.rule == "row":
            findings.extend(_row_sums(identity, rows, quantum))
        else:
            raise ValueError(f"unknown identity rule {identity.rule!r}")
    return findings


def _row_sums(identity: Identity, rows: Sequence[Record], quantum: Decimal) -> Iterator[Finding]:
    total = identity.total
    if total is None:
        raise ValueError(f"a row identity names its total: {identity.label}")
    together: dict[tuple[Any, Any], list[tuple[int, Record]]] = {}
    for n, row in enumerate(rows):
        sheet = row.get("source_table") if identity.sheets else None
        together.setdefault((row.get("side"), sheet), []).append((n, row))
    for of_one in together.values():
        yield from _row_sums_of(identity, total, of_one, quantum)


def _row_sums_of(
    identity: Identity, total: str, rows: Sequence[tuple[int, Record]], quantum: Decimal
) -> Iterator[Finding]:
    printed = {name for name in (total, *identity.parts) for _, row in rows if row.get(name) is not None}
    if total not in printed or not printed.intersection(identity.when_any or identity.parts):
        return
    if not printed.issuperset(identity.when):
        return
    for n, row in rows:
        parts = [row[name] for name in identity.parts if row.get(name) is not None]
        left = row.get(total)
        if left is None and not parts:
            continue
        extra = row.get("others") if identity.counts_unplaced else None
        right = sum(parts, ZERO) + (extra or ZERO)
        yield Finding(f"row:{total}", identity.label, left or ZERO, right, tolerance(quantum, len(parts)), total, n)


def _sums(identity: Identity, rows: Sequence[Record], columns: Sequence[str], quantum: Decimal) -> Iterator[Finding]:
    if identity.group:
        yield from _group_sums(identity, rows, columns[0], quantum)
        return
    sides = list(dict.fromkeys(row.get("side") for row in rows))
    for side in sides:
        of_side = [(n, row) for n, row in enumerate(rows) if row.get("side") == side]
        total_at = next((n for n, row in of_side if row["row_kind"] == TOTAL), None)
        if total_at is None:
            continue
        for column in columns:
            addends = [row[column] for _, row in of_side if row["row_kind"] == DETAIL and row.get(column) is not None]
            left = rows[total_at].get(column)
            if left is None and not any(addends):
                continue
            yield Finding(
                "sum_details",
                identity.label,
                left or ZERO,
                sum(addends, ZERO),
                tolerance(quantum, len(addends)),
                column,
                total_at,
                side,
            )
        yield from _subtotals(of_side, columns, quantum, side)


def _subtotals(
    of_side: Sequence[tuple[int, Record]], columns: Sequence[str], quantum: Decimal, side: str | None
) -> Iterator[Finding]:
    if side is not None:
        return
    rows = [row for _, row in of_side]
    parents = outline(rows)
    for at, (n, row) in enumerate(of_side):
        if row["row_kind"] not in (SUBTOTAL, UNIT, DEPARTMENT):
            continue
        children = [
            rows[c] for c, parent in enumerate(parents) if parent == at and rows[c]["row_kind"] not in (OF_WHICH, TOTAL)
        ]
        if not children:
            continue
        if any(row["row_kind"] == DETAIL for row in children):
            # levels without codes stand one below the other; their subtotals are in the details already
            children = [child for child in children if child["row_kind"] != SUBTOTAL or code_of(child)]
        for column in columns:
            addends = [child[column] for child in children if child.get(column) is not None]
            left = row.get(column)
            if left is None and not any(addends):
                continue
            yield Finding(
                "subtotal",
                f"{label_of(row) or '小计'} = 下级各行之和",
                left or ZERO,
                sum(addends, ZERO),
                tolerance(quantum, len(addends)),
                column,
                n,
            )


def _group_sums(identity: Identity, rows: Sequence[Record], column: str, quantum: Decimal) -> Iterator[Finding]:
    total = next((row.get(column) for row in rows if row["row_kind"] == TOTAL), None)
    if total is None:
        return
    for group in dict.fromkeys(row.get(identity.group or "") for row in rows):
        addends = [
            row[column]
            for row in rows
            if row.get(identity.group or "") == group and row["row_kind"] == DETAIL and row.get(column) is not None
        ]
        if group is not None and addends:
            yield Finding(
                "sum_details",
                identity.label,
                total,
                sum(addends, ZERO),
                tolerance(quantum, len(addends)),
                column,
                None,
                group,
            )
