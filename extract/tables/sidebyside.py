"""The columns of two pages put side by side as those of one table, cells that the cut went through made whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Box, Cell, Grid, Page
from forms.text import fold

LEVEL = 1.5
"""Points by which the same row may lie higher on one page than on another."""


def among(edge: float, edges: Sequence[float]) -> bool:
    """True where one of the edges lies at the same place."""
    return any(abs(edge - known) < LEVEL for known in edges)


def put_beside(page: Page, beside: Page) -> None:
    """Puts the columns of one page's table right of another's, row for row; what the cut parted is one cell again."""
    if not beside.grids or not (page.grids[0].box and beside.grids[0].box):
        return
    grid, other = page.grids[0], beside.grids[0]
    bottom, start = page.grids[0].box[3], beside.grids[0].box[0]
    far = max(cell.box[2] for row in grid.rows for cell in row if cell is not None and cell.box is not None)
    tops = sorted([*tops_of(grid), *(top for top in tops_of(other) if not among(top, tops_of(grid)))])
    edges = [*tops, bottom]
    known = [fold(line.text) for line in grid.lead]
    above = [line for line in other.lead if line.box is None or line.box[3] <= tops[0] + 2]
    rows = []
    for top, lower in pairwise(edges):
        left, right = _row_at(grid, top, 0.0), _row_at(other, top, far - start)
        words = _fuller(_outside(page, grid, top, lower), _outside(beside, other, top, lower))
        rows.append(_with_cut_cell(left, right, words))
    grid.rows = [[cell if isinstance(cell, Cell) else None for cell in row] for row in rows]
    grid.lead = [*grid.lead, *(line for line in above if not any(fold(line.text) in text for text in known))]
    beside.grids = []
    used = {id(line) for line in other.lead}
    beside.prose = [line for line in beside.prose if id(line) not in used]


class _Open:
    """The place of a cell that a page does not close: the cut goes through it."""


_Place = Cell | _Open | None


def _row_at(grid: Grid, top: float, shift: float) -> list[_Place]:
    """The row of a grid that begins at this height: where a cell from above or the left goes on ``None``, where no
    cell is drawn an open one."""
    at = next((n for n, known in enumerate(tops_of(grid)) if abs(known - top) < LEVEL), None)
    drawn = [cell.box for row in grid.rows for cell in row if cell is not None and cell.box is not None]
    here = [box for box in drawn if box[1] < top + LEVEL < box[3]]
    row: list[_Place] = []
    for column, left in enumerate(_columns(grid)):
        cell = grid.rows[at][column] if at is not None else None
        if cell is not None:
            row.append(Cell(cell.text, _moved(cell.box, shift), cell.confidence))
        else:
            row.append(None if any(box[0] - LEVEL < left < box[2] - LEVEL for box in here) else _Open())
    return row


def _columns(grid: Grid) -> list[float]:
    """The left edge of each column."""
    edges: list[float] = []
    for column in zip(*grid.rows, strict=True):
        begun = [cell.box[0] for cell in column if cell is not None and cell.box is not None]
        edges.append(min(begun, default=edges[-1] if edges else 0.0))
    return edges


def _with_cut_cell(left: list[_Place], right: list[_Place], words: str) -> list[_Place]:
    """The two parts of a row; the open places where they meet are one cell with the words that stand in none."""
    row = [*left, *right]
    first = len(left)
    while first > 0 and isinstance(row[first - 1], _Open):
        first -= 1
    if isinstance(row[first], _Open):
        before = row[first - 1]
        if first > 0 and isinstance(before, Cell) and not before.text:
            first -= 1  # the page that prints no words of it closes it
        row[first] = Cell(words)
    return row


def _outside(page: Page, grid: Grid, top: float, lower: float) -> str:
    """The words that the page prints at this height in none of the cells there."""
    cells = [
        cell
        for row in grid.rows
        for cell in row
        if cell is not None and cell.box is not None and cell.box[1] < lower - LEVEL and cell.box[3] > top + LEVEL
    ]
    words = "".join(
        "".join(line.text.split())
        for line in page.lines
        if line.box is not None and top <= (line.box[1] + line.box[3]) / 2 < lower
    )
    texts = ("".join(part.split()) for cell in cells for part in cell.text.split("\n"))
    for text in sorted(texts, key=len, reverse=True):
        words = words.replace(text, "", 1) if text else words
    return words


def _fuller(one: str, other: str) -> str:
    """A cell's words, of which each page may print all or as many as there was room for; ``one`` may have lost the
    order of its words beside its neighbour's."""
    if Counter(one) <= Counter(other):
        return other
    return one if Counter(other) <= Counter(one) else one + other


def _moved(box: Box | None, shift: float) -> Box | None:
    return (box[0] + shift, box[1], box[2] + shift, box[3]) if box else None


def tops_of(grid: Grid) -> list[float]:
    """The height at which each row begins: that of the cells that begin in it."""
    tops: list[float] = []
    for row in grid.rows:
        begun = [cell.box[1] for cell in row if cell is not None and cell.box is not None]
        tops.append(min(begun, default=tops[-1] if tops else 0.0))
    return tops
