"""The cells of the 整体绩效目标表 from its lines: rows of unlike height stand as close as the lines of one cell do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, around, joined
from extract.readers.unruled.gaps import TIGHT
from extract.readers.unruled.rows.block import Block, blocks_of
from extract.readers.unruled.rows.linegap import line_gap_of
from forms.text import fold, split_ordinal

LABELS = 2
"""Columns whose cells may be as high as several rows."""
_THIRD = "三级指标"
_LEVEL = 2.5
"""Points by which the middles of lines at one height differ."""
ONE_HEIGHT = 2.0
"""Points by which the middles of cells that stand beside each other differ."""
_AROUND = 1.0
"""Points by which the middle of several lines differs from that of the cell that they stand around."""


def cells_of_form(columns: Sequence[Sequence[list[Word]]], line_gap: float | None) -> list[Block]:
    """The cells of each column's lines. ``line_gap``: the gap between two lines of one cell, as headers show it."""
    blocks = blocks_of(columns, line_gap_of(columns, line_gap))
    if any(len(block.lines) > 1 and any(map(names_third_level, block.lines)) for block in blocks):
        blocks = blocks_of(columns, None)  # the gap is that of rows as well
    return _around_middles(_line_by_line(blocks))


def names_third_level(line: Sequence[Word]) -> bool:
    """True for the name of the indicators' column."""
    return fold(joined(line)) == _THIRD


def _line_by_line(blocks: Sequence[Block]) -> list[Block]:
    """The cells, apart where a lower line stands beside a cell of one line that is not in the middle of all lines."""
    found: list[Block] = []
    for block in blocks:
        ends = [0, *_rows_below(block, blocks), len(block.lines)]
        found += [Block(block.column, block.lines[begin:end]) for begin, end in pairwise(ends)]
    return found


def _rows_below(block: Block, blocks: Sequence[Block]) -> list[int]:
    """Lines of a cell, but for the first, that a row begins with; a label of the first column begins none, it is in the
    middle of several."""
    single = [
        other.middle
        for other in blocks
        if len(other.lines) == 1 and other.column not in (0, block.column) and abs(other.middle - block.middle) > _LEVEL
    ]
    return [
        n
        for n, line in enumerate(block.lines)
        if n and any(abs(sum(around(line)[1::2]) / 2 - middle) <= _LEVEL for middle in single)
    ]


def _around_middles(blocks: Sequence[Block]) -> list[Block]:
    """The cells with those lines as one that stand around the middle of a cell beside them: rows of unlike height stand
    as close as lines do, and no gap tells of them."""
    joined: list[Block] = []
    rest = list(blocks)
    while rest:
        others = [block for block in blocks if block.column != rest[0].column]
        # a label is in the middle of several rows, mostly
        reach = (LABELS, 1, 0) if rest[0].column >= LABELS else (0,)
        counts = (_lines_around(rest, [block for block in others if block.column >= first]) for first in reach)
        count = next((found for found in counts if found > 1), 1)
        joined.append(Block(rest[0].column, [line for block in rest[:count] for line in block.lines]))
        del rest[:count]
    return joined


def _lines_around(blocks: Sequence[Block], others: Sequence[Block]) -> int:
    """How many of the cells, from the first, are lines close together around the middle of one of ``others``. Of these
    lines none is beside another cell."""
    beside: list[float] = []
    for count, (upper, lower) in enumerate(pairwise([blocks[0], *blocks]), 1):
        height = upper.lines[0][0]["bottom"] - upper.lines[0][0]["top"]
        apart = lower.box[1] - upper.box[3] >= TIGHT * height or split_ordinal(fold(lower.text))[0] is not None
        if len(lower.lines) > 1 or lower.column != upper.column or (count > 1 and apart):
            break
        beside += [other.middle for other in others if abs(other.middle - lower.middle) <= ONE_HEIGHT]
        if count == 1 and beside:
            break
        middle = (blocks[0].box[1] + lower.box[3]) / 2
        around_one = any(abs(other.middle - middle) <= _AROUND for other in others)
        if around_one and all(abs(one - middle) <= ONE_HEIGHT for one in beside):
            return count
    return 1
