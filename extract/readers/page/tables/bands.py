"""Rows that print no upright lines where others do: Word's table styles with banded rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from extract.document import Box, Cell, Row
from extract.readers.page.boxes import across, holds, is_within
from extract.readers.page.lines import Word, joined, line_of, pieces, printed_lines
from extract.readers.page.measure import measure_of
from extract.readers.page.ruling.painted import TOUCH, touching
from forms.money import is_number

_OVER = 1.0
"""Points by which a word reaches over its column's line."""
_ALIKE = 1.0
"""Points by which the words of cells stand off where those of others stand in their columns."""
_TURNS = 3
"""Rows of one cell, each between two of several; one alone is a cell that is merged."""
_SEVERAL = 2
"""Columns: no cell that is merged prints a figure in each, or words that begin in each as in a cell of its own."""

Span = tuple[float, float]
Spans = list[Span]


def parted_bands(rows: list[Row], words: Sequence[Word], painted: Sequence[Box] = ()) -> list[Row]:
    """The rows with each of one cell in cells of the table's columns, where its words stand in these like those of
    cells of their own, or where such rows go by turns with others; and with each cell between ``painted`` ones in
    cells like these, where blanks part its words so. ``words``: those of the page."""
    if not (spans := _columns(rows)):
        return rows
    if painted:
        boxes = [cell.box for row in rows for cell in row if cell is not None and cell.box]
        ends = min(box[1] for box in boxes), max(box[3] for box in boxes)
        rows = [_between_painted(row, spans, words, painted, ends) for row in rows]
    single = [sum(cell is not None for cell in row) == 1 for row in rows]
    if not any(single):
        return rows
    turns = sum(after and not before for before, after in pairwise(single))
    by_turns = turns >= _TURNS and not any(map(all, pairwise(single)))
    return [_parted(row, spans, words, always=by_turns) if one else row for row, one in zip(rows, single, strict=True)]


def _between_painted(row: Row, spans: Spans, words: Sequence[Word], painted: Sequence[Box], ends: Span) -> Row:
    """The row with its cells of several columns apart that stand between painted cells, or between one and the table's
    ``ends`` (top, bottom)."""
    parted = list(row)
    for at, cell in enumerate(row):
        if cell is None or cell.box is None or not cell.text or spans[at][1] > cell.box[2] - TOUCH:
            continue
        above, below = touching(cell.box, painted)
        if not (above or cell.box[1] <= ends[0]) or not (below or cell.box[3] >= ends[1]):
            continue
        if any(is_within(box, cell.box) for box in painted):
            continue  # several rows
        own = [word for word in words if holds(cell.box, word)]
        sides = {x for box in (*above, *below) for x in box[::2]}
        begins = [n for n, (x0, _) in enumerate(spans) if n > at and _is_side(x0, cell.box, sides, own)]
        edges = [cell.box[0], *(spans[n][0] for n in begins), cell.box[2]]
        parts = [[word for word in own if x0 <= across(word) < x1] for x0, x1 in pairwise(edges)]
        filled = sum(map(bool, parts))
        if (filled == 1 and parts[0]) or (filled == _SEVERAL and not _apart(own, edges)):
            continue  # a merged cell, with a blank between its words
        for n, part, span in zip([at, *begins], parts, pairwise(edges), strict=True):
            parted[n] = _cell(part, cell.box, span)
    return parted


def _is_side(x: float, cell: Box, sides: Collection[float], words: Sequence[Word]) -> bool:
    """True for a place in a cell where a painted one begins or ends and no word stands."""
    free = not any(word["x0"] + _OVER < x < word["x1"] - _OVER for word in words)
    return free and cell[0] + TOUCH < x < cell[2] - TOUCH and any(abs(side - x) <= TOUCH for side in sides)


def _apart(words: Sequence[Word], edges: Sequence[float]) -> bool:
    """True where more than a blank parts the words on both sides of each edge."""
    for line in printed_lines(words):
        for piece in pieces(line, narrow=True):
            if any(piece[0]["x0"] + _OVER < x < piece[-1]["x1"] - _OVER for x in edges):
                return False
    return True


def _columns(rows: Sequence[Row]) -> Spans:
    """(left, right) of each column; none where one has no cell of its own."""
    boxes = [[cell.box for cell in column if cell is not None and cell.box] for column in zip(*rows, strict=True)]
    if not all(boxes):
        return []
    lefts = [column[0][0] for column in boxes]
    return list(pairwise([*lefts, max(box[2] for box in boxes[-1])]))


def _parted(row: Row, spans: Spans, words: Sequence[Word], *, always: bool) -> Row:
    """The cells of a row of one; itself where that is one."""
    whole = row[0]
    if whole is None or whole.box is None:
        return row
    parts = _in_columns(whole.box, spans, words)
    if not parts or not (always or _are_cells(parts, spans)):
        return row
    return [_cell(part, whole.box, span) for part, span in zip(parts, spans, strict=True)]


def _in_columns(box: Box, spans: Spans, words: Sequence[Word]) -> list[list[Word]]:
    """The words of a cell by the columns that they stand in; nothing where one stands in no column."""
    parts: list[list[Word]] = [[] for _ in spans]
    for word in words:
        if not holds(box, word):
            continue
        place = next(
            (n for n, (x0, x1) in enumerate(spans) if x0 - _OVER <= word["x0"] and word["x1"] <= x1 + _OVER), None
        )
        if place is None:
            return []
        parts[place].append(word)
    return parts


def _are_cells(parts: Sequence[Sequence[Word]], spans: Spans) -> bool:
    """True where the words begin or end or have their middle in the same place of their columns, or are figures."""
    filled = [(part, span) for part, span in zip(parts, spans, strict=True) if part]
    if len(filled) < _SEVERAL:
        return False
    if sum(is_number(joined(part)) for part, _ in filled) >= _SEVERAL:
        return True
    reach = [(min(w["x0"] for w in part) - x0, x1 - max(w["x1"] for w in part)) for part, (x0, x1) in filled]
    sides = [left for left, _ in reach], [right for _, right in reach], [left - right for left, right in reach]
    return any(max(side) - min(side) <= _ALIKE for side in sides)


def _cell(words: Sequence[Word], box: Box, span: tuple[float, float]) -> Cell:
    lines = printed_lines(words)
    text = "\n".join(line_of(line).text for line in lines)
    return Cell(text, (span[0], box[1], span[1], box[3]), measure=measure_of(lines))
