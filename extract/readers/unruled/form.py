"""整体绩效目标表 without ruling lines: labels that stand beside several rows, found by their middles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.document import Cell, Row
from extract.readers.page.lines import Word, gap_between
from extract.readers.unruled.formorder import form_as_written
from extract.readers.unruled.fromtop import Parts, columns_of, going_on
from extract.readers.unruled.heading import Span
from extract.readers.unruled.leading import Block, blocks_of, gap_in_cells
from extract.readers.unruled.levels import at_one_height, middle_of, top_of
from extract.readers.unruled.written import rows_apart, rows_as_written
from forms.text import fold, split_ordinal

TITLE = re.compile(r"整体绩效目标表?(（.*）)?$")
_FIRST = re.compile(
    r"^(部门|单位)(（单位）|（部门）)?名称|^(年度|当年).*(目标|任务)|^(年度)?(绩效|总体)目标|^预算情况|^一级指标"
)
_NAMES = ("一级指标", "二级指标", "三级指标", "指标值")
_SAME = 2.0
_SAME_ROW = 3.0
"""Points by which the middles of the cells of one row differ."""
_FEWEST = 2
_BLANK = 0.35
"""Of the type's height: the most between two words of one cell."""
_WITHOUT = 0.2
"""Cost, in points, of a row without a label."""
_CUT = 3.0
"""Cost of a label on the first of its rows, where the page's end cuts off the others."""
_ASIDE = 1.0
_LABELS = 2
"""Columns whose cells may be as high as several rows."""
_Place = Callable[[Block], float]


def begins_form(lines: Sequence[list[Word]]) -> bool:
    """True for lines of which the first, or a label half a line below it, names a part of the form."""
    return any(_FIRST.match(fold("".join(word["text"] for word in line))) for line in lines[:2])


def columns_of_form(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns as the line 一级指标 | 二级指标 | 三级指标 | 指标值 shows them; ``None`` without that line."""
    line = next((named for line in lines if (named := _named(line))), None)
    if line is None:
        return None
    starts = [word["x0"] for word in line]
    below = [other[0]["x0"] for other in lines] + [word["x0"] for other in lines for word in other]
    flush = sum(abs(x - starts[2]) < _SAME for x in below) > 2
    edges = [
        start - _SAME if flush else (left["x1"] + start) / 2 for left, start in zip(line, starts[1:], strict=False)
    ]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True))


def _named(line: Sequence[Word]) -> list[Word]:
    """The words of the line of names from 二级指标 on, before them the first of the line or the page's margin; in a
    narrow column 一级指标 is wrapped."""
    texts = [fold(word["text"]) for word in line]
    at = next((n for n in range(len(texts)) if texts[n : n + 3] == list(_NAMES[1:])), None)
    if at is None:
        return []
    first = line[0] if at else {**line[at], "x0": 0.0, "x1": line[at]["x0"] - _SAME}
    return [first, *line[at:]]


def columns_before(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns of the form's first part, on a page that does not show those of its indicators: where several
    lines begin."""
    starts: list[float] = []
    for x in sorted(word["x0"] for line in lines for word in line):
        if starts and x - starts[-1] < _SAME:
            continue
        if sum(abs(word["x0"] - x) < _SAME for line in lines for word in line) >= _FEWEST:
            starts.append(x)
    if len(starts) == 1:  # a page that shows but the name and an aim
        others = [word["x0"] for line in lines for word in line if word["x0"] > starts[0] + _SAME]
        starts += [min(others)] if others else []
    edges = [start - _SAME for start in starts[1:]]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True)) if edges else None


