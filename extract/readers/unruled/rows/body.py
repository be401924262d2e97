"""The rows of a table without ruling lines in cells, from where its words stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.document import Cell, Row
from extract.readers.page.lines import Word, around, pieces
from extract.readers.unruled.header.head import Span
from extract.readers.unruled.lines.piece import Piece, begins_row, is_data, piece_of
from extract.readers.unruled.rows.block import Block, holds_rows
from extract.readers.unruled.rows.fromtop import Parts, columns_of, decimals_of_all, going_on, rows_from_top
from extract.readers.unruled.rows.leading import STEP, blocks_of, gap_in_cells
from extract.readers.unruled.rows.levels import rows_by_middle, share_out
from extract.readers.unruled.rows.targets import lines_of_targets
from extract.readers.unruled.rows.written import rows_as_written
from extract.readers.unruled.spans import in_columns
from extract.tables.headers import is_column_numbers

_LONG, _NONE = re.compile(r"^\d{6,}$"), re.compile(r"(?!)")
"""Digits that are a code, or a part of one, where every amount prints decimals."""
_HALF = 0.3
"""Of the type's height: figures in the middle of two lines reach so far beside the upper one, at least."""


def parted_lines(lines: Sequence[list[Word]], bounds: Sequence[Span]) -> list[Parts]:
    """Each line's words by the columns they stand in."""
    return [in_columns(line, bounds) for line in lines]


def body_rows(
    lines: Sequence[list[Word]],
    bounds: Sequence[Span],
    inner: float | None,
    apart: float | None = None,
    *,
    from_top: bool = False,
) -> list[Row]:
    """The rows of the table: cells of one row share their middle or their top. Where the lines of a cell and the
    rows stand equally close, a line begins a row where it cannot go on with the one above; where lines stand half a
    line off, those of each column are shared out to the lines that print figures. ``from_top``: the document's
    headers are set from the top of their cells. A first line that numbers the columns is a row of its own: its numbers
    begin no figure of the row below."""
    if len(lines) > 1 and is_column_numbers([word["text"] for word in lines[0]]):
        rest = body_rows(lines[1:], bounds, inner, apart, from_top=from_top)
        return [*body_rows(lines[:1], bounds, inner, apart, from_top=from_top), *rest]
    parted = parted_lines(lines, bounds)
    columns = columns_of(parted, bounds)
    written = rows_as_written(columns, going_on(parted, bounds, inner, apart))
    if written is not None:
        return [_row(blocks, len(bounds)) for blocks in written]
    if from_top and not _beside(lines):
        return [_row(blocks, len(bounds)) for blocks in rows_from_top(parted, bounds)]
    gap = gap_in_cells(columns, inner)
    blocks = blocks_of(columns, gap) if gap is not None and (apart is None or apart >= gap + STEP) else []
    # where rows stand as close together as lines do, gaps tell nothing
    rows = rows_by_middle(blocks) if blocks and not any(map(holds_rows, blocks)) else None
    if rows is None or len(rows) > len(lines):
        rows = _packed_rows(lines, parted, columns, bounds)
    return [_row(blocks, len(bounds)) for blocks in rows]


def _packed_rows(
    lines: Sequence[list[Word]], parted: Sequence[Parts], columns: Sequence[list[list[Word]]], bounds: Sequence[Span]
) -> list[list[Block]]:
    pieces_of = [[piece_of(piece) for piece in pieces(line, narrow=True)] for line in lines]
    long = _LONG if decimals_of_all(columns) is not None else _NONE
    figures = [[piece for piece in line if not long.match(piece.text)] for line in pieces_of]
    targets = lines_of_targets(parted, bounds)
    anchors = [
        sum((piece.box[1] + piece.box[3]) / 2 for piece in line) / len(line)
        for n, (line, below) in enumerate(itertools.pairwise([*pieces_of, []]))
        if is_data(figures[n]) or (begins_row(line) and not _ends_below(line, below)) or n in targets
    ]
    if not anchors or not _beside(lines):
        return rows_from_top(parted, bounds)
    shared = {
        from_top: [share_out(column, anchors, from_top=from_top) for column in columns] for from_top in (True, False)
    }
    best = min(shared, key=lambda from_top: sum(cost for cost, _ in shared[from_top]))
    rows: list[list[Block]] = [[] for _ in anchors]
    for place, (column, (_, owners)) in enumerate(zip(columns, shared[best], strict=True)):
        for line, owner in zip(column, owners, strict=True):
            present = next((block for block in rows[owner] if block.column == place), None)
            if present is None:
                rows[owner].append(Block(place, [line]))
            else:
                present.lines.append(line)
    return rows


def _ends_below(line: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """True for the first line of labels that end on a later one: their figures, in the middle of the row, stand half
    a line lower, and no label begins there."""
    labels = [piece for piece in line if begins_row([piece])]
    under = [other for other in below for label in labels if _is_under(other, label)]
    if not is_data(list(below)) or begins_row(under):
        return False
    high = min(piece.box[1] for piece in below)
    return all(high < label.box[3] - _HALF * (label.box[3] - label.box[1]) for label in labels)


def _is_under(piece: Piece, label: Piece) -> bool:
    return piece.box[0] < label.box[2] and piece.box[2] > label.box[0]


def _beside(lines: Sequence[list[Word]]) -> bool:
    """True where lines overlap in height: a cell of one line that stands in the middle of its row stands beside both
    lines of another, half a line off."""
    return any(around(line)[3] > around(below)[1] + 1 for line, below in itertools.pairwise(lines))


def _row(blocks: Sequence[Block], width: int) -> Row:
    row: Row = [Cell("") for _ in range(width)]
    for block in blocks:
        row[block.column] = Cell(block.text, block.box, measure=block.measure)
    return row
