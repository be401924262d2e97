"""Sheets wider than their page: spreadsheets print the columns that do not fit on pages of their own.

First come all pages of the left columns, then as many of the next ones, row for row at the same heights. Put side by
side they are the pages of one table again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Box, Cell, Grid, Page, Row
from extract.tables.leftbehind import carried_lead
from extract.tables.titles import looks_like_title, names_body
from forms.money import find_unit
from forms.text import fold

_LEVEL = 1.5
"""Points by which the same row may lie higher on one page than on another."""
_FEWEST_ROWS = 2
_MOST_PAGES = 30
"""Of the left columns."""


def join_sideways(pages: Sequence[Page]) -> list[str]:
    """Puts the columns of later pages right of those they belong to; says of which pages."""
    told = []
    at = 0
    while at < len(pages):
        blocks, high = _blocks(pages, at)
        for block in range(1, blocks):
            for n in range(high):
                _join(pages[at + n], pages[at + block * high + n])
        if blocks > 1:
            last = pages[at + blocks * high - 1].number
            told.append(f"{pages[at].number}–{last}")
        at += blocks * high
    return told


def _blocks(pages: Sequence[Page], at: int) -> tuple[int, int]:
    """(how many blocks of columns begin here, how many pages each one has): (1, 1) where a page is whole."""
    for high in range(1, min(_MOST_PAGES, (len(pages) - at) // 2) + 1):
        blocks = 1
        while _goes_on(pages[at : at + high], pages[at + blocks * high : at + (blocks + 1) * high]):
            blocks += 1
        if blocks > 1:
            return blocks, high
    return 1, 1


def _goes_on(left: Sequence[Page], right: Sequence[Page]) -> bool:
    return len(left) == len(right) and any(page.grids for page in right) and all(map(_is_beside, left, right))


def _is_beside(left: Page, right: Page) -> bool:
    """True when one page prints further columns of the rows of another: at the same heights, under another header,
    without a name or a title of its own."""
    if len(left.grids) == 1 and not right.lines:
        return True
    if len(left.grids) != 1 or len(right.grids) != 1 or carried_lead(left, set()):
        return False  # a title at the left page's foot is that of the right page's table
    one, other = left.grids[0], right.grids[0]
    if one.box is None or other.box is None or abs(one.box[3] - other.box[3]) > _LEVEL:
        return False
    rows, others = _tops(one), _tops(other)
    fewer, more = sorted((rows, others), key=len)
    if len(fewer) < _FEWEST_ROWS or not all(_among(top, more) for top in fewer):
        return False
    known, own = ([fold(line.text) for line in grid.lead] for grid in (one, other))
    if any((looks_like_title(text) or names_body(text)) and not _is_part(text, known) for text in own):
        return False
    unit_cut = _has_unit(other) and not _has_unit(one)
    return bool(known) and _texts(one.rows[0]) != _texts(other.rows[0]) and (unit_cut or not _same_columns(one, other))


def _is_part(text: str, known: Sequence[str]) -> bool:
    """True for a title that the left page prints as well, or of which the cut left this part."""
    return any(line.startswith(text) or line.endswith(text) for line in known)


def _has_unit(grid: Grid) -> bool:
    return any(find_unit(fold(line.text)) for line in grid.lead)


def _same_columns(one: Grid, other: Grid) -> bool:
    """True where all columns of one are columns of the other, as on the pages that follow each other downwards: their
    cells, or where no line rules them their words, begin or end at the same x."""
    fewer, more = sorted((_lefts(one), _lefts(other)), key=len)
    if all(_among(left, more) for left in fewer):
        return True
    pairs = [pair for pair in zip(_boxes(one), _boxes(other), strict=False) if all(pair)]
    return len(one.rows[0]) == len(other.rows[0]) and all(
        any(_among(box[side], [known[side] for known in boxes]) for box in beside for side in (0, 2))
        for boxes, beside in pairs
    )


def _boxes(grid: Grid) -> list[list[Box]]:
    """Each column's cells."""
    return [[cell.box for cell in column if cell and cell.box] for column in zip(*grid.rows, strict=True)]


def _among(edge: float, edges: Sequence[float]) -> bool:
    return any(abs(edge - known) < _LEVEL for known in edges)


def _lefts(grid: Grid) -> list[float]:
    edges = {round(edge, 1) for row in grid.rows for cell in row if cell and cell.box for edge in cell.box[::2]}
    return sorted(edges)


def _texts(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row if cell is not None and cell.text]


def _join(page: Page, beside: Page) -> None:
    if not beside.grids or not (page.grids[0].box and beside.grids[0].box):
        return
    grid, other = page.grids[0], beside.grids[0]
    bottom, start = page.grids[0].box[3], beside.grids[0].box[0]
    far = max(cell.box[2] for row in grid.rows for cell in row if cell is not None and cell.box is not None)
    tops = sorted([*_tops(grid), *(top for top in _tops(other) if not _among(top, _tops(grid)))])
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
    at = next((n for n, known in enumerate(_tops(grid)) if abs(known - top) < _LEVEL), None)
    drawn = [cell.box for row in grid.rows for cell in row if cell is not None and cell.box is not None]
    here = [box for box in drawn if box[1] < top + _LEVEL < box[3]]
    row: list[_Place] = []
    for column, left in enumerate(_columns(grid)):
        cell = grid.rows[at][column] if at is not None else None
        if cell is not None:
            row.append(Cell(cell.text, _moved(cell.box, shift), cell.confidence))
        else:
            row.append(None if any(box[0] - _LEVEL < left < box[2] - _LEVEL for box in here) else _Open())
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
        if cell is not None and cell.box is not None and cell.box[1] < lower - _LEVEL and cell.box[3] > top + _LEVEL
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


def _tops(grid: Grid) -> list[float]:
    """The height at which each row begins: that of the cells that begin in it."""
    tops: list[float] = []
    for row in grid.rows:
        begun = [cell.box[1] for cell in row if cell is not None and cell.box is not None]
        tops.append(min(begun, default=tops[-1] if tops else 0.0))
    return tops
