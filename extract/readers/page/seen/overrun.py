"""Text that a program writes over the line at its cell's side, where it neither wraps nor cuts it.

Its characters are drawn one after the other; one of them stands on the line, or one instruction draws those at both its
sides. They are moved together into the cell that the text is set in; a punctuation mark alone, which typesetters let
hang out of the cell, back in front of the line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import Printed, across, down
from extract.readers.page.ruling.openrows import tables_with_open_rows
from extract.readers.page.ruling.walls import Wall, upright_lines
from forms.money import is_number

_ON = 0.1
"""Of the type's size: so far a character on a line reaches over both its sides, at least."""
_SOLID = 0.1
"""Of the type's size: the most between two characters of a run."""
_SAME, _USUAL = 0.3, 3
"""Points by which the cells' margins differ; and how often one is met."""
_MARGIN = 0.5
"""Points that a text moved into its cell keeps clear at its sides."""
_MARKS = frozenset("、，。；：！？）》」』】〕”’")
"""No cell begins with one."""
_TOUCHES, _LEVEL = 0.2, 0.3
"""Of the type's size: how far a mark stands from the character before it, at most, and how much higher or lower."""
_INSIDE = 0.5
"""Points that a mark set back stands off the line."""


def settle_overrun(page: PlumberPage) -> None:
    """Moves the characters of every text that runs over a line into its cell."""
    walls = upright_lines(page.edges)
    chars = [char for char in page.chars if char["upright"]]
    if not any(_goes_over(run, walls) for run in _runs(chars)):
        return
    cells = [cell for table in tables_with_open_rows(page) for cell in table.cells]
    runs = [(run, _row_of(run, cells)) for run in _runs(chars)]
    margins = Counter(
        round(run[0]["x0"] - cell[0], 1) for run, row in runs for cell in row if _holds(cell, across(run[0]))
    )
    usual = [margin for margin, count in margins.items() if count >= _USUAL]
    for run, row in runs:
        for own in _parted(run, row, usual) if len(row) > 1 else ():
            touched = [cell for cell in row if own[0]["x0"] < cell[2] - _SAME and own[-1]["x1"] > cell[0] + _SAME]
            if len(touched) > 1 and _goes_over(own, walls):
                _move_into(min(touched, key=lambda cell: _off(own, cell)), own)


def _goes_over(run: Sequence[Printed], walls: Sequence[Wall]) -> bool:
    """True for a text with a line under one of its characters, or between two that are drawn together."""
    first, last = bisect_left(walls, (run[0]["x0"],)), bisect_right(walls, (run[-1]["x1"],))
    height, least = down(run[0]), _ON * run[0]["size"]
    for x in (x for x, top, bottom in walls[first:last] if top < height < bottom):
        at = bisect_right(run, x, key=lambda char: float(char["x0"]) + least)
        if at and (x < run[at - 1]["x1"] - least or (at < len(run) and run[at - 1]["shown"] == run[at]["shown"])):
            return True
    return False


def _runs(chars: Sequence[Printed]) -> Iterator[list[Printed]]:
    """Characters drawn one after the other without a gap, from the first to the last that shows: blanks behind a word,
    typed to break its line, may run over any line."""
    run: list[Printed] = []
    blanks: list[Printed] = []
    last: Printed = {}
    for char in chars:
        if last and not (
            abs(char["bottom"] - last["bottom"]) < _SAME and abs(char["x0"] - last["x1"]) < _SOLID * char["size"]
        ):
            if run:
                yield run
            run, blanks = [], []
        last = char
        if char["text"].isspace():
            blanks.append(char)
            continue
        run += [*blanks, char] if run else [char]
        blanks = []
    if run:
        yield run


def _row_of(run: Sequence[Printed], cells: Sequence[Box]) -> list[Box]:
    """The cells that a run stands in or runs over, from left to right."""
    height = down(run[0])
    over = [c for c in cells if c[1] < height < c[3] and run[0]["x0"] < c[2] and run[-1]["x1"] > c[0]]
    return sorted(over)


def _holds(cell: Box, x: float) -> bool:
    return cell[0] <= x <= cell[2]


def _parted(run: list[Printed], row: Sequence[Box], usual: Sequence[float]) -> Iterator[list[Printed]]:
    """The run in two where the text of the next cell begins right behind it, at the margin that cells have."""
    begin = 0
    for n, (before, char) in enumerate(pairwise(run), 1):
        cell = next((cell for cell in row if _holds(cell, across(char))), None)
        if cell is None or before["x0"] >= cell[0] or before["shown"] == char["shown"]:
            continue
        if any(abs(char["x0"] - cell[0] - margin) < _SAME for margin in usual) or _are_figures(run, n):
            yield run[begin:n]
            begin = n
    yield run[begin:]


def _are_figures(run: Sequence[Printed], n: int) -> bool:
    """True where one instruction ends with a figure and the next one draws another: figures that fill their cells."""
    groups = ["".join(char["text"] for char in run if char["shown"] == at["shown"]) for at in (run[n - 1], run[n])]
    return all(len(text) > 1 and is_number(text) for text in groups)


def _off(run: Sequence[Printed], cell: Box) -> float:
    """Points by which a text is set off its cell's left edge, right edge or middle."""
    left, right = run[0]["x0"] - cell[0], cell[2] - run[-1]["x1"]
    return float(min(abs(left), abs(right), abs(left - right) / 2))


def _move_into(cell: Box, run: Sequence[Printed]) -> None:
    begin, end = run[0]["x0"], run[-1]["x1"]
    left, right = max(cell[0] + _MARGIN, min(begin, cell[2])), min(cell[2] - _MARGIN, max(end, cell[0]))
    if left >= right:
        left, right = cell[0] + _MARGIN, cell[2] - _MARGIN
    share = (right - left) / (end - begin)
    for char in run:
        char["x0"], char["x1"] = left + (char["x0"] - begin) * share, left + (char["x1"] - begin) * share


def hang_in(page: PlumberPage) -> None:
    """Sets punctuation that hangs out of its cell back in front of the line that parts it from its words, before the
    page's words are asked for."""
    walls = upright_lines(page.edges)
    for before, mark in pairwise(page.chars):
        if mark["text"] not in _MARKS or not _touches(before, mark):
            continue
        for x, top, bottom in walls:
            if across(before) < x <= across(mark) and top <= down(mark) <= bottom:
                mark["x1"] = x - _INSIDE
                mark["x0"] = min(mark["x0"], mark["x1"] - _INSIDE)


def _touches(before: Printed, mark: Printed) -> bool:
    size = mark["size"]
    beside = abs(mark["x0"] - before["x1"]) <= _TOUCHES * size
    return bool(beside and abs(mark["bottom"] - before["bottom"]) <= _LEVEL * size)
