"""Which row breaks down which where no code says so: levels told by their sums alone.

A row that equals the sum of the rows right below it is their subtotal; of all ways to nest the rows so, the one is
taken by which the details make up the grand total, or every top row is a sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from forms.money import last_digit
from forms.structure import DEPARTMENT, DETAIL, OF_WHICH, SUBTOTAL, TOTAL, UNIT, Record, is_unit

_MOST_DOUBTFUL = 24
"""Rows in a block that may be sums or not, of which each and each pair is tried the other way."""


def kinds_by_sums(rows: Sequence[Record], column: str, kinds: Sequence[str]) -> list[str] | None:
    """Row kinds for a form that prints levels without codes: a row that equals the sum of the rows
    right below it is their subtotal. ``None`` unless the details then make up the grand total."""
    body = [n for n, kind in enumerate(kinds) if kind not in (TOTAL, OF_WHICH)]
    total = next((rows[n][column] for n, kind in enumerate(kinds) if kind == TOTAL), None)
    values: list[Decimal] = [rows[n].get(column) or Decimal(0) for n in body]
    if not body:
        return None
    sums = _Sums(values, _goods(rows, body), None if total is None else Decimal(total))
    if total is None:
        return _blocks_without_total(rows, sums, body, kinds)
    whole = sums.making_up(total)
    if whole is None:
        return None
    found = list(kinds)
    for n, place in enumerate(body):
        if found[place] in (DETAIL, SUBTOTAL):
            found[place] = _kind(rows, body, n, whole.sums)
    return found


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
    rows: Sequence[Record], sums: _Sums, body: Sequence[int], kinds: Sequence[str]
) -> list[str] | None:
    """Levels of a form without a grand total: each unit's own row is the sum of the rows below it.

    ``None`` unless every row that stands at the top is such a sum.
    """
    tops = sums.tops()
    if tops is None:
        return None
    found = list(kinds)
    ends: dict[int, int] = {}
    for top in tops:
        ends |= top.sums
    for n, place in enumerate(body):
        found[place] = _kind(rows, body, n, ends)
        if found[place] == SUBTOTAL and len(tops) == 1 and n == 0 and not rows[place].get("category"):
            found[place] = TOTAL
    return found


def _kind(rows: Sequence[Record], body: Sequence[int], n: int, ends: Mapping[int, int]) -> str:
    """The kind of one row of the body, by where the rows end of which each row is the sum."""
    if n not in ends:
        return DETAIL
    if not is_unit(rows[body[n]]):
        return SUBTOTAL
    return DEPARTMENT if any(is_unit(rows[body[m]]) for m in range(n + 1, ends[n])) else UNIT


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


@dataclass(frozen=True, slots=True)
class _Block:
    """A row, or several one below the other, with what breaks them down."""

    end: int
    """The first row after it."""
    sums: Mapping[int, int]
    """Rows of it that are sums of rows below them, each with the first row after those."""
    heads: int = 1
    """How many rows stand at its top."""
    plain: bool = True
    """False where a row in it had to be taken otherwise than it looks."""
    exact: bool = True
    """False where it makes up its sum within rounding only."""


class _Sums:
    """What each row can be: a detail, or the sum of what follows; found from the bottom up, within rounding."""

    def __init__(self, values: Sequence[Decimal], leaves: set[int], total: Decimal | None) -> None:
        self.values = values
        self.half = last_digit([*values, *([] if total is None else [total])]) / 2
        self.choices: list[list[_Block]] = [[] for _ in values]
        """Per row: a detail, then the sums that it can be, the shortest first, those without a difference last."""
        for start in range(len(values) - 1, -1, -1):
            self.choices[start].append(_Block(start + 1, {}))
            if start in leaves or values[start] == 0:
                continue
            found: dict[int, _Block] = {}
            for block in self._below(start + 1, values[start]):
                if block.end not in found or (block.exact and not found[block.end].exact):
                    found[block.end] = block
            for block in sorted(found.values(), key=lambda block: (block.exact, block.end)):
                self.choices[start].append(replace(block, sums={start: block.end, **block.sums}))

    def making_up(self, total: Decimal) -> _Block | None:
        """All rows nested so that the top ones make up the grand total."""
        return max(self._below(0, total, whole=True), key=lambda block: block.exact, default=None)

    def tops(self) -> list[_Block] | None:
        """All rows as blocks that are sums, the longest; ``None`` where they are not."""
        after: list[list[_Block] | None] = [None] * len(self.values) + [[]]
        for start in range(len(self.values) - 1, -1, -1):
            for block in self.choices[start][1:]:
                rest = after[block.end]
                if rest is not None:
                    after[start] = [block, *rest]
        return after[0]

    def _below(self, start: int, sum_: Decimal, *, whole: bool = False) -> Iterator[_Block]:
        """The rows from ``start`` on that make up a sum (with ``whole``: all of them), nested with fewest surprises.

        A row that equals the one below it is its neighbour or its sum: only what they are parts of tells. What
        differs by no digit is looked for as long as only rounding makes a sum.
        """
        exact = False
        for size in range(3):
            for nested in (False, True):
                for turned in self._turned(start, sum_, size, nested=nested, whole=whole):
                    block, _ = self._walk(start, sum_, turned, nested=nested, whole=whole)
                    if block is not None:
                        exact = exact or block.exact
                        yield block
            if exact:
                return

    def _turned(self, start: int, sum_: Decimal, size: int, *, nested: bool, whole: bool) -> Iterator[dict[int, int]]:
        """Which rows to take otherwise, so many of the doubtful ones at once."""
        if not size:
            yield {}
            return
        _, doubtful = self._walk(start, sum_, {}, nested=nested, whole=whole)
        for rows in combinations(doubtful[:_MOST_DOUBTFUL], size):
            for others in product(*(range(1, len(self.choices[row])) for row in rows)):
                yield dict(zip(rows, others, strict=True))

    def _walk(
        self, start: int, sum_: Decimal, turned: Mapping[int, int], *, nested: bool, whole: bool
    ) -> tuple[_Block | None, list[int]]:
        """(the block of rows from ``start`` on that makes up a sum, or ``None``; which of its rows are doubtful)."""
        doubtful: list[int] = []
        sums: dict[int, int] = {}
        rest, at, taken = sum_, start, 0
        while at < len(self.values) and (whole or rest > self.half * (taken + 1)):
            choices = self.choices[at]
            if len(choices) > 1:
                doubtful.append(at)
            a_sum = nested or (choices[-1].heads > 1 and choices[-1].plain)
            usual = len(choices) - 1 if a_sum else 0
            block = choices[usual - turned.get(at, 0)]
            sums |= block.sums
            rest -= self.values[at]
            at, taken = block.end, taken + 1
        made = taken > 0 and abs(rest) <= self.half * (taken + 1)
        return (_Block(at, sums, taken, not turned, rest == 0) if made else None), doubtful
