"""整体绩效目标表 by where its cells stand: labels beside several rows are found by their middles, or by their tops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, gap_between
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.formlines import LABELS, cells_of_form, names_third_level
from extract.readers.unruled.fromtop import Parts, columns_of
from extract.readers.unruled.head import Span
from extract.readers.unruled.leading import Block
from extract.readers.unruled.levels import at_one_height, middle_of, top_of
from extract.readers.unruled.rowheights import rows_between
from forms.text import fold, split_ordinal

Labels = list[list[Block]]
"""The labels of each of these columns."""
Owners = list[list[int | None]]
"""Which label of each of these columns each row stands beside."""
_SAME = 2.0
_SAME_ROW = 3.0
"""Points by which the middles of the cells of one row differ."""
_BLANK = 0.35
"""Of the type's height: the most between two words of one cell."""
_WITHOUT = 0.2
"""Cost, in points, of a row without a label."""
_CUT = 3.0
"""Cost of a label on the first of its rows, where the page's end cuts off the others."""
_ASIDE = 1.0
_ROOM = 12.0
"""Points that the end of a line may keep clear of the form's."""
_Place = Callable[[Block], float]


def form_by_height(
    lines: Sequence[list[Word]], bounds: Sequence[Span], inner: float | None
) -> tuple[list[list[Block]], Labels, Owners]:
    """(rows, labels, which of them each row stands beside). ``inner``: the gap between two lines of one cell."""
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
    blocks = cells_of_form(columns, bounds, inner)
    labels = [[block for block in blocks if block.column == n] for n in range(LABELS)]
    wide: list[Block] = []
    for block in labels[1]:
        alone = not any(other is not block and abs(other.middle - block.middle) <= _SAME_ROW for other in blocks)
        ends_above = bool(wide) and alone and _goes_on(wide[-1], block, blocks)
        if block.box[2] > bounds[1][1] + _SAME or ends_above:
            wide.append(block)
    cells_of_rows = [*(block for block in blocks if block.column >= LABELS), *wide]
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
        standing = {id(block) for row in rows for block in row}
        ended = {id(block) for block in wide} - standing
        labels[1] = [block for block in labels[1] if id(block) not in ended]  # the last line of a text is no label
    return rows, labels, [_below(column, rows, place_of) if from_top else _owners(column, rows) for column in labels]


def _owners(labels: Sequence[Block], rows: Sequence[list[Block]]) -> list[int | None]:
    """Which label each row stands beside. The line of names parts the amounts from the indicators."""
    middles = _middles(rows)
    named = next((n for n, row in enumerate(rows) if any(names_third_level(block.lines[0]) for block in row)), None)
    if named is None:
        return _beside(labels, _spans(rows))[1]
    owners: list[int | None] = []
    for begin, end in ((0, named), (named, named + 1), (named + 1, len(rows))):
        top = middles[begin - 1] + _SAME if begin else float("-inf")
        bottom = middles[end] - _SAME if end < len(rows) else float("inf")
        own = [n for n, label in enumerate(labels) if top < label.middle < bottom]
        found = _beside([labels[n] for n in own], _spans(rows[begin:end]))[1]
        owners += [None if owner is None else own[owner] for owner in found]
    return owners


def _middles(rows: Sequence[Sequence[Block]]) -> list[float]:
    """Of the cells of one column where that is possible: figures stand a little off the characters' middle."""
    return [next((block for block in row if block.column == LABELS), row[0]).middle for row in rows]


def _spans(rows: Sequence[Sequence[Block]]) -> list[Span]:
    """(top, bottom) of each row, both its middle where its height is not known."""
    middles = _middles(rows)
    least = min((block.lines[0][0]["bottom"] - block.lines[0][0]["top"] for row in rows for block in row), default=0.0)
    return rows_between(middles, least) or [(middle, middle) for middle in middles]


