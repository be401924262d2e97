"""The rows of a 整体绩效目标表, each label in the first of those that it stands beside."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Row
from extract.readers.page.lines import Word
from extract.readers.unruled.form.cells import LABELS
from extract.readers.unruled.form.height import form_by_height
from extract.readers.unruled.form.labels import KnownLabels, Labels, Owners
from extract.readers.unruled.form.margin import margin_of
from extract.readers.unruled.form.upright import upright_names
from extract.readers.unruled.form.written import form_as_written, labels_as_written
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.spans import Span


def form_rows(
    lines: Sequence[list[Word]], bounds: Sequence[Span], line_gap: float | None, known: KnownLabels
) -> list[Row]:
    """The form's rows; a label stands in the first of the rows that it is beside, ``None`` in the others. They are read
    in the order in which they are written where that is known, else by where they stand. ``line_gap``: the gap between
    two lines of one cell, as headers show it; ``known``: what the pages before tell of labels."""
    lines = upright_names(lines)
    margin = margin_of(lines, known.margin)
    if margin is None:
        return _rows(lines, bounds, line_gap, known)
    known.margin = margin.edge
    above = _rows(margin.above, margin.bounds_above(bounds), line_gap, known) if margin.above else []
    return margin.put_together(above, _rows(margin.beside, bounds, line_gap, known))


def _rows(lines: Sequence[list[Word]], bounds: Sequence[Span], line_gap: float | None, known: KnownLabels) -> list[Row]:
    words = [word for line in lines for word in line]
    ordered = line_gap is not None and all("rank" in word for word in words)
    rows = form_as_written(words, bounds, line_gap) if line_gap is not None and ordered else None
    if rows is not None:
        labels, owners = labels_as_written(rows)
        known.note(labels, rows)
        return _table(rows, labels, owners, max(len(bounds), *(row[-1].column + 1 for row in rows)))
    return _table(*form_by_height(lines, bounds, line_gap, known), len(bounds))


def _table(
    rows: Sequence[Sequence[Block]],
    labels: Labels,
    owners: Owners,
    width: int,
) -> list[Row]:
    """The rows in cells: a label in the first of the rows that it stands beside, ``None`` in the others; one
    that no row stands beside in a row of its own. Labels without any row are none: a title among the contents, and
    the narrative below it."""
    if not rows:
        return []
    table: list[Row] = [[Cell("") for _ in range(width)] for _ in rows]
    for row, cells in zip(rows, table, strict=True):
        for block in row:
            cells[block.column] = Cell(block.text, block.box, measure=block.measure)
    for n in range(LABELS):
        for at, owner in enumerate(owners[n]):
            above = owners[n][at - 1] if at else owner
            if at and owner == above and (owner is not None or n == 0 or table[at][n - 1] is None):
                table[at][n] = None  # without any above, the label of the page before goes on
            elif owner is not None:
                block = labels[n][owner]
                last = max(k for k, other in enumerate(owners[n]) if other == owner)
                x0, top, x1, bottom = block.box
                high = min([top, *(b.box[1] for b in rows[at])])
                low = max([bottom, *(b.box[3] for b in rows[last])])
                table[at][n] = Cell(block.text, (x0, high, x1, low), measure=block.measure)
    for at, alone in _alone(table, rows, labels, owners):
        table.insert(at, alone)
    return [row for row in table if any(cell is None or cell.text for cell in row)]


def _alone(
    table: Sequence[Row], rows: Sequence[Sequence[Block]], labels: Labels, owners: Owners
) -> list[tuple[int, Row]]:
    """(place among the rows, row) of each label that no row stands beside, from the bottom up."""
    apart: list[tuple[int, Row]] = []
    for n in range(LABELS):
        for block in (block for k, block in enumerate(labels[n]) if k not in owners[n]):
            at = sum(row[0].middle <= block.middle for row in rows)
            alone: Row = [None if at < len(table) and table[at][m] is None else Cell("") for m in range(len(table[0]))]
            alone[n] = Cell(block.text, block.box, measure=block.measure)
            apart.append((at, alone))
    return sorted(apart, key=lambda found: found[0], reverse=True)
