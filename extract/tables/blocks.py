"""Blocks printed side by side (科目编码 | 科目名称 | 决算数, twice or three times over) set one under the other.

Final accounts print 基本支出 so: 301 and 303 on the left, 302 and 310 on the right, each block with the
same columns. Read as one wide row every amount right of the first block would have no column.
"""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Row
from extract.tables.headers import owners
from extract.tables.mapping import ColumnMapping, by_header
from extract.tables.whole import Place, WholeTable
from forms.declaration import Form
from forms.text import fold

_NARROWEST = 2
"""Columns of the narrowest block: a label and its amount."""


def unrolled(table: WholeTable, form: Form, year: int | None) -> WholeTable:
    """The table with its blocks one under the other; itself where its columns do not repeat.

    A block begins with a code or a name: columns that repeat without one (预算数/合计 …, 决算数/合计 …)
    are figures of other kinds for the same rows.
    """
    width = _block_width(table.paths)
    if width is None or not _is_label(by_header(form.own_columns, table.paths[:width], year), form):
        return table
    blocks = table.width // width
    rows: list[list[Row]] = [[] for _ in range(blocks)]
    places: list[list[Place]] = [[] for _ in range(blocks)]
    filled = owners(table.rows)
    for n, row in enumerate(table.rows):
        for block, line in _lines(row, filled[n], width, blocks):
            rows[block].append(line)
            places[block].append(table.places[n])
    return replace(
        table,
        paths=table.paths[:width],
        rows=[row for block in rows for row in block],
        places=[place for block in places for place in block],
        header=[row[:width] for row in table.header],
        spans=table.spans[:width] if table.spans else None,
        kept=table.kept[:width],
    )


def _block_width(paths: list[tuple[str, ...]]) -> int | None:
    """After how many columns the header's own words begin again, to the last column; ``None`` if they do not."""
    words = [path[-1] if path else "" for path in paths]
    for width in range(_NARROWEST, len(words) // 2 + 1):
        first = words[:width]
        if (
            len(words) % width == 0
            and all(first)
            and len(set(first)) == width
            and words == first * (len(words) // width)
        ):
            return width
    return None


def _is_label(mapping: ColumnMapping, form: Form) -> bool:
    labels = {column.name for column in form.own_columns if column.type in ("code", "text")}
    return mapping.columns[0] in labels


def _lines(row: Row, filled: list[Cell | None], width: int, blocks: int) -> list[tuple[int, Row]]:
    """One printed row's line of each block. A label that reaches into the blocks to its right
    (公用经费合计 under two blocks) has its amount in the last of them."""

    def goes_on(block: int, end: int) -> bool:
        if row[end * width] is None and filled[end * width] is filled[block * width]:
            return True
        # without merged cells: a label without an amount, then an amount without a label
        return _printed(row[block * width : end * width - 1]) and not _printed(
            row[end * width - 1 : (end + 1) * width - 1]
        )

    lines: list[tuple[int, Row]] = []
    block = 0
    while block < blocks:
        end = block + 1
        while end < blocks and goes_on(block, end):
            end += 1
        line = [*row[block * width : (block + 1) * width - 1], row[end * width - 1]]
        if _printed(line):
            lines.append((block, line))
        block = end
    return lines


def _printed(cells: Row) -> bool:
    return any(cell is not None and fold(cell.text) for cell in cells)
