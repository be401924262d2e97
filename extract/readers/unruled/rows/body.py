"""The rows of a table without ruling lines in cells: of the ways to find them the first that the page bears out."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Row
from extract.readers.page.lines import Word
from extract.readers.unruled.gaps import STEP
from extract.readers.unruled.rows.besiderows import merge_beside
from extract.readers.unruled.rows.block import Block, blocks_of, holds_rows
from extract.readers.unruled.rows.fromtop import rows_from_top
from extract.readers.unruled.rows.goingon import by_gap_or_room
from extract.readers.unruled.rows.levels import rows_by_height
from extract.readers.unruled.rows.linegap import line_gap_of
from extract.readers.unruled.rows.projects import begun_by_their_projects
from extract.readers.unruled.rows.shared import half_a_line_off, rows_shared_out
from extract.readers.unruled.rows.written import rows_as_written
from extract.readers.unruled.spans import Span, columns_of, parted_lines
from extract.tables.headers import is_column_numbers


def body_rows(
    lines: Sequence[list[Word]],
    bounds: Sequence[Span],
    line_gap: float | None,
    row_gap: float | None = None,
    *,
    from_top: bool = False,
) -> list[Row]:
    """The rows below a header, each with a cell for every column.

    ``lines``: the printed lines, top down; ``bounds``: of the columns; ``line_gap``: between two lines of one cell, as
    headers show it; ``row_gap``: the smallest known between two rows; ``from_top``: whether the document's headers are
    set from the top of their cells. A first line that numbers the columns is a row of its own: its numbers begin no
    figure of the row below.
    """
    if len(lines) > 1 and is_column_numbers([word["text"] for word in lines[0]]):
        parts = (lines[:1], lines[1:])
        return [row for part in parts for row in body_rows(part, bounds, line_gap, row_gap, from_top=from_top)]
    rows = begun_by_their_projects(_rows(lines, bounds, line_gap, row_gap, from_top=from_top))
    table = [_row(blocks, len(bounds)) for blocks in rows]
    merge_beside(table, rows)
    return table


def _rows(
    lines: Sequence[list[Word]],
    bounds: Sequence[Span],
    line_gap: float | None,
    row_gap: float | None,
    *,
    from_top: bool,
) -> list[list[Block]]:
    """The rows, each as the cells that it prints."""
    parted = parted_lines(lines, bounds)
    columns = columns_of(parted, bounds)
    written = rows_as_written(columns, by_gap_or_room(parted, bounds, line_gap, row_gap))
    if written is not None:
        return written
    if from_top and not half_a_line_off(lines):
        return rows_from_top(parted, bounds)
    level = _rows_by_gap(columns, line_gap, row_gap)
    if level is not None and len(level) <= len(lines):
        return level
    # where rows stand as close together as lines do, gaps tell nothing
    shared = rows_shared_out(lines, parted, bounds)
    return shared if shared is not None else rows_from_top(parted, bounds)


def _rows_by_gap(
    columns: Sequence[Sequence[list[Word]]], line_gap: float | None, row_gap: float | None
) -> list[list[Block]] | None:
    """The rows of cells whose lines stand closer than rows do; ``None`` where none do, or where a cell made so holds
    what begins another row."""
    gap = line_gap_of(columns, line_gap)
    if gap is None or (row_gap is not None and row_gap < gap + STEP):
        return None
    blocks = blocks_of(columns, gap)
    return rows_by_height(blocks) if blocks and not any(map(holds_rows, blocks)) else None


def _row(blocks: Sequence[Block], width: int) -> Row:
    row: Row = [Cell("") for _ in range(width)]
    for block in blocks:
        row[block.column] = Cell(block.text, block.box, measure=block.measure)
    return row
