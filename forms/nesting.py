"""Which row breaks down which where no code says so: levels told by their sums alone.

A row that equals the sum of the rows right below it is their subtotal; of all ways to nest the rows so, the one is
taken by which the details make up the grand total, or every top row is a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from forms.money import last_digit
from forms.structure import DEPARTMENT, DETAIL, OF_WHICH, SUBTOTAL, TOTAL, UNIT, Record, is_unit

_MOST_SINGLE = 24
"""Rows equal to a single one below them, of which each and each pair is tried as no subtotal."""


def kinds_by_sums(rows: Sequence[Record], column: str, kinds: Sequence[str]) -> list[str] | None:
    """Row kinds for a form that prints levels without codes: a row that equals the sum of the rows
    right below it is their subtotal. ``None`` unless the details then make up the grand total."""
    body = [n for n, kind in enumerate(kinds) if kind not in (TOTAL, OF_WHICH)]
    total = next((rows[n][column] for n, kind in enumerate(kinds) if kind == TOTAL), None)
    values: list[Decimal] = [rows[n].get(column) or Decimal(0) for n in body]
    if not body:
        return None
    if total is None:
        return _blocks_without_total(rows, values, body, kinds)
    half = last_digit([*values, total]) / 2
    for inner, _ in _nestings(values, half, _goods(rows, body)):
        details = [v for v, is_inner in zip(values, inner, strict=True) if not is_inner]
        if abs(sum(details, Decimal(0)) - total) <= half * (len(details) + 1):
            found = list(kinds)
            for place, is_inner in zip(body, inner, strict=True):
                if found[place] in (DETAIL, SUBTOTAL):
                    found[place] = SUBTOTAL if is_inner else DETAIL
            return found
    return None


def head_of_units(rows: Sequence[Record], column: str, kinds: Sequence[str]) -> bool:
    """True where, in a form without a grand total, a first row that nothing is printed below is the sum of the
    units printed after it, each with rows of its own: the department's own row."""
    units = [n for n, row in enumerate(rows) if is_unit(row)]
    if TOTAL in kinds or len(units) < 2 or units[0] != 0 or kinds[0] != DETAIL or UNIT not in kinds:
        return False
    values: list[Decimal] = [rows[n].get(column) or Decimal(0) for n in units]
    half = last_digit(values) / 2
    return bool(values[0]) and abs(values[0] - sum(values[1:], Decimal(0))) <= half * len(values)


def _blocks_without_total(
    rows: Sequence[Record], values: Sequence[Decimal], body: Sequence[int], kinds: Sequence[str]
) -> list[str] | None:
    """Levels of a form without a grand total: each unit's own row is the sum of the rows below it.

    ``None`` unless every row that stands at the top is such a sum.
    """
    half = last_digit(values) / 2
    for inner, after in _nestings(values, half, _goods(rows, body)):
        tops, at = [], 0
        while at < len(values):
            tops.append(at)
            at = after[at]
        if not all(inner[top] for top in tops):
            continue
        found = list(kinds)
        for n, place in enumerate(body):
            if not inner[n]:
                found[place] = DETAIL
            elif is_unit(rows[place]):
                below = (body[m] for m in range(n + 1, after[n]))
                found[place] = DEPARTMENT if any(is_unit(rows[m]) for m in below) else UNIT
            else:
                found[place] = TOTAL if tops == [n] and not rows[place].get("category") else SUBTOTAL
        return found
    return None


def _goods(rows: Sequence[Record], body: Sequence[int]) -> set[int]:
    """Rows of 政府采购 that name goods and catalogue where others, units and catalogues, name one of them alone:
    they break nothing down further."""
    if not any(rows[place].get("catalogue") for place in body):
        return set()
    for name in ("item", "catalogue"):
        named = {n for n, place in enumerate(body) if rows[place].get(name)}
        if len(named) < len(body):
            return named
    return set()


def _nestings(values: Sequence[Decimal], half: Decimal, leaves: set[int]) -> Iterator[tuple[list[bool], list[int]]]:
    """Ways to nest the values: no row over a single equal one, then each, then all but one or two of them.

    A row that equals the next one can be its subtotal or its neighbour; only the whole form tells.
    """
    yield _blocks(values, set(range(len(values))), leaves, half)[:2]
    inner, after, single = _blocks(values, set(), leaves, half)
    yield inner, after
    for size in (1, 2):
        if len(single) <= _MOST_SINGLE:
            for apart in combinations(single, size):
                yield _blocks(values, set(apart), leaves, half)[:2]


def _blocks(
    values: Sequence[Decimal], apart: set[int], leaves: set[int], half: Decimal
) -> tuple[list[bool], list[int], list[int]]:
    """Which values are, within rounding of ``half`` a digit each, the sum of the blocks right below them,
    where each value's block ends, and which are the sum of a single one; found from the bottom up.
    Those in ``apart`` are no sum of a single block, those in ``leaves`` of none."""
    inner = [False] * len(values)
    after = [0] * len(values)
    single: list[int] = []
    for start in range(len(values) - 1, -1, -1):
        if start in leaves:
            after[start] = start + 1
            continue
        sum_, at, taken = Decimal(0), start + 1, 0
        while at < len(values) and sum_ < values[start] - half * (taken + 1):
            sum_ += values[at]
            at, taken = after[at], taken + 1
        least = 2 if start in apart else 1
        if taken >= least and values[start] != 0 and abs(sum_ - values[start]) <= half * (taken + 1):
            inner[start], after[start] = True, at
            if taken == 1:
                single.append(start)
        else:
            after[start] = start + 1
    return inner, after, single
