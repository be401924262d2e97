"""Printed lines of one column put into the cells they belong to, where no ruling line says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extract.document import Box
from extract.readers.lines import Word, around
from forms.money import NIL, is_number
from forms.text import fold

_STEP = 0.4
"""Points by which two cells stand further apart than two lines of one cell."""
_EQUAL = 0.3
"""Points by which equal gaps differ."""
_TIGHT = 0.75
"""Of the type's height: two lines of one cell lie no further apart."""
_OFF_LINE = 1.5
"""Points by which gaps between lines of one cell differ where digits and characters are of two fonts."""
_SAME = 1.6
"""Points by which the middles of the cells of one row differ at most."""
_TOGETHER = 2
"""Cells that begin at one height beside higher ones make a row."""
_FEWEST = 3
"""Rows of which the outer ones may be cut off."""
_BROKEN = 0.6
"""Share of the figures that may be such halves."""
_AMOUNT = re.compile(r"^-?\d[\d,]*\.\d{1,6}$|^\d{12,24}$")
_LONG_CODE = 12
"""Digits of a project's code, at least: codes break as well."""
_EMPTY = 40.0
"""What it costs to leave a row without a cell in a column, in points."""


@dataclass(slots=True)
class Block:
    """The lines that one cell prints, top down."""

    column: int
    lines: list[list[Word]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return around([word for line in self.lines for word in line])

    @property
    def middle(self) -> float:
        box = self.box
        return (box[1] + box[3]) / 2

    @property
    def text(self) -> str:
        return "\n".join(" ".join(word["text"] for word in line) for line in self.lines)


def blocks_of(columns: Sequence[Sequence[list[Word]]], least: float | None) -> list[Block]:
    """Each column's lines as cells: lines no further apart than the gap between two lines of one cell; every line is
    a cell where none is given."""
    blocks: list[Block] = []
    for place, lines in enumerate(columns):
        lowest: float | None = None
        for line in lines:
            box = around(line)
            if lowest is not None and least is not None and box[1] - lowest < least + _STEP:
                blocks[-1].lines.append(line)
            else:
                blocks.append(Block(place, [line]))
            lowest = box[3]
    return blocks


def gap_in_cells(columns: Sequence[Sequence[list[Word]]], known: float | None) -> float | None:
    """The gap between two lines of one cell; ``None`` where rows stand as close together as lines do. ``known``: what
    the header shows.

    Two figures one under the other are of two rows, or the halves of one that a narrow column breaks.
    """
    inside: list[float] = []
    rows: list[float] = []
    whole: list[float] = []
    for lines in columns:
        for upper, lower in itertools.pairwise(lines):
            gap = around(lower)[1] - around(upper)[3]
            (rows if _is_figure(upper) and _is_figure(lower) else inside).append(gap)
            if _is_whole(upper) and _is_whole(lower):
                whole.append(gap)
    least = known if known is not None else min(inside, default=None)
    if known is not None and (repeated := repeated_gap(inside)) is not None:
        # what a header shows may be the gap between two of its cells; digits stand a little off the characters' line
        least = repeated if repeated < known - _OFF_LINE else known
    if least is None or (known is None and least > _TIGHT * _type_height(columns)):
        return None
    if any(gap < least + _STEP for gap in whole):
        return None
    if known is not None and not whole and any(_is_whole(line) for lines in columns for line in lines):
        return least  # one row: figures one under the other are halves
    if rows:
        close = sum(1 for gap in rows if gap < least + _STEP)
        return least if close <= _BROKEN * len(rows) or _make_amounts(columns, least) else None
    return least if known is not None or any(gap >= least + _STEP for gap in inside) else None


def _make_amounts(columns: Sequence[Sequence[list[Word]]], least: float) -> bool:
    """True where figures that break make amounts with decimals, or codes: in very narrow columns most figures break."""
    broken = [
        fold("".join(word["text"] for line in block.lines for word in line))
        for block in blocks_of(columns, least)
        if len(block.lines) > 1 and all(_is_part(line) for line in block.lines)
    ]
    whole = [text for text in broken if "." in text or len(text) >= _LONG_CODE]
    return bool(whole) and sum(bool(_AMOUNT.match(text)) for text in whole) > _BROKEN * len(whole)


def closest(lines: Sequence[list[Word]]) -> float | None:
    """The smallest gap, met more than once, between a word and the one right below it; figures are of two rows."""
    gaps: list[float] = []
    for n, line in enumerate(lines):
        for word in line:
            below = next(
                (
                    other
                    for later in lines[n + 1 :]
                    for other in later
                    if other["x0"] < word["x1"] and other["x1"] > word["x0"] and other["top"] > word["top"]
                ),
                None,
            )
            if below is not None and not (_is_figure([word]) and _is_figure([below])):
                gaps.append(below["top"] - word["bottom"])
    return repeated_gap(gaps)


def repeated_gap(gaps: Sequence[float]) -> float | None:
    """The smallest of some gaps that another one equals."""
    return next((one for one, other in itertools.pairwise(sorted(gaps)) if other - one < _EQUAL), None)


def _type_height(columns: Sequence[Sequence[list[Word]]]) -> float:
    return min(float(word["bottom"] - word["top"]) for lines in columns for line in lines for word in line)


def _is_whole(line: list[Word]) -> bool:
    """True for a figure that no column broke: it prints its decimals, or is a nil."""
    text = fold("".join(word["text"] for word in line))
    return bool(re.match(r"^-?[\d,]+\.\d+$", text)) or (text in NIL and bool(text))


def _is_part(line: list[Word]) -> bool:
    return not fold("".join(word["text"] for word in line)).strip("-0123456789,.")


def _is_figure(line: list[Word]) -> bool:
    text = fold("".join(word["text"] for word in line))
    return is_number(text) or (text in NIL and bool(text))


def rows_by_middle(blocks: Sequence[Block]) -> list[list[Block]] | None:
    """Cells of one row share their middle (or their top); ``None`` where neither makes rows that lie apart."""
    # set in another way, cells of one row make rows of their own
    for grouped in sorted((_level(blocks, of) for of in (_middle, _top)), key=len):
        rows, spanning = _without_spanning(_whole_ends(grouped))
        if _lie_apart(rows):
            for row, blocks in spanning:
                row.extend(blocks)
            return rows
    rows = _level(blocks, _top)
    return rows if _begin_together(rows) else None


def _level(blocks: Sequence[Block], of: Callable[[Block], float]) -> list[list[Block]]:
    """Cells that stand at one height, from the top down."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=of):
        if rows and of(block) - of(rows[-1][0]) <= _SAME:
            rows[-1].append(block)
        else:
            rows.append([block])
    return rows


def _begin_together(rows: Sequence[Sequence[Block]]) -> bool:
    """True for rows of cells of one top of which some reach down beside the rows below, where these print nothing."""
    for n, row in enumerate(rows):
        tops = [_top(block) for block in row]
        if max(tops) - min(tops) > _EQUAL or len({block.column for block in row}) < len(row):
            return False
        lows = {block.column: block.box[3] for block in row}
        for below in rows[n + 1 :]:
            if any(block.box[1] < lows.get(block.column, 0.0) for block in below):
                return False
        if n and len(row) < _TOGETHER and any(_overlap(row, above) for above in rows[:n]):
            return False  # a single cell beside others is a line that stands off
    return True


def _whole_ends(rows: list[list[Block]]) -> list[list[Block]]:
    """The first and the last row whole where the page's edge cuts lines off some of their cells: what is left of
    those stands off the middle of the others."""
    if len(rows) < _FEWEST:
        return rows
    for first, second in ((-2, -1), (0, 1)):
        upper, lower = rows[first], rows[second]
        overlap = max(block.box[3] for block in upper) > min(block.box[1] for block in lower) + 1.0
        if overlap and not {block.column for block in upper} & {block.column for block in lower}:
            rows = [[*upper, *lower], *rows[2:]] if first == 0 else [*rows[:-2], [*upper, *lower]]
    return rows


def _without_spanning(rows: list[list[Block]]) -> tuple[list[list[Block]], list[tuple[list[Block], list[Block]]]]:
    """The rows without the cells as high as several of them, which stand in their middle; and those cells, each
    with the first row that they stand beside."""
    found: list[tuple[list[Block], list[Block]]] = []
    for spanning in sorted(rows, key=len):
        others = [row for row in rows if row is not spanning]
        reached = [n for n, row in enumerate(others) if _overlap(spanning, row)]
        first = _first_beside(spanning, others, reached[0], reached[-1]) if reached else None
        if first is not None:
            rows = others
            found.append((first, spanning))
    return rows, found


def _first_beside(spanning: Sequence[Block], rows: Sequence[list[Block]], upper: int, lower: int) -> list[Block] | None:
    """The first of several rows, these among them, whose middle some cells stand in."""
    middle = sum(block.middle for block in spanning) / len(spanning)
    for first in range(upper, -1, -1):
        for last in range(max(lower, first + 1), len(rows)):
            covered = [block for row in rows[first : last + 1] for block in row]
            edges = [block.box[n] for block in covered for n in (1, 3)]
            apart = not {block.column for block in spanning} & {block.column for block in covered}
            if apart and abs(middle - (min(edges) + max(edges)) / 2) <= _SAME:
                return rows[first]
    return None


def _overlap(one: Sequence[Block], other: Sequence[Block]) -> bool:
    top, bottom = min(block.box[1] for block in other), max(block.box[3] for block in other)
    return any(block.box[1] < bottom - 1.0 and block.box[3] > top + 1.0 for block in one)


def _middle(block: Block) -> float:
    return block.middle


def _top(block: Block) -> float:
    return float(block.lines[0][0]["top"])


def _lie_apart(rows: Sequence[Sequence[Block]]) -> bool:
    for row, following in itertools.pairwise(rows):
        if max(block.box[3] for block in row) > min(block.box[1] for block in following) + 1.0:
            return False
    return all(len({block.column for block in row}) == len(row) for row in rows)


def share_out(lines: Sequence[list[Word]], anchors: Sequence[float], *, from_top: bool) -> tuple[float, list[int]]:
    """(cost, anchor of each line): the lines of one column in order shared out to rows whose middles (or tops) are
    ``anchors``, so that each row's lines stand as near as can be to their row's."""
    tops = [around(line)[1] for line in lines]
    ends = [around(line)[3] for line in lines]
    middles = [(top + end) / 2 for top, end in zip(tops, ends, strict=True)]
    count = len(lines)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (count + 1) for _ in range(len(anchors) + 1)]
    best[0][0] = (0.0, 0)
    for n, anchor in enumerate(anchors, 1):
        for end in range(count + 1):
            chosen = (best[n - 1][end][0] + _EMPTY / 10, end)
            for start in range(max(0, end - 8), end):
                where = middles[start] if from_top else (middles[start] + middles[end - 1]) / 2
                cost = best[n - 1][start][0] + abs(where - anchor)
                if cost < chosen[0]:
                    chosen = (cost, start)
            best[n][end] = chosen
    owners = [0] * count
    end = count
    for n in range(len(anchors), 0, -1):
        start = best[n][end][1]
        for line in range(start, end):
            owners[line] = n - 1
        end = start
    return best[len(anchors)][count][0], owners
