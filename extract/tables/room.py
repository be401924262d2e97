"""Cells that a page's end cuts: the last line above it has no room for what the first line below it begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.brokenfigures import are_two_targets, make_figure
from extract.document import Cell, Measure, Row
from extract.tables.headers import owners
from forms.money import decimals, is_number
from forms.text import begins_with_ordinal, fold

_OFF = 0.3
"""Points by which lines of equal width differ."""
_LEVEL = 1.75
"""Lines by which those that a page's end leaves of a row's cells end higher than the lowest, at most: no single line
of a paragraph is left alone."""
_MARGINS = 2.0
"""Lines' heights that the margins of a cell take up at its sides, at most."""
_HIGHER = 1.8
"""Lines' heights of a row with cells of several lines, at least."""
_ASIDE = 0.2
"""Of a line's height, by which one in a cell's middle is off it at most."""
_LEVEL_NAME = re.compile("[一二三]级指标")
"""Names a column of indicators, and is whole: what the next page begins with is the first of them."""
_MOST_DECIMALS = 2
"""Of figures, where none of the table prints more."""


def row_above(rows: Sequence[Row], column: int) -> int | None:
    """Which row prints what a column ends with: a cell may be as high as several rows."""
    for n in reversed(range(len(rows))):
        cell = rows[n][column] if column < len(rows[n]) else None
        if cell is not None and fold(cell.text):
            return n
    return None


def text_in(row: Row, column: int) -> str:
    """What a row prints in a column; '' where it ends before it."""
    cell = row[column] if column < len(row) else None
    return "" if cell is None else fold(cell.text)


def printed_in(row: Row) -> set[int]:
    """The columns in which a row prints something."""
    return {n for n, cell in enumerate(row) if cell is not None and fold(cell.text)}


def joined(above: Cell, below: Cell) -> Measure | None:
    """The measure of a cell and its rest."""
    upper, lower = above.measure, below.measure
    if upper is None or lower is None:
        return None
    return Measure(max(upper.widest, lower.widest), lower.last, upper.unit, upper.char, lower.bottom, lower.height)


@dataclass(frozen=True, slots=True)
class PageEnd:
    """Where a page ends within a table."""

    above: Sequence[Row]
    """All of its rows so far."""
    here: int
    """How many of them stand on the page."""
    below: Sequence[Row]
    """Those of the next page, at least one."""

    @property
    def ends_row(self) -> bool:
        """True where a cell of one line stands in the middle of the row above, beside one of several: of a row that
        goes on, its words would stand at the head, or in the middle of both parts."""
        return _is_in_middle(self.above[-1])

    def cuts(self, row: Row) -> bool:
        """True where each cell of the row below goes on with what its column ends with, for want of room. ``row``: that
        row, or cells of it.

        What a column has room for is what its lines take up on both pages, where one is wrapped: the parts of a form
        have other columns. The cells that are cut reach down to the page's end.
        """
        if self.ends_row:
            return False
        below = {n: cell for n, cell in enumerate(row) if cell is not None and fold(cell.text)}
        above = self.above[-self.here :]
        cells = [cell for known in above for cell in known if cell is not None]
        lowest = max((cell.measure.bottom for cell in cells if cell.measure is not None), default=0.0)
        known = [*above, row, *self.below[1:]]
        width = max(map(len, known))
        everywhere = owners([[*one, *[Cell("")] * (width - len(one))] for one in known])
        figures = [cell.text for one in known for cell in one if cell is not None and is_number(cell.text)]
        most = max(_MOST_DECIMALS, *map(decimals, figures), 0)
        return bool(below) and all(
            at is not None
            and (upper := above[at][n]) is not None
            and _cut(upper, cell, _as_wide(n, cell, everywhere), lowest, most, several=len(below) > 1)
            for n, cell in below.items()
            for at in [row_above(above, n)]
        )


def _as_wide(column: int, below: Cell, filled: Sequence[Sequence[Cell | None]]) -> list[Cell]:
    """The cells of a column that go over as many columns as one of them does; ``filled``: the rows, each continuation
    of a merged cell with that."""
    wide = {
        id(cell): (cell, sum(other is cell for other in row))
        for row in filled
        if column < len(row) and (cell := row[column]) is not None and fold(cell.text)
    }
    _, own = wide[id(below)]
    return [cell for cell, count in wide.values() if count == own]


def _cut(above: Cell, below: Cell, cells: list[Cell], lowest: float, most: int, *, several: bool) -> bool:
    """True where the last line of one cell has no room for what another begins with. ``cells``: of their column;
    ``lowest``: where the page's last line ends; ``most``: the decimals of a figure there; ``several``: the row has
    further cells."""
    if above.measure is None or below.measure is None:
        return False
    if above.measure.bottom < lowest - _LEVEL * above.measure.height:
        return False
    upper, lower = fold(above.text), fold(below.text)
    if begins_with_ordinal(lower) or (is_number(lower) and not _makes_one(upper, lower, most)):
        return False
    if are_two_targets(upper, lower) or _LEVEL_NAME.fullmatch(upper):
        return False
    measures = [cell.measure for cell in (*cells, above) if cell.measure is not None]
    wraps = any("\n" in cell.text for cell in cells)
    inside = upper[-1].isascii() and lower[0].isascii()
    need = below.measure.char if inside else below.measure.unit
    if _fits(above, need):
        return False
    widest = max(measure.widest for measure in measures)
    whole = upper.isdigit() and lower.isdigit()  # one below the other they are of two rows, but where cells break them
    # of one cell alone, an end that exactly fits tells nothing
    room = widest + (-_OFF if several else _OFF)
    return (wraps or (several and not whole)) and above.measure.last + need > room


def _is_in_middle(row: Row) -> bool:
    """True for a row of which one cell has more lines than another, whose line stands in the middle all the same."""
    cells = [(cell.box, cell.measure, cell.text) for cell in row if cell is not None and fold(cell.text)]
    placed = [(box, measure, text) for box, measure, text in cells if box is not None and measure is not None]
    top, bottom = max((box[1] for box, _, _ in placed), default=0.0), max((box[3] for box, _, _ in placed), default=0.0)
    own = [one for one in placed if one[0][1] > top - _OFF and one[0][3] > bottom - _OFF]
    if not any("\n" in text for _, _, text in own):
        return False
    return any(
        "\n" not in text
        and bottom - top > _HIGHER * measure.height
        and abs(measure.bottom - measure.height / 2 - (top + bottom) / 2) < _ASIDE * measure.height
        for _, measure, text in own
    )


def has_room(above: Cell, below: Cell) -> bool:
    """True where the cell above a page's end is so wide that its last line had room for what the one below begins
    with."""
    return below.measure is not None and _fits(above, below.measure.unit)


def _fits(cell: Cell, need: float) -> bool:
    """True where a cell's last line leaves so much room, whatever the cell's margins are."""
    if cell.box is None or cell.measure is None:
        return False
    return cell.box[2] - cell.box[0] - cell.measure.last - _MARGINS * cell.measure.height > need


def _makes_one(upper: str, lower: str, most: int) -> bool:
    """True for the halves of a figure or code; two figures that are whole are of two rows. ``most``: the decimals of
    a figure there, at most."""
    if is_number(upper) or upper[-1] in ".,":
        return make_figure(upper, lower, most)
    return upper[-1].isdigit()  # of a target: ≥1 over 5
