"""Rows of a table whose cells begin at the top of their row and whose lines stand as close as its rows do.

A cell goes on with a further line only where its last one has no room for more; a line of words that all go on in such
cells belongs to the row above it. Figures go on only as what they are whole: where every amount prints its decimals or
its thousands apart, digits without them are the beginning of one, or a code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.brokenfigures import LONG_CODE, completes, make_figure
from extract.readers.page.lines import Word
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.header.head import Span
from extract.readers.unruled.lines.piece import begins_row, piece_of
from extract.readers.unruled.rows.block import Block, holds_rows
from extract.readers.unruled.rows.leading import TIGHT, gap_in_cells, lines_apart
from extract.readers.unruled.rows.targets import lines_of_targets
from forms.money import decimals, is_number
from forms.text import fold

Parts = dict[int, list[Word]]
"""One printed line: the words in each column."""
GoesOn = Callable[[Block, list[Word]], bool]

_OFF = 1.5
"""Points by which the end of a column's room is not known."""
_EQUAL = 0.25
"""Points by which equal gaps differ."""
_DECIMALS = re.compile(r"^-?[\d,]+\.\d*$")
_SEVERAL = 3
"""Amounts that print the same decimals, at least."""
_LEVEL = 2
"""Digits that a narrow column leaves of a function's code on a line, at most."""


def columns_of(lines: Sequence[Parts], bounds: Sequence[Span]) -> list[list[list[Word]]]:
    """The lines of each column, top down."""
    return [[parts[n] for parts in lines if n in parts] for n in range(len(bounds))]


def rows_from_top(lines: Sequence[Parts], bounds: Sequence[Span]) -> list[list[Block]]:
    """The rows, each as the cells it prints."""
    goes_on = _without_room(lines, bounds)
    targets = lines_of_targets(lines, bounds)
    rows: list[dict[int, Block]] = []
    above: Parts = {}
    for n, line in enumerate(lines):
        begins = n in targets or begins_row([piece_of(words) for words in line.values()])
        if rows and not begins and all(place in above and goes_on(rows[-1][place], line[place]) for place in line):
            for place, words in line.items():
                rows[-1][place].lines.append(words)
        else:
            rows.append({place: Block(place, [words]) for place, words in line.items()})
        above = line
    return [list(row.values()) for row in rows]


def going_on(lines: Sequence[Parts], bounds: Sequence[Span], inner: float | None, apart: float | None) -> GoesOn:
    """Whether a cell goes on with the line below it: one no farther off than lines of one cell are or, where rows
    stand as close, one for which the cell's last line had no room. ``inner``: the gap that the headers show;
    ``apart``: the smallest between two rows."""
    gap = gap_in_cells(columns_of(lines, bounds), inner)
    full = _without_room(lines, bounds)
    rows_apart = apart - _EQUAL if apart is not None else None
    most = lines_apart(gap, apart) if gap is not None and inner is not None else None
    close = min((limit for limit in (most, rows_apart) if limit is not None), default=0.0)

    def goes_on(cell: Block, line: list[Word]) -> bool:
        off = line[0]["top"] - cell.box[3]
        if off < close:
            return not holds_rows(Block(cell.column, [*cell.lines, line]))
        if most is not None and off >= most:
            return False
        return full(cell, line) and not begins_row([piece_of(line)])

    return goes_on


def _without_room(lines: Sequence[Parts], bounds: Sequence[Span]) -> GoesOn:
    room = _room(lines, bounds)
    printed = columns_of(lines, bounds)
    columns = [[_folded(line) for line in column] for column in printed]
    widest = [max(map(_width, column), default=0.0) for column in printed]
    every = decimals_of_all(printed)
    everywhere = every is not None
    most = every or max((decimals(text) for column in columns for text in column if is_number(text)), default=0)
    marked = everywhere or sum("," in text for column in columns for text in column) >= _SEVERAL
    pointed = [place for place, column in enumerate(columns) for text in column if _DECIMALS.match(text)]
    before = min(pointed) if len(pointed) >= _SEVERAL else 0  # codes stand before the amounts
    codes = {n for n, column in enumerate(columns) if (marked or n < before) and _prints_codes(column)}

    def goes_on(cell: Block, words: list[Word]) -> bool:
        upper, lower = fold(cell.text), _folded(words)
        if is_number(lower) and is_number(upper) and not _is_one(upper, lower, most):
            may_break = cell.column in codes or (everywhere and "." not in upper and completes(upper, lower, most))
            if not may_break or _width(cell.lines[-1]) + width_of_unit(words[0]) < widest[cell.column] - _OFF:
                return False  # what breaks fills its line: the number of a column does not
        return _has_no_room(cell, words[0], room[cell.column])

    return goes_on


def _width(line: Sequence[Word]) -> float:
    return float(line[-1]["x1"] - line[0]["x0"])


def _folded(words: Sequence[Word]) -> str:
    return fold("".join(word["text"] for word in words))


def decimals_of_all(columns: Sequence[Sequence[list[Word]]]) -> int | None:
    """How many decimals every amount prints, some of them on the line below; ``None`` where they differ. ``columns``:
    the lines of each."""
    texts = [[*map(_folded, column), ""] for column in columns]
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
    return bool(last["x1"] + width_of_unit(first) > end - _OFF)


def _is_one(upper: str, lower: str, most: int) -> bool:
    """True for two figures that may be the halves of one: of a code, or of one with its last decimals below."""
    if upper.isdigit() and lower.isdigit():
        return len(upper + lower) >= LONG_CODE or max(len(upper), len(lower)) <= _LEVEL
    return "." in upper and make_figure(upper, lower, most)