def form_rows(lines: Sequence[list[Word]], bounds: Sequence[Span], inner: float | None) -> list[Row]:
    """The form's rows; a label stands in the first of the rows that it is beside, ``None`` in the others."""
    words = [word for line in lines for word in line]
    if inner is not None and all("rank" in word for word in words):
        drawn = form_as_written(words, bounds, inner)
        if drawn is not None:
            width = max(len(bounds), *(row[-1].column + 1 for row in drawn))
            return _table(drawn, *_labels_as_written(drawn), width)
    parted: list[Parts] = []
    for line in lines:
        parts: Parts = {}
        place = 0
        for before, word in zip([None, *line], line, strict=False):
            # a cell over several columns belongs where it begins, an amount at its right end where it ends
            if before is None or gap_between(before, word) >= _BLANK * (word["bottom"] - word["top"]):
                place = next(n for n, (_, right) in enumerate(bounds) if word["x0"] < right)
            parts.setdefault(place, []).append(word)
        parted.append(parts)
    columns = columns_of(parted, bounds)
    written = rows_as_written(columns, going_on(parted, bounds, inner, rows_apart(columns)))
    if written is not None:
        return _table(written, *_labels_as_written(written), len(bounds))
    blocks = blocks_of(columns, gap_in_cells(columns, inner))
    labels = [[block for block in blocks if block.column == n] for n in range(_LABELS)]
    wide = [block for block in labels[1] if block.box[2] > bounds[1][1] + _SAME]
    cells_of_rows = [*(block for block in blocks if block.column >= _LABELS), *wide]
    rows, of_tops = at_one_height(cells_of_rows, middle_of, _SAME_ROW), at_one_height(cells_of_rows, top_of, _SAME_ROW)
    from_top = len(of_tops) < len(rows)
    rows, place_of = (of_tops, top_of) if from_top else (rows, middle_of)
    for block in labels[1]:
        named = any(abs(place_of(other) - place_of(block)) <= _SAME for other in labels[0])
        above = all(place_of(block) < place_of(row[0]) for row in rows)
        if named and above and not any(abs(place_of(row[0]) - place_of(block)) <= _SAME for row in rows):
            rows.append([block])  # 部门名称 | the name: a row that both its cells make
    rows.sort(key=lambda row: place_of(row[0]))
    if not from_top and _from_top(labels, rows):
        from_top = True
        rows = _whole(rows, [*labels[0], *labels[1]])
    owners = [_below(column, rows, place_of) if from_top else _owners(column, rows) for column in labels]
    return _table(rows, labels, owners, len(bounds))


def _labels_as_written(rows: Sequence[Sequence[Block]]) -> tuple[list[list[Block]], list[list[int | None]]]:
    """(labels, which of them each row stands beside): a row without one stands beside that of the row above."""
    labels: list[list[Block]] = [[] for _ in range(_LABELS)]
    owners: list[list[int | None]] = [[] for _ in range(_LABELS)]
    for row in rows:
        own = {block.column: block for block in row}
        begins = False
        for n in range(_LABELS):
            if n in own:
                labels[n].append(own[n])
                begins = True
            above = owners[n][-1] if owners[n] else None
            owners[n].append(len(labels[n]) - 1 if n in own else None if begins else above)
    return labels, owners


def _table(
    rows: Sequence[Sequence[Block]],
    labels: Sequence[Sequence[Block]],
    owners: Sequence[Sequence[int | None]],
    width: int,
) -> list[Row]:
    """The rows in cells: a label in the first of the rows that it stands beside, ``None`` in the others."""
    table: list[Row] = [[Cell("") for _ in range(width)] for _ in rows]
    for row, cells in zip(rows, table, strict=True):
        for block in row:
            cells[block.column] = Cell(block.text, block.box)
    for n in range(_LABELS):
        for at, owner in enumerate(owners[n]):
            above = owners[n][at - 1] if at else owner
            if at and owner == above and (owner is not None or n == 0 or table[at][n - 1] is None):
                table[at][n] = None  # without any above, the label of the page before goes on
            elif owner is not None:
                block = labels[n][owner]
                last = max(k for k, other in enumerate(owners[n]) if other == owner)
                x0, top, x1, bottom = block.box
                low = max([bottom, *(b.box[3] for b in rows[last])])
                table[at][n] = Cell(block.text, (x0, min(top, rows[at][0].box[1]), x1, low))
    return [row for row in table if any(cell is None or cell.text for cell in row)]


