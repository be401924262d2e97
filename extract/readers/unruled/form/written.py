"""Rows of a form that is written cell by cell and whose cells are centred, so that hardly one begins where its column
does: each stands right of the one written before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.readers.page.boxes import down
from extract.readers.page.lines import Word, around, gap_between, joined, no_blank_between
from extract.readers.unruled.form.cells import LABELS
from extract.readers.unruled.form.labels import Labels, Owners
from extract.readers.unruled.gaps import most_apart
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.spans import Span
from forms.text import fold

_LEFT_OF_COLUMN = 0.25
"""Of a cell's width: how much of it may stand left of its column, which the names of columns show but about."""
_ASIDE, _OVER = 0.5, 1.0
"""Points by which cells beside each other overlap in width at most, and in height at least."""
_FUNDS = re.compile(r"^(\d、)?资金(来源|结构)：(（1）.*)?$|^（[23]）(财政专户管理资金|单位资金|项目支出)$")
"""Names of amounts that follow others: （3）单位资金 below （2）财政专户管理资金, beside which none may be printed."""


def form_as_written(words: Sequence[Word], bounds: Sequence[Span], line_gap: float) -> list[list[Block]] | None:
    """The rows; ``None`` where they do not follow each other down the page. ``line_gap``: between two lines of one
    cell. A cell stands in the column in which it begins, or the next one that the cells left of it leave."""
    rows: list[list[Block]] = []
    for cell in _cells(words, line_gap):
        last = rows[-1][-1] if rows else None
        if last is not None and _is_right(last, cell) and cell.box[1] < last.box[3] - _OVER:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    if any(_height(upper) >= _height(lower) for upper, lower in pairwise(rows)):
        return None
    for row in rows:
        for before, cell in zip([None, *row], row, strict=False):
            begins = _column(cell, bounds)
            cell.column = begins if before is None else max(begins, before.column + 1)
    return rows


def labels_as_written(rows: Sequence[Sequence[Block]]) -> tuple[Labels, Owners]:
    """(labels, which of them each row stands beside): a row without one stands beside that of the row above."""
    labels: Labels = [[] for _ in range(LABELS)]
    owners: Owners = [[] for _ in range(LABELS)]
    for row in rows:
        own = {block.column: block for block in row}
        begins = False
        for n in range(LABELS):
            if n in own:
                labels[n].append(own[n])
                begins = True
            above = owners[n][-1] if owners[n] else None
            owners[n].append(len(labels[n]) - 1 if n in own else None if begins else above)
    return labels, owners


def _column(cell: Block, bounds: Sequence[Span]) -> int:
    """Where a cell begins; one that is no wider than a column, but for what reaches over that column's edge."""
    left, _, right, _ = cell.box
    begins = next(n for n, (_, end) in enumerate(bounds) if left < end)
    mostly = next(n for n, (_, end) in enumerate(bounds) if left + _LEFT_OF_COLUMN * (right - left) < end)
    return mostly if right - left <= bounds[mostly][1] - bounds[mostly][0] else begins


def _cells(words: Sequence[Word], line_gap: float) -> list[Block]:
    cells: list[Block] = []
    lines = _lines(words)
    most = most_apart(line_gap, min(_row_gaps(lines), default=None))
    for line in lines:
        if cells and _goes_on(cells[-1].lines[-1], line, most) and not _names_amount(line):
            cells[-1].lines.append(line)
        else:
            cells.append(Block(0, [line]))
    return cells


def _names_amount(line: Sequence[Word]) -> bool:
    return bool(_FUNDS.match(fold(joined(line))))


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """What each cell prints on a line, in the order of writing."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word["rank"]):
        last = lines[-1][-1] if lines else None
        level = last is not None and last["top"] < down(word) < last["bottom"]
        if last is not None and level and gap_between(last, word) > -_OVER and no_blank_between(last, word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _goes_on(upper: list[Word], lower: list[Word], most: float) -> bool:
    (left, top, right, bottom), (x0, begins, x1, _) = around(upper), around(lower)
    return top < begins < bottom + most and x0 < right and x1 > left


def _row_gaps(lines: Sequence[list[Word]]) -> Iterator[float]:
    """The gaps between lines right below each other that others are written between."""
    for n, (left, _, right, bottom) in enumerate(map(around, lines)):
        others = (around(line) for line in lines[n + 2 :])
        tops = (top for x0, top, x1, _ in others if x0 < right and x1 > left and top >= bottom)
        if (top := min(tops, default=None)) is not None:
            yield top - bottom


def _is_right(cell: Block, following: Block) -> bool:
    return following.box[0] >= cell.box[2] - _ASIDE


def _height(row: Sequence[Block]) -> float:
    """Where a row stands: labels come before the cells that are its own."""
    return row[-1].middle
