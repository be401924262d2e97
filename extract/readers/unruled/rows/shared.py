"""Rows that stand as close as the lines of one cell do, where lines stand half a line off each other.

That tells that cells are set in the middle of their rows, or the figures beside the middle of two lines of a name. Each
line that prints figures, or begins as rows do, is the middle or the top of a row; every column's lines are shared out
to these so that each row's stand as near to it as can be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, around, pieces
from extract.readers.unruled.lines.piece import Piece, begins_row, is_data, piece_of
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.goingon import decimals_of_all
from extract.readers.unruled.rows.targets import lines_of_targets
from extract.readers.unruled.runs import shared_out
from extract.readers.unruled.spans import Parts, Span, columns_of

_LONG, _NONE = re.compile(r"^\d{6,}$"), re.compile(r"(?!)")
"""Digits that are a code, or a part of one, where every amount prints decimals."""
_HALF = 0.3
"""Of the type's height: figures in the middle of two lines reach so far beside the upper one, at least."""
_EMPTY = 4.0
"""What it costs to leave a row without a cell in a column, in points."""
_MOST_LINES = 8
"""Of a cell."""


def rows_shared_out(
    lines: Sequence[list[Word]], parted: Sequence[Parts], bounds: Sequence[Span]
) -> list[list[Block]] | None:
    """The rows; ``None`` where no line stands half a line off another, or none begins a row. ``parted``: the lines'
    words by their columns."""
    anchors = _anchors(lines, parted, bounds)
    if not anchors or not half_a_line_off(lines):
        return None
    columns = columns_of(parted, bounds)
    shared = {
        from_top: [_share_out(column, anchors, from_top=from_top) for column in columns] for from_top in (True, False)
    }
    best = min(shared, key=lambda from_top: sum(cost for cost, _ in shared[from_top]))
    rows: list[dict[int, Block]] = [{} for _ in anchors]
    for place, (column, (_, owners)) in enumerate(zip(columns, shared[best], strict=True)):
        for line, owner in zip(column, owners, strict=True):
            rows[owner].setdefault(place, Block(place)).lines.append(line)
    return [list(row.values()) for row in rows]


def half_a_line_off(lines: Sequence[list[Word]]) -> bool:
    """True where lines overlap in height: a cell of one line that stands in the middle of its row stands beside both
    lines of another, half a line off."""
    return any(around(line)[3] > around(below)[1] + 1 for line, below in pairwise(lines))


def _anchors(lines: Sequence[list[Word]], parted: Sequence[Parts], bounds: Sequence[Span]) -> list[float]:
    """The heights of the lines that print figures or begin as rows do, one for each row."""
    pieces_of = [[piece_of(piece) for piece in pieces(line, narrow=True)] for line in lines]
    code = _LONG if decimals_of_all(columns_of(parted, bounds)) is not None else _NONE
    figures = [[piece for piece in line if not code.match(piece.text)] for line in pieces_of]
    targets = lines_of_targets(parted, bounds)
    return [
        sum((piece.box[1] + piece.box[3]) / 2 for piece in line) / len(line)
        for n, (line, below) in enumerate(pairwise([*pieces_of, []]))
        if is_data(figures[n]) or (begins_row(line) and not _ends_below(line, below)) or n in targets
    ]


def _share_out(lines: Sequence[list[Word]], anchors: Sequence[float], *, from_top: bool) -> tuple[float, list[int]]:
    """(cost, row of each line): the lines of one column, in order, shared out to rows whose tops, or middles, are
    ``anchors``."""
    boxes = [around(line) for line in lines]
    middles = [(box[1] + box[3]) / 2 for box in boxes]

    def off(row: int, start: int, end: int) -> float:
        if start == end:
            return _EMPTY
        where = middles[start] if from_top else (middles[start] + middles[end - 1]) / 2
        return abs(where - anchors[row])

    cost, runs = shared_out(len(lines), len(anchors), off, longest=_MOST_LINES)
    return cost, [row or 0 for row, start, end in runs for _ in range(start, end)] or [0] * len(lines)


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
