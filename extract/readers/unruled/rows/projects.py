"""A list's projects, whose names and amounts stand in the middle of the rows of their indicators."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.levels import ONE_HEIGHT
from extract.readers.unruled.runs import shared_out
from forms.money import is_number
from forms.text import fold

_NAMES = 2
"""Columns, from the left, that name a row: a project's code and name."""

Side = list[Block]


def begun_by_their_projects(rows: Sequence[list[Block]]) -> list[list[Block]]:
    """The rows, in which what names a project stands in the first row of its indicators.

    They stay as they are where the indicators are not shared out to projects, units and totals so that the name of each
    stands alone or in the middle of its own.
    """
    between = _first_of_indicators(rows)
    if between is None:
        return list(rows)
    named: list[Side] = []
    own: list[int | None] = []
    """Which indicators stand in the row of each name."""
    indicators: list[Side] = []
    for row in rows:
        left = [block for block in row if block.column < between]
        right = [block for block in row if block.column >= between]
        if left:
            named.append(left)
            own.append(len(indicators) if right else None)
        if right:
            indicators.append(right)
    middles = [_middle(side[:1]) for side in named]

    def off_the_middle(name: int, start: int, end: int) -> float:
        beside = own[name]
        if beside is not None and not start <= beside < end:
            return inf
        if start == end:
            return 0.0
        upper = middles[name - 1] if name else -inf
        lower = middles[name + 1] if name + 1 < len(middles) else inf
        if _middle(indicators[start]) < upper or _middle(indicators[end - 1]) > lower:
            return inf
        off = abs(_middle([block for side in indicators[start:end] for block in side]) - middles[name])
        return off if off <= ONE_HEIGHT else inf

    _, runs = shared_out(len(indicators), len(named), off_the_middle)
    if not any(name is not None and own[name] is None and start < end for name, start, end in runs):
        return list(rows)  # names in the first rows of their own may stand in the middle of others too
    found = [
        [*named[name], *(indicators[n] if n < end else [])] if n == start else indicators[n]
        for name, start, end in runs
        if name is not None
        for n in range(start, max(end, start + 1))
    ]
    return found or list(rows)


def _first_of_indicators(rows: Sequence[Sequence[Block]]) -> int | None:
    """The first column of the indicators: of rows that name nothing, where all others print amounts left of it, and
    figures stand right of it as targets only, behind words."""
    firsts = [min(block.column for block in row) for row in rows]
    between = min((first for first in firsts if first >= _NAMES), default=0)
    for row, first in zip(rows, firsts, strict=True):
        words = {block.column for block in row if not _is_amount(block)}
        amounts = {block.column for block in row} - words
        if (first < _NAMES and min(amounts, default=between) >= between) or any(
            column >= between and column - 1 not in words for column in amounts
        ):
            return None
    return between or None


def _is_amount(block: Block) -> bool:
    return is_number(fold(block.text))


def _middle(blocks: Sequence[Block]) -> float:
    return (min(block.box[1] for block in blocks) + max(block.box[3] for block in blocks)) / 2
