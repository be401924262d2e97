"""Merged cells that go over a page's end: their words stand in their middle, at times on the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.document import Cell, Row
from extract.tables.headers import owners
from forms.text import fold

_FIRST = re.compile(r"^(指标)?[1一][：:、.]")
"""Where numbers begin again on the next page, its words are another cell's."""


def words_to_begin(above: list[Row], here: int, below: list[Row], *, listed: bool) -> None:
    """Sets the words of such cells into the rows with which they begin.

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


def _merges(filled: Sequence[Sequence[Cell | None]], place: int) -> bool:
    """Whether cells of a column reach over rows."""
    return any(
        place < min(len(row), len(under)) and row[place] is not None and row[place] is under[place]
        for row, under in pairwise(filled)
    )
