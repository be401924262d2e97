"""Merged cells that go over a page's end: it cuts their words, or these stand in their middle on the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Cell, Row
from extract.tables.headers import owners
from extract.tables.mending import breaks_a_code
from extract.tables.room import PageEnd, printed_in, row_above, text_in
from forms.money import is_number, is_project_code
from forms.text import fold

_FIRST = re.compile(r"^(指标)?[1一][：:、.]")
"""Where numbers begin again on the next page, its words are another cell's."""


def parted_names(end: PageEnd) -> tuple[Row, Row]:
    """(the rest of what the row above a page's end begins with, the row below without it): the name of a project, or of
    a kind of indicators, stands beside several rows of targets, and a page's end may go through it between two of
    these."""
    row = end.below[0]
    figures = (n for known in end.above for n, c in enumerate(known) if n and c is not None and is_number(c.text))
    first = min(figures, default=0)
    name: Row = [cell if n < first else Cell("") for n, cell in enumerate(row)]
    begins = 0 in printed_in(name) and not breaks_a_code([(0, text_in(row, 0))], end.above)
    parted = printed_in(name) if not begins and end.cuts(name) else set()
    parted |= {n for n in printed_in(row) - parted if n >= first and _is_whole_with(end, n)}
    rest: Row = [Cell("") if n in parted else cell for n, cell in enumerate(row)]
    return [cell if n in parted else Cell("") for n, cell in enumerate(row)] if parted else [], rest


def _is_whole_with(end: PageEnd, column: int) -> bool:
    """True for the rest of a name that its column prints whole elsewhere (服务对象满意度 over 指标), and that rest but
    here."""
    at = row_above(end.above, column)
    upper = text_in(end.above[at], column) if at is not None else ""
    lower = text_in(end.below[0], column)
    others = {text_in(row, column) for row in (*end.above, *end.below[1:])}
    return bool(upper) and upper + lower in others and lower not in others


def words_to_begin(above: list[Row], here: int, below: list[Row], *, listed: bool) -> None:
    """Sets the words of cells that go over a page's end, printed on the next page, into the rows with which they begin.

    ``here``: how many of the rows ``above`` stand on the page before. A blank cell that begins below another cell and
    reaches the page's end, in a column whose cells are merged, begins the cell at the top of the next page. ``listed``:
    the rows are entries that may leave cells blank, so that only one whose first cell is blank goes on there.
    """
    if not here or not below or any(cell is not None and _FIRST.match(fold(cell.text)) for cell in below[0]):
        return
    first = len(above) - here
    filled, rest = owners(above), owners(below)
    if listed and (filled[-1][0] is None or fold(filled[-1][0].text)):
        return
    for place in range(min(len(filled[-1]), len(rest[0]))):
        upper, lower = filled[-1][place], below[0][place]
        if upper is None or lower is None or fold(upper.text) or not fold(lower.text):
            continue
        start = next(n for n, row in enumerate(filled) if row[place] is upper)
        begins = start > first or first == 0  # what stands first on a page may go on from the page before
        if begins and above[start][place] is upper and (_merges(filled, place) or _merges(rest, place)):
            above[start][place] = replace(upper, text=lower.text)
            below[0][place] = replace(lower, text="")


def unrepeated(above: Sequence[Row], below: list[Row]) -> list[str]:
    """Takes what a project is called and given off the first row below a page's end that prints it again, as
    worksheets print the words of a cell on both pages that it goes over; these words."""
    code = text_in(below[0], 0) if below else ""
    begun = row_above(above, 0)
    again: list[str] = []
    if begun is None or not is_project_code(code) or text_in(above[begun], 0) != code:
        return again
    for place, cell in enumerate(below[0]):
        if text_in(above[begun], place) != text_in(below[0], place):
            break
        if cell is not None:
            again.append(cell.text)
            below[0][place] = replace(cell, text="")
    return again


def _merges(filled: Sequence[Sequence[Cell | None]], place: int) -> bool:
    """Whether cells of a column reach over rows. What fills up the rows of a page with fewer columns is no cell, and
    goes on in no row of the next one."""
    return any(
        place < min(len(row), len(under))
        and (cell := row[place]) is under[place]
        and cell is not None
        and _is_cell(cell)
        for row, under in pairwise(filled)
    )


def _is_cell(cell: Cell) -> bool:
    return bool(cell.text) or cell.box is not None
