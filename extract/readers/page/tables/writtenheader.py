"""A table's header among the characters of a later page, by the order in which they are written: cell after cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from extract.document import Box, Cell
from extract.readers.page.boxes import Printed, across
from forms.text import fold

_OFF = 1.5
"""Points by which words stand outside the cell that they stood in on the page before."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a header, where it was printed first."""

    text: str
    ends: frozenset[int]
    """After how many characters its lines end."""
    box: Box
    goes_down: bool
    """True over several rows."""


HeaderRows = list[list[tuple[HeaderCell, list[Printed]]]]
"""Each cell with the characters that print it again."""


def header_cells(row: Sequence[Cell | None]) -> list[HeaderCell]:
    """The cells of a header's row that print words."""
    cells = [cell for cell in row if cell is not None and cell.box and fold(cell.text)]
    bottom = min((cell.box[3] for cell in cells if cell.box), default=0.0)
    return [
        HeaderCell(
            fold(cell.text),
            frozenset(accumulate(len(fold(line)) for line in cell.text.split("\n"))),
            cell.box,
            cell.box[3] > bottom + _OFF,
        )
        for cell in cells
        if cell.box
    ]


def is_whole(head: HeaderCell, own: Sequence[Printed]) -> bool:
    """True for all of a cell's characters."""
    return len(fold("".join(char["text"] for char in own))) == len(head.text)


def rows_at(known: Sequence[list[HeaderCell]], chars: Sequence[Printed], start: int) -> HeaderRows:
    """The first of the rows that are written from a place on, each cell with its characters; none where the next row
    is written, too, but elsewhere: worksheets' printers write wrapped cells last."""
    rows: HeaderRows = []
    for row in known:
        found = _row_at(row, chars, start)
        if not found and not rows:
            return []
        if not found:
            places = range(start, len(chars))
            return [] if 2 * sum(_is_written(head, 0, chars, places) for head in row) >= len(row) else rows
        start += sum(len(own) for _, own in found)
        rows.append(found)
    return rows


def _row_at(row: Sequence[HeaderCell], chars: Sequence[Printed], start: int) -> list[tuple[HeaderCell, list[Printed]]]:
    """The cells of a row with their characters, written one after the other, of some the first lines only, and the
    others after those. The last lines of a cell, or all, may be cut off; none where fewer than half are left."""
    own: dict[int, list[Printed]] = {n: [] for n in range(len(row))}
    at, before = start, -1
    while at > before:
        before = at
        for n, head in enumerate(row):
            more = _more_of(head, len(own[n]), chars, at)
            own[n] += more
            at += len(more)
    found = [(head, own[n]) for n, head in enumerate(row) if own[n]]
    if len(found) < 2 or 2 * len(found) < len(row):
        return []
    # where lines are written across, or wrapped cells last, the rest of some stands elsewhere
    others = (*range(start), *range(at, len(chars)))
    return [] if any(_is_written(head, len(own[n]), chars, others) for n, head in enumerate(row)) else found


def _is_written(head: HeaderCell, already: int, chars: Sequence[Printed], places: Sequence[int]) -> bool:
    """True where the next lines of a cell begin at one of the places."""
    return any(_more_of(head, already, chars, place) for place in places)


def _is_in(char: Printed, head: HeaderCell, place: int) -> bool:
    """True for the character at a place of the cell's text, where the cell stands."""
    beside = head.box[0] - _OFF <= across(char) <= head.box[2] + _OFF
    return beside and place < len(head.text) and head.text.startswith(fold(char["text"]), place)


def _more_of(head: HeaderCell, already: int, chars: Sequence[Printed], start: int) -> list[Printed]:
    """The next lines of a cell among the characters from a place on."""
    at = start
    while at < len(chars) and _is_in(chars[at], head, already + at - start):
        at += 1
    return list(chars[start:at]) if already + at - start in head.ends else []
