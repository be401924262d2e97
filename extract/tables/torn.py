"""A header that a page break cut: its upper rows stand alone at the foot of one page, the rest on the next."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Grid, Line, Row
from extract.tables.captions import Caption
from extract.tables.columns import column_spans
from extract.tables.headers import header_depth, header_paths, is_header_row, owners
from extract.tables.repeated import begins_as
from extract.tables.whole import HEADED, Place, WholeTable
from forms.text import fold


def is_torn_header(current: WholeTable, caption: Caption, lead: Sequence[Line], number: int) -> bool:
    """True when a table is nothing but a header so far, and the next grid follows it without a word between.

    ``lead``: the lines above that grid, those aside that stand on every page.
    """
    return (
        caption.title is None
        and not lead
        and current.form is not None
        and current.form.shape in HEADED
        and current.grids == [number - 1]
        and is_header_alone([*current.header, *current.rows])
    )


def is_header_alone(rows: Sequence[Row]) -> bool:
    """True for rows that are all a header's."""
    return bool(rows) and all(is_header_row(row, depth) for depth, row in enumerate(rows))


def with_rest_of_header(current: WholeTable, grid: Grid, places: list[Place], kept: tuple[int, ...]) -> bool:
    """Reads the table anew with its header as far as the next page prints it; ``False`` where the columns of that
    are others."""
    above = _on_columns([*current.header, *current.rows], current, grid)
    if above is None:
        return False
    first = places[0]
    before = [Place(current.grids[0], n, first.page - 1 if first.page else None) for n in range(len(above))]
    before[len(current.header) :] = current.places
    rest, where = list(grid.rows), list(places)
    if begins_as(rest[: len(above)], above):
        rest, where = rest[len(above) :], where[len(above) :]  # the whole header stood above, and is printed again
    elif rest and header_depth(rest):
        above[-1:], rest[:1] = _mended(above, rest[0])
    rows = [*above, *rest]
    depth = header_depth(rows)
    current.paths = header_paths(Grid(rows, grid.page, [], merges_known=current.merges_known), depth)
    current.header, current.rows = rows[:depth], rows[depth:]
    current.places = [*before, *where][depth:]
    current.spans, current.kept = column_spans(grid), kept
    return True


def _on_columns(rows: list[Row], current: WholeTable, grid: Grid) -> list[Row] | None:
    """The upper rows on the columns of the lower ones, which may part what is one column above."""
    if len(rows[0]) == grid.width:
        return [list(row) for row in rows]
    upper, lower = current.spans, column_spans(grid)
    if upper is None or lower is None or grid.width < len(upper):
        return None
    owned = [
        next((c for c, (left, right) in enumerate(upper) if left <= (x0 + x1) / 2 <= right), None) for x0, x1 in lower
    ]
    if None in owned:
        return None
    return [[None if n and owned[n - 1] == c else row[c] for n, c in enumerate(owned) if c is not None] for row in rows]


def _mended(above: list[Row], row: Row) -> tuple[list[Row], list[Row]]:
    """(the last row of the upper part, the first of the lower one): what a cell over the same columns prints below is
    the rest of its words; cells under a wider one are a row of their own."""
    upper, lower = owners(above)[-1], owners([row])[0]
    last, rest = list(above[-1]), list(row)
    for n, cell in enumerate(row):
        owner = upper[n]
        if cell is None or owner is None or sum(one is owner for one in upper) != sum(one is cell for one in lower):
            continue
        whole = Cell(f"{owner.text}\n{cell.text}", owner.box) if fold(cell.text) else owner
        for known in (*above[:-1], last):
            known[:] = [whole if one is owner else one for one in known]
        rest[n] = Cell(whole.text, cell.box)  # the same words again: boxes of two pages tell nothing of a merged cell
    return [last], [rest]
