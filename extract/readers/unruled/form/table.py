"""整体绩效目标表 without ruling lines: a form of parts, in which labels stand beside several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Cell, Row
from extract.readers.page.lines import Word, around, joined, pieces
from extract.readers.unruled.form.cells import LABELS
from extract.readers.unruled.form.height import Labels, Owners, form_by_height
from extract.readers.unruled.form.labels import LabelsOnTop
from extract.readers.unruled.form.upright import upright_names
from extract.readers.unruled.form.written import form_as_written, labels_as_written
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.spans import Span
from forms.text import fold

TITLE = re.compile(r"整体绩效目标表?(（.*）)?$")
_FIRST = re.compile(
    r"^(部门|单位)(（单位）|（部门）)?名称|^(年度|当年).*(目标|任务)|^(年度)?(绩效|总体)目标|^预算情况|^一级指标"
)
_NAMES = ("一级指标", "二级指标", "三级指标", "指标值")
_ONE_EDGE = 2.0
"""Points by which words that begin together differ."""
_EXACTLY = 0.5
"""Points by which cells of one column that begin together differ."""
_FEWEST = 2
"""Lines that begin where a column does."""


def begins_form(lines: Sequence[list[Word]]) -> bool:
    """True for lines of which the first, or a label half a line below it, names a part of the form."""
    return any(_FIRST.match(fold(joined(line))) for line in lines[:2])


def begins_sheet(lines: Sequence[list[Word]]) -> bool:
    """True for lines that begin with a project's name: its 项目绩效目标表 is a form like the department's."""
    return bool(lines) and len(lines[0]) > 1 and fold(lines[0][0]["text"]).rstrip("：") == "项目名称"


def columns_of_form(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns as the line 一级指标 | 二级指标 | 三级指标 | 指标值 shows them; ``None`` without that line."""
    lines = upright_names(lines)
    line = next((named for line in lines if (named := _named(line))), None)
    if line is None:
        return None
    starts = [word["x0"] for word in line]
    below = [other[0]["x0"] for other in lines] + [word["x0"] for other in lines for word in other]
    flush = sum(abs(x - starts[2]) < _ONE_EDGE for x in below) > 2
    edges = [name["x0"] - _ONE_EDGE if flush else _edge(left, name, lines) for left, name in pairwise(line)]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True))


def _edge(left: Word, right: Word, lines: Sequence[list[Word]]) -> float:
    """Where a column begins whose name ``right`` is set in its middle, as the name ``left`` before it is: half way,
    or left of that where cells begin together or one set in the same middle begins."""
    half = (left["x1"] + right["x0"]) / 2
    inside = [around(piece) for line in lines for piece in pieces(line) if left["x1"] < piece[0]["x0"] < half]
    begins = sorted(x0 for x0, _, _, _ in inside)
    together = (x for x in begins if sum(abs(other - x) < _EXACTLY for other in begins) > _FEWEST)
    centred = [x0 - _EXACTLY for x0, _, x1, _ in inside if abs(x0 + x1 - right["x0"] - right["x1"]) < 2 * _EXACTLY]
    return next((x - _ONE_EDGE for x in together), min([half, *centred]))


def _named(line: Sequence[Word]) -> list[Word]:
    """The words of the line of names from 二级指标 on, before them the first of the line or the page's margin; in a
    narrow column 一级指标 is wrapped."""
    texts = [fold(word["text"]) for word in line]
    at = next((n for n in range(len(texts)) if texts[n : n + 3] == list(_NAMES[1:])), None)
    if at is None:
        return []
    first = line[0] if at else {**line[at], "x0": 0.0, "x1": line[at]["x0"] - _ONE_EDGE}
    return [first, *line[at:]]


def columns_before(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns of the form's first part, on a page that does not show those of its indicators: where several
    lines begin."""
    starts: list[float] = []
    for x in sorted(word["x0"] for line in lines for word in line):
        if starts and x - starts[-1] < _ONE_EDGE:
            continue
        if sum(abs(word["x0"] - x) < _ONE_EDGE for line in lines for word in line) >= _FEWEST:
            starts.append(x)
    if len(starts) == 1:  # a page that shows but the name and an aim
        others = [word["x0"] for line in lines for word in line if word["x0"] > starts[0] + _ONE_EDGE]
        starts += [min(others)] if others else []
    edges = [start - _ONE_EDGE for start in starts[1:]]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True)) if edges else None


def form_rows(
    lines: Sequence[list[Word]], bounds: Sequence[Span], line_gap: float | None, known: LabelsOnTop
) -> list[Row]:
    """The form's rows; a label stands in the first of the rows that it is beside, ``None`` in the others. They are read
    in the order in which they are written where that is known, else by where they stand. ``line_gap``: the gap between
    two lines of one cell, as headers show it; ``known``: what the pages before tell of labels."""
    lines = upright_names(lines)
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