def _from_top(labels: Sequence[Sequence[Block]], rows: Sequence[Sequence[Block]]) -> bool:
    """True where a label stands on the first of its rows, which （1）政府预算资金 is: all do, and set in their middle
    they would stand off."""
    if any(_begins_list(row, below) and _stands_on(label, row) for row, below in pairwise(rows) for label in labels[1]):
        return True
    spans = _spans(rows)
    every = [label for column in labels for label in column]
    if not all(any(_stands_on(label, row) for row in rows) for label in every):
        return False
    off = 0.0
    for column in labels:
        cost, owners = _beside(column, spans)
        off += cost - _WITHOUT * owners.count(None)
    return off > _ASIDE * len(every)


def _begins_list(row: Sequence[Block], below: Sequence[Block]) -> bool:
    numbers = [
        next((split_ordinal(fold(block.text))[0] for block in one if block.column == LABELS), None)
        for one in (row, below)
    ]
    return numbers == ["1", "2"]


def _stands_on(label: Block, row: Sequence[Block]) -> bool:
    """True for a label at the height of a row, or of the first line of its cell."""
    return abs(label.middle - row[0].middle) <= _SAME or abs(top_of(label) - top_of(row[0])) <= _SAME


def _whole(rows: Sequence[list[Block]], labels: Sequence[Block]) -> list[list[Block]]:
    """The rows with the further lines of a cell put to it: lines alone, beside no label, under a line of theirs."""
    whole: list[list[Block]] = []
    end = max(block.box[2] for row in rows for block in row)
    for row in rows:
        above = next((block for block in whole[-1] if block.column == row[0].column), None) if whole else None
        others = (label for label in labels if label is not row[0])
        beside = any(abs(label.middle - row[0].middle) <= _SAME for label in others)
        begins = split_ordinal(fold(row[0].text))[0] is not None
        full = above is None or above.column >= LABELS or _is_full(above, row[0], end)
        if len(row) == 1 and above is not None and not beside and not begins and full:
            above.lines.extend(row[0].lines)
        else:
            whole.append(row)
    return whole


def _goes_on(above: Block, block: Block, blocks: Sequence[Block]) -> bool:
    """True for the last line of a text over several columns, which is no wider than a label."""
    end = max(other.box[2] for other in blocks)
    return abs(above.box[0] - block.box[0]) <= _SAME and _is_full(above, block, end)


def _is_full(above: Block, below: Block, end: float) -> bool:
    """True where a text over several columns had no room on its last line for what the next one begins with."""
    return bool(above.lines[-1][-1]["x1"] + width_of_unit(below.lines[0][0]) > end - _ROOM)


def _below(labels: Sequence[Block], rows: Sequence[list[Block]], place: _Place) -> list[int | None]:
    """Which label each row stands beside: the last that stands no lower."""
    return [
        max((n for n, label in enumerate(labels) if place(label) <= place(row[0]) + _SAME), default=None)
        for row in rows
    ]


def _beside(labels: Sequence[Block], rows: Sequence[Span]) -> tuple[float, list[int | None]]:
    """(points by which labels stand off, which label each row stands beside): neighbouring ``rows``, each given
    by its top and bottom, whose common middle is the label's own."""
    infinite = float("inf")
    best = [[infinite] * (len(rows) + 1) for _ in range(len(labels) + 1)]
    step = [[0] * (len(rows) + 1) for _ in range(len(labels) + 1)]
    best[0] = [_WITHOUT * n for n in range(len(rows) + 1)]  # rows above the first label go without
    for used in range(1, len(labels) + 1):
        for end in range(len(rows) + 1):
            best[used][end], step[used][end] = best[used - 1][end] + 30.0, end  # a label beside no row
            for start in range(end):
                middle = (rows[start][0] + rows[end - 1][1]) / 2
                off = abs(middle - labels[used - 1].middle)
                if used == len(labels) and end == len(rows):  # of rows that go on on the next page
                    off = min(off, _CUT + abs(sum(rows[start]) / 2 - labels[used - 1].middle))
                cost = best[used - 1][start] + off
                if cost < best[used][end]:
                    best[used][end], step[used][end] = cost, start
    owners: list[int | None] = [None] * len(rows)
    end = len(rows)
    for used in range(len(labels), 0, -1):
        start = step[used][end]
        for row in range(start, end):
            owners[row] = used - 1
        end = start
    return best[len(labels)][len(rows)], owners
