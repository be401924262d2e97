"""Whether what a page prints bears out a tagged table: trees can lie, and a page shows where its words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from extract.document import Box, Cell, Row
from extract.readers.flow import places_text
from extract.readers.page.boxes import Printed, down
from extract.readers.tagged.shown import Extent, Shown
from extract.readers.tagged.spread import TaggedTable
from forms.money import is_figure, is_number

_LEAST = 2
"""Rows and columns of a table."""
_SENTENCES = 0.5
"""Of its cells, at most: how many of a table's print sentences."""


def in_order(shown: Sequence[Shown]) -> bool:
    """True where no cell stands right of one of a later column, or below one of a later row. A text may reach over its
    cell's side, on the left or on the right: never do both its ends stand beyond another column's."""
    return not _crossing((s.cell.column, s.cell.last_column, s.box[0], s.box[2]) for s in shown) and not _crossing(
        (s.cell.row, s.cell.last_row, s.box[1], s.box[3]) for s in shown
    )


def _crossing(extents: Iterable[Extent]) -> bool:
    cells = sorted(extents)
    for place in sorted({last for _, last, _, _ in cells}):
        later = sorted((begin, end) for first, _, begin, end in cells if first > place)
        begins, lowest = [begin for begin, _ in later], list(accumulate((end for _, end in later), min))
        for _, last, begin, end in cells:
            at = bisect_right(begins, begin)
            if last == place and at and lowest[at - 1] <= end:
                return True
    return False


def is_alone(box: Box, shown: Sequence[Shown], printed: Iterable[Printed]) -> bool:
    """True where nothing is ``printed`` at the height of a table but what its cells show."""
    own = {id(char) for one in shown for word in one.words for char in word["chars"]}
    return not any(box[1] <= down(char) <= box[3] for char in printed if id(char) not in own)


def tells_apart(shown: Iterable[Shown]) -> bool:
    """False where amounts stand beside each other in one cell: of a tree that has a whole row, or several, in one."""
    return not any(sum(map(_is_amount, line.split())) > 1 for one in shown for line in one.text.splitlines())


def _is_amount(word: str) -> bool:
    return is_number(word) and not word.isdigit()


def is_data(table: TaggedTable, shown: Sequence[Shown]) -> bool:
    """False for a table that sets a page: what is above a form, one column or row without figures, or little but
    sentences."""
    if table.width < _LEAST or (table.height < _LEAST and not any(is_figure(one.text) for one in shown)):
        return False
    rows: dict[int, Row] = {}
    for one in shown:
        rows.setdefault(one.cell.row, [Cell("")]).append(Cell(one.text))
    return not places_text(list(rows.values())) and sum("。" in one.text for one in shown) <= _SENTENCES * len(shown)