def _owners(labels: Sequence[Block], rows: Sequence[list[Block]]) -> list[int | None]:
    """Which label each row stands beside. The line of names parts the amounts from the indicators."""
    middles = [row[0].middle for row in rows]
    named = next((n for n, row in enumerate(rows) if any(fold(block.text) == _NAMES[2] for block in row)), None)
    if named is None:
        return _beside(labels, middles)[1]
    owners: list[int | None] = []
    for begin, end in ((0, named), (named, named + 1), (named + 1, len(rows))):
        top = middles[begin - 1] + _SAME if begin else float("-inf")
        bottom = middles[end] - _SAME if end < len(rows) else float("inf")
        own = [n for n, label in enumerate(labels) if top < label.middle < bottom]
        found = _beside([labels[n] for n in own], middles[begin:end])[1]
        owners += [None if owner is None else own[owner] for owner in found]
    return owners


def _from_top(labels: Sequence[Sequence[Block]], rows: Sequence[Sequence[Block]]) -> bool:
    """True where a label stands on the first of its rows: all do, and set in the middle they would stand off."""
    middles = [row[0].middle for row in rows]
    every = [label for column in labels for label in column]
    if not all(any(abs(label.middle - middle) <= _SAME for middle in middles) for label in every):
        return False
    off = 0.0
    for column in labels:
        cost, owners = _beside(column, middles)
        off += cost - _WITHOUT * owners.count(None)
    return off > _ASIDE * len(every)


def _whole(rows: Sequence[list[Block]], labels: Sequence[Block]) -> list[list[Block]]:
    """The rows with the further lines of a cell put to it: lines alone, beside no label, under a line of theirs."""
    whole: list[list[Block]] = []
    for row in rows:
        above = next((block for block in whole[-1] if block.column == row[0].column), None) if whole else None
        beside = any(abs(label.middle - row[0].middle) <= _SAME for label in labels)
        begins = split_ordinal(fold(row[0].text))[0] is not None
        if len(row) == 1 and above is not None and not beside and not begins:
            above.lines.extend(row[0].lines)
        else:
            whole.append(row)
    return whole


def _below(labels: Sequence[Block], rows: Sequence[list[Block]], place: _Place) -> list[int | None]:
    """Which label each row stands beside: the last that stands no lower."""
    return [
        max((n for n, label in enumerate(labels) if place(label) <= place(row[0]) + _SAME), default=None)
        for row in rows
    ]


def _beside(labels: Sequence[Block], middles: Sequence[float]) -> tuple[float, list[int | None]]:
    """(points by which labels stand off, which label each row stands beside): neighbouring rows whose common middle
    is the label's own."""
    infinite = float("inf")
    best = [[infinite] * (len(middles) + 1) for _ in range(len(labels) + 1)]
    step = [[0] * (len(middles) + 1) for _ in range(len(labels) + 1)]
    best[0] = [_WITHOUT * n for n in range(len(middles) + 1)]  # rows above the first label go without
    for used in range(1, len(labels) + 1):
        for end in range(len(middles) + 1):
            best[used][end], step[used][end] = best[used - 1][end] + 30.0, end  # a label beside no row
            for start in range(end):
                middle = (middles[start] + middles[end - 1]) / 2
                off = abs(middle - labels[used - 1].middle)
                if used == len(labels) and end == len(middles):  # of rows that go on on the next page
                    off = min(off, _CUT + abs(middles[start] - labels[used - 1].middle))
                cost = best[used - 1][start] + off
                if cost < best[used][end]:
                    best[used][end], step[used][end] = cost, start
    owners: list[int | None] = [None] * len(middles)
    end = len(middles)
    for used in range(len(labels), 0, -1):
        start = step[used][end]
        for row in range(start, end):
            owners[row] = used - 1
        end = start
    return best[len(labels)][len(middles)], owners
