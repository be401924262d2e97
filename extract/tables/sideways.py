"""Sheets wider than their page: spreadsheets print the columns that do not fit on pages of their own.

First come all pages of the left columns, then as many of the next ones, row for row at the same heights. Put side by
side they are the pages of one table again.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Box, Grid, Page, Row
from extract.tables.furniture import is_running, running_lines
from extract.tables.leftbehind import carried_lead
from extract.tables.sidebyside import LEVEL, among, put_beside, tops_of
from extract.tables.titles import looks_like_title, names_body
from forms.money import find_unit
from forms.text import fold

_FEWEST_ROWS = 2
_MOST_PAGES = 30
"""Of the left columns."""


def join_sideways(pages: Sequence[Page]) -> list[str]:
    """Puts the columns of later pages right of those they belong to; says of which pages."""
    told = []
    at = 0
    blank = _blank_pages(pages)
    while at < len(pages):
        blocks, high = _blocks(pages, at, blank)
        for block in range(1, blocks):
            for n in range(high):
                put_beside(pages[at + n], pages[at + block * high + n])
        if blocks > 1:
            last = pages[at + blocks * high - 1].number
            told.append(f"{pages[at].number}–{last}")
        at += blocks * high
    return told


def _blank_pages(pages: Sequence[Page]) -> set[int | None]:
    """The numbers of the pages that print nothing but what all pages do, as the right columns of empty rows."""
    running = running_lines(list(pages))
    return {
        page.number for page in pages if not page.grids and all(is_running(line.text, running) for line in page.lines)
    }


def _blocks(pages: Sequence[Page], at: int, blank: set[int | None]) -> tuple[int, int]:
    """(how many blocks of columns begin here, how many pages each one has): (1, 1) where a page is whole."""
    for high in range(1, min(_MOST_PAGES, (len(pages) - at) // 2) + 1):
        blocks = 1
        while _goes_on(pages[at : at + high], pages[at + blocks * high : at + (blocks + 1) * high], blank):
            blocks += 1
        if blocks > 1:
            return blocks, high
    return 1, 1


def _goes_on(left: Sequence[Page], right: Sequence[Page], blank: set[int | None]) -> bool:
    if len(left) != len(right) or not any(page.grids for page in right):
        return False
    pairs = zip(left, right, strict=True)
    return all(
        _is_beside(one, other, first=n == 0)
        or (len(one.grids) == 1 and other.number in blank)
        or (n > 0 and _prints_again(one, other))
        for n, (one, other) in enumerate(pairs)
    )


def _is_beside(left: Page, right: Page, *, first: bool) -> bool:
    """True when one page prints further columns of the rows of another: at the same heights, under another header,
    without a name or a title of its own. ``first``: the table begins there; below, a sheet prints neither title nor
    header again, and rows at the same heights tell."""
    if len(left.grids) != 1 or len(right.grids) != 1 or carried_lead(left, set()):
        return False  # a title at the left page's foot is that of the right page's table
    one, other = left.grids[0], right.grids[0]
    if one.box is None or other.box is None or abs(one.box[3] - other.box[3]) > LEVEL:
        return False
    rows, others = tops_of(one), tops_of(other)
    fewer, more = sorted((rows, others), key=len)
    if len(fewer) < _FEWEST_ROWS or not all(among(top, more) for top in fewer):
        return False
    known, own = ([fold(line.text) for line in grid.lead] for grid in (one, other))
    if any((looks_like_title(text) or names_body(text)) and not _is_part(text, known) for text in own):
        return False
    if not first:
        return True
    unit_cut = _has_unit(other) and not _has_unit(one)
    return bool(known) and _texts(one.rows[0]) != _texts(other.rows[0]) and (unit_cut or not _same_columns(one, other))


def _prints_again(left: Page, right: Page) -> bool:
    """True for pages that print no row, but below all of them the same note, whose cell the cut goes through."""
    known, own = ([fold(line.text) for line in page.lines] for page in (left, right))
    return not left.grids and not right.grids and bool(own) and all(any(text in line for line in known) for text in own)


def _is_part(text: str, known: Sequence[str]) -> bool:
    """True for a title that the left page prints as well, or of which the cut left this part."""
    return any(line.startswith(text) or line.endswith(text) for line in known)


def _has_unit(grid: Grid) -> bool:
    return any(find_unit(fold(line.text)) for line in grid.lead)


def _same_columns(one: Grid, other: Grid) -> bool:
    """True where all columns of one are columns of the other, as on the pages that follow each other downwards: their
    cells, or where no line rules them their words, begin or end at the same x."""
    fewer, more = sorted((_lefts(one), _lefts(other)), key=len)
    if all(among(left, more) for left in fewer):
        return True
    pairs = [pair for pair in zip(_boxes(one), _boxes(other), strict=False) if all(pair)]
    return len(one.rows[0]) == len(other.rows[0]) and all(
        any(among(box[side], [known[side] for known in boxes]) for box in beside for side in (0, 2))
        for boxes, beside in pairs
    )


def _boxes(grid: Grid) -> list[list[Box]]:
    """Each column's cells."""
    return [[cell.box for cell in column if cell and cell.box] for column in zip(*grid.rows, strict=True)]


def _lefts(grid: Grid) -> list[float]:
    edges = {round(edge, 1) for row in grid.rows for cell in row if cell and cell.box for edge in cell.box[::2]}
    return sorted(edges)


def _texts(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row if cell is not None and cell.text]
