"""The columns of a grid: those that print anything, and those of the table that a page goes on with."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Box, Cell, Grid, Row
from extract.tables.captions import Caption
from extract.tables.headers import owners
from extract.tables.whole import HEADED, WholeTable
from forms.text import fold

_NEAR = 2.0
"""Points between the same line on two pages."""


def kept_columns(rows: list[Row], grid: Grid, caption: Caption, current: WholeTable | None) -> tuple[int, ...]:
    """The columns that print anything; gaps between doubled ruling lines and frames print nothing.

    Where merged cells are not known a blank column may be a lost one, but for the last ones in which nothing but the
    caption stands; the places of a form that is no grid have their meaning: there all are kept. A page that goes on
    keeps what its table kept.
    """
    everything = tuple(range(grid.width))
    form = caption.form or (current.form if current is not None and caption.title is None else None)
    if form is not None and form.shape not in HEADED:
        return everything
    if not grid.merges_known:
        width, framed = _last_printed(rows) + 1, grid.rows[: len(grid.rows) - len(rows)]
        return everything[:width] if width >= 2 and _last_printed(framed) >= width else everything
    if (
        current is not None
        and caption.title is None
        and current.kept
        and current.kept[-1] < grid.width <= max(current.kept[-1] + 2, len(current.kept))
    ):
        return current.kept
    kept = tuple(
        c for c in everything if any(c < len(row) and (cell := row[c]) is not None and fold(cell.text) for row in rows)
    )
    return kept if len(kept) >= 2 else everything


def _last_printed(rows: list[Row]) -> int:
    return max((c for row in rows for c, cell in enumerate(row) if cell is not None and fold(cell.text)), default=-1)


def only_columns(rows: list[Row], kept: tuple[int, ...]) -> list[Row]:
    """The rows without the other columns."""
    if not rows or len(kept) == len(rows[0]):
        return rows
    filled = owners(rows)
    stays = set(kept)

    def settled(r: int, c: int) -> Cell | None:
        owner = filled[r][c]
        if rows[r][c] is None and owner is not None:
            first = next(k for k, cell in enumerate(filled[r]) if cell is owner)
            # a merged cell whose own column goes is blank here, not a part of its new neighbour
            return None if first in stays else Cell("")
        return rows[r][c]

    return [[settled(r, c) for c in kept] for r in range(len(rows))]


def in_columns_of(current: WholeTable, grid: Grid, rows: list[Row], *, is_form: bool) -> list[Row]:
    """The rows of a page in the columns of the table that goes on there. Each frame of a form that is no list has
    columns of its own: those of the last page, and more where a page prints more."""
    if is_form and grid.width == current.width:
        current.spans = column_spans(grid) or current.spans
    if is_form and grid.width > current.width and not _stands_in(grid, current.spans):
        _widen(current, grid)
        return rows
    if grid.width == current.width:
        return rows
    placed = fitted_rows(rows, current)
    return _reaching_down(placed, grid, current) if is_form else placed


def _stands_in(grid: Grid, spans: Sequence[tuple[float, float]] | None) -> bool:
    """True where all columns of a grid that print anything are among those: the others are blank."""
    own = column_spans(grid)
    if own is None or spans is None:
        return False
    printed = {c for row in grid.rows for c, cell in enumerate(row) if cell is not None and fold(cell.text)}
    return all(any(_is_one(own[c], span) for span in spans) for c in printed)


def _is_one(span: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(span[0] - other[0]) < _NEAR and abs(span[1] - other[1]) < _NEAR


def _widen(current: WholeTable, grid: Grid) -> None:
    """A form of several frames: the part on the next page has columns that the part above it needed not."""
    more = grid.width - current.width
    current.rows = [[*row, *(Cell("") for _ in range(more))] for row in current.rows]
    current.paths = [*current.paths, *(() for _ in range(more))]
    current.spans = column_spans(grid)


def _reaching_down(rows: list[Row], grid: Grid, current: WholeTable) -> list[Row]:
    """The rows with the cells above going on in columns left of the page's frame: there nothing is drawn."""
    left = min((cell.box[0] for row in grid.rows for cell in row if cell is not None and cell.box), default=0.0)
    beyond = {n for n, (_, right) in enumerate(current.spans or ()) if right < left + _NEAR}
    return [[None if n in beyond else cell for n, cell in enumerate(row)] for row in rows]


def fitted(row: Row, current: WholeTable) -> Row:
    """A row of another column count on the columns of the table it continues, by x position."""
    edges = current.spans
    if edges is None or len(edges) != current.width:
        return (row + [Cell("")] * current.width)[: max(current.width, len(row))]
    placed: Row = [Cell("") for _ in range(current.width)]
    for cell in row:
        if cell is None or cell.box is None or not cell.text:
            continue
        first, *covered = _covered(cell.box, edges)
        present = placed[first]
        placed[first] = Cell(f"{present.text}\n{cell.text}", cell.box) if present and present.text else cell
        for place in covered:
            if (blank := placed[place]) is not None and not blank.text:
                placed[place] = None
    return placed


def fitted_rows(rows: list[Row], current: WholeTable) -> list[Row]:
    """Rows of another column count on the columns of the table they continue; a cell that goes down over several
    rows does so there too."""
    placed = [fitted(row, current) for row in rows]
    edges = current.spans
    if edges is None or len(edges) != current.width:
        return placed
    filled = owners(rows)
    for n in range(1, len(rows)):
        for cell, owner in zip(rows[n], filled[n], strict=True):
            if cell is not None or owner is None or owner.box is None or not any(one is owner for one in filled[n - 1]):
                continue
            for place in _covered(owner.box, edges):
                if (blank := placed[n][place]) is not None and not blank.text:
                    placed[n][place] = None
    return placed


def _covered(box: Box, edges: list[tuple[float, float]]) -> list[int]:
    """The columns whose middle a cell covers, left to right; of a narrow one the column it stands in or is nearest."""
    covered = [n for n, (left, right) in enumerate(edges) if box[0] <= (left + right) / 2 <= box[2]]
    if covered:
        return covered
    middle = (box[0] + box[2]) / 2
    return [
        min(
            range(len(edges)),
            key=lambda c: (
                abs((edges[c][0] + edges[c][1]) / 2 - middle) if not edges[c][0] <= middle <= edges[c][1] else -1.0
            ),
        )
    ]


def column_spans(grid: Grid) -> list[tuple[float, float]] | None:
    """x range of each column, from the narrowest cell printed in it."""
    spans: list[tuple[float, float] | None] = [None] * grid.width
    for row in grid.rows:
        for c, cell in enumerate(row):
            if cell is None or cell.box is None:
                continue
            known = spans[c]
            if known is None or cell.box[2] - cell.box[0] < known[1] - known[0]:
                spans[c] = (cell.box[0], cell.box[2])
    return [span for span in spans if span is not None] if all(spans) else None
