"""Whether a cell goes on with the line below it, where no ruling line says so.

It does where that line stands no farther off than lines of one cell do; and, where rows stand as close, if its last
line has no room for what the next one begins with. Figures go on only as what they are whole: where every amount
prints its decimals or its thousands apart, digits without them are the beginning of one, or a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from extract.brokenfigures import LONG_CODE, completes, make_figure
from extract.readers.page.lines import Word, joined
from extract.readers.page.measure import width_of, width_of_unit
from extract.readers.unruled.gaps import TIGHT, most_apart
from extract.readers.unruled.lines.piece import begins_row, piece_of
from extract.readers.unruled.rows.block import Block, holds_rows
from extract.readers.unruled.rows.linegap import line_gap_of
from extract.readers.unruled.spans import Parts, Span, columns_of
from forms.money import decimals, is_number
from forms.text import fold

GoesOn = Callable[[Block, list[Word]], bool]
"""(the cell so far, the line below it in its column) → whether that line is the cell's."""

ROOM_OFF = 1.5
"""Points by which the end of a column's room is not known."""
_EQUAL = 0.25
"""Points by which equal gaps differ."""
_DECIMALS = re.compile(r"^-?[\d,]+\.\d*$")
_SEVERAL = 3
"""Amounts that print the same decimals, at least."""
_LEVEL_DIGITS = 2
"""Digits that a narrow column leaves of a function's code on a line, at most."""


def by_gap_or_room(
    lines: Sequence[Parts], bounds: Sequence[Span], line_gap: float | None, row_gap: float | None
) -> GoesOn:
    """By how far off the line stands, and by the cell's room where that does not tell. ``line_gap``: as the headers
    show it; ``row_gap``: the smallest between two rows so far."""
    gap = line_gap_of(columns_of(lines, bounds), line_gap)
    full = by_room(lines, bounds)
    row = row_gap - _EQUAL if row_gap is not None else None
    most = most_apart(gap, row_gap) if gap is not None and line_gap is not None else None
    close = min((limit for limit in (most, row) if limit is not None), default=0.0)

    def goes_on(cell: Block, line: list[Word]) -> bool:
        off = line[0]["top"] - cell.box[3]
        if off < close:
            return not holds_rows(Block(cell.column, [*cell.lines, line]))
        if most is not None and off >= most:
            return False
        return full(cell, line) and not begins_row([piece_of(line)])

    return goes_on


def by_room(lines: Sequence[Parts], bounds: Sequence[Span]) -> GoesOn:
    """By the cell's room alone: it goes on with what its last line had no room for."""
    room = _room(lines, bounds)
    figures = _Figures.of(columns_of(lines, bounds))

    def goes_on(cell: Block, line: list[Word]) -> bool:
        return not figures.are_two(cell, line) and _has_no_room(cell, line[0], room[cell.column])

    return goes_on


@dataclass(frozen=True, slots=True)
class _Figures:
    """How a table prints its figures."""

    decimals: int
    """Of an amount, at most."""
    in_all: bool
    """Whether every amount prints so many."""
    codes: Set[int]
    """The columns that print codes."""
    widest: Sequence[float]
    """The width of each column's longest line."""

    @classmethod
    def of(cls, columns: Sequence[Sequence[list[Word]]]) -> _Figures:
        texts = [[_text(line) for line in column] for column in columns]
        every = decimals_of_all(columns)
        most = every or max((decimals(text) for column in texts for text in column if is_number(text)), default=0)
        marked = every is not None or sum("," in text for column in texts for text in column) >= _SEVERAL
        pointed = [place for place, column in enumerate(texts) for text in column if _DECIMALS.match(text)]
        before = min(pointed) if len(pointed) >= _SEVERAL else 0  # codes stand before the amounts
        codes = {n for n, column in enumerate(texts) if (marked or n < before) and _prints_codes(column)}
        widest = [max(map(width_of, column), default=0.0) for column in columns]
        return cls(most, every is not None, codes, widest)

    def are_two(self, cell: Block, line: Sequence[Word]) -> bool:
        """True where a cell and the line below it print two figures and not the halves of one. What breaks fills its
        line: the number of a column does not."""
        upper, lower = fold(cell.text), _text(line)
        if not (is_number(lower) and is_number(upper)) or _is_one(upper, lower, self.decimals):
            return False
        whole_below = self.in_all and "." not in upper and completes(upper, lower, self.decimals)
        fills = width_of(cell.lines[-1]) + width_of_unit(line[0]) >= self.widest[cell.column] - ROOM_OFF
        return not (fills and (whole_below or cell.column in self.codes))


def _text(words: Sequence[Word]) -> str:
    return fold(joined(words))


def decimals_of_all(columns: Sequence[Sequence[list[Word]]]) -> int | None:
    """How many decimals every amount prints, some of them on the line below; ``None`` where they differ. ``columns``:
    the lines of each."""
    texts = [[*map(_text, column), ""] for column in columns]
    amounts = [(text, below) for column in texts for text, below in pairwise(column) if _DECIMALS.match(text)]
    printed = [{decimals(text), decimals(text + below) if below.isdigit() else 0} - {0} for text, below in amounts]
    same = set.intersection(*printed) if len(printed) >= _SEVERAL else set()
    return max(same, default=None)


def _prints_codes(column: Sequence[str]) -> bool:
    """True for a column whose figures print neither decimals nor thousands apart, as the amounts do."""
    figures = [text for text in column if text[:1].isdigit()]
    return bool(figures) and all(text.isdigit() for text in figures)


def _room(lines: Sequence[Parts], bounds: Sequence[Span]) -> list[float]:
    """How far to the right the words of each column may reach: as near to its edge as they begin at the other one."""
    room = []
    for place, (left, right) in enumerate(bounds):
        words = [word for line in lines for word in line.get(place, [])]
        aside = min((max(0.0, word["x0"] - left) for word in words), default=0.0)
        room.append(max([right - aside, *(word["x1"] for word in words)]))
    return room


def _has_no_room(cell: Block, first: Word, end: float) -> bool:
    """True where a cell's last line has no room for what the next one, close below it, begins with."""
    last = cell.lines[-1][-1]
    if first["top"] - last["bottom"] > TIGHT * (last["bottom"] - last["top"]):
        return False
    return bool(last["x1"] + width_of_unit(first) > end - ROOM_OFF)


def _is_one(upper: str, lower: str, most: int) -> bool:
    """True for two figures that may be the halves of one: of a code, or of one with its last decimals below."""
    if upper.isdigit() and lower.isdigit():
        return len(upper + lower) >= LONG_CODE or max(len(upper), len(lower)) <= _LEVEL_DIGITS
    return "." in upper and make_figure(upper, lower, most)
