"""The header of a table without ruling lines: words stacked into cells, and which columns a cell stands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Box, Cell, Row
from extract.readers.lines import Word, around

Span = tuple[float, float]

_ASIDE = 2.5
"""Points by which the lines of one centred cell may stand off its middle."""
_TIGHT = 0.75
"""Of the type's height: the most that lies between two lines of one cell."""
_OVER_NOTHING = 60.0
"""Cost, in points, of a column left without the cell above it that its place in the header wants."""
_OVER_ONE = 4.0
_OVER_TALL = 12.0
"""Cost of setting a cell over a column whose name stands as high as the cell does."""
_AGAIN = 10.0
_OUTSIDE = 25.0


@dataclass(slots=True, eq=False)
class Head:
    """One cell of the header."""

    lines: list[Word]

    @property
    def box(self) -> Box:
        return around(self.lines)

    @property
    def text(self) -> str:
        return "\n".join(word["text"] for word in self.lines)

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


def heads_of(lines: Sequence[list[Word]]) -> list[Head]:
    """The header's words, those of one cell together: a word goes on with the one right above it when both
    are centred on one line and nothing else stands under that one."""
    heads: list[Head] = []
    for n, line in enumerate(lines):
        for word in _with_blanks(line):
            above = sorted((head for head in heads if _under(head, word)), key=lambda head: head.box[3])
            alone = len(above) == 1 or (above and above[-2].box[3] < above[-1].box[1] + 2)
            if alone and _goes_on(above[-1], word, lines[: n + 1]):
                above[-1].lines.append(word)
            else:
                heads.append(Head([word]))
    return [part for head in heads for part in _unstacked(head, heads)]


def _unstacked(head: Head, heads: Sequence[Head]) -> list[Head]:
    """A cell over three columns is centred on the name of the middle one: apart again where the names on both
    sides stand as high as its lower lines and have nothing above them."""
    for cut in range(1, len(head.lines)):
        upper, lower = Head(head.lines[:cut]), Head(head.lines[cut:])
        middle = (lower.box[1] + lower.box[3]) / 2
        level = [
            other
            for other in heads
            if other is not head
            and abs((other.box[1] + other.box[3]) / 2 - middle) < 3
            and not any(_covers(above, other) for above in heads if above is not head and above is not other)
        ]
        left = [other for other in level if other.box[2] <= lower.box[0] + 1]
        right = [other for other in level if other.box[0] >= lower.box[2] - 1]
        between = [
            other
            for other in heads
            if other is not head
            and left
            and right
            and max(o.box[2] for o in left) < other.middle < min(o.box[0] for o in right)
        ]
        if left and right and not between:
            return [upper, lower]
    return [head]


def _covers(above: Head, below: Head) -> bool:
    return above.box[3] < below.box[1] + 2 and above.box[0] < below.box[2] and above.box[2] > below.box[0]


def _with_blanks(line: list[Word]) -> list[Word]:
    """Single characters with a blank between them (项 目) as one word."""
    joined: list[Word] = []
    for word in line:
        last = joined[-1] if joined else None
        height = word["bottom"] - word["top"]
        if (
            last is not None
            and len(word["text"]) == 1
            and len(last["text"]) <= 2
            and (
                word["x0"] - last["x1"] < 1.1 * height
                and last["text"][-1:].isalpha()
                and word["text"].isalpha()
                and last["text"] + word["text"] in _SPACED
            )
        ):
            joined[-1] = {**last, "text": last["text"] + word["text"], "x1": word["x1"]}
        else:
            joined.append(dict(word))
    return joined


_SPACED = frozenset({"项目", "金额", "合计", "小计", "收入", "支出", "总计"})


def _under(head: Head, word: Word) -> bool:
    box = head.box
    return bool(word["x0"] < box[2] and word["x1"] > box[0] and word["top"] > box[1])


def _goes_on(head: Head, word: Word, lines: Sequence[list[Word]]) -> bool:
    last = head.lines[-1]
    height = last["bottom"] - last["top"]
    centred = abs((last["x0"] + last["x1"]) / 2 - (word["x0"] + word["x1"]) / 2) <= _ASIDE
    flush = abs(last["x0"] - word["x0"]) <= 1.0 and word["x1"] <= last["x1"] + 1.0
    if not (centred or flush) or word["top"] - last["bottom"] > _TIGHT * height:
        return False
    # a second word under the same cell is a column's name: the cell above it is wider than either
    beside = [
        other
        for line in lines[-1:]
        for other in line
        if other["x0"] < last["x1"] and other["x1"] > last["x0"] and abs(other["x0"] - word["x0"]) > 0.5
    ]
    return not beside


def leaves_of(heads: Sequence[Head]) -> list[Head]:
    """The lowest cells: no other stands under them, and none that stands beside is lower on both sides. Such a
    cell is set over the gap between two columns of its own."""
    lowest = [
        head
        for head in heads
        if not any(
            other is not head
            and other.box[1] > head.box[3] - 2
            and other.box[0] < head.box[2]
            and other.box[2] > head.box[0]
            for other in heads
        )
    ]
    lowest.sort(key=lambda head: head.box[0])
    top, bottom = (min(h.box[1] for h in heads), max(h.box[3] for h in heads)) if heads else (0.0, 0.0)
    return [
        head
        for n, head in enumerate(lowest)
        if not (
            0 < n < len(lowest) - 1
            and all(lowest[k].box[1] > head.box[3] - 2 for k in (n - 1, n + 1))
            and abs((head.box[1] + head.box[3]) / 2 - (top + bottom) / 2) > 2
        )
    ]


def header_rows(heads: Sequence[Head], bounds: Sequence[Span]) -> list[Row]:
    """The header's rows over columns with these bounds; a cell over several columns stands in its first."""
    if not heads:
        return []
    own = _own_heads(heads, bounds)
    top, bottom = min(head.box[1] for head in heads), max(head.box[3] for head in heads)
    upper = [head for head in heads if not any(head is leaf for leaf in own)]
    paths: list[list[Head]] = [[] for _ in bounds]
    for level in _levels(upper):
        for head, covered in _placed(level, own, bounds, (top, bottom)):
            for column in covered:
                paths[column].append(head)
    for column, leaf in enumerate(own):
        if leaf is not None:
            paths[column].append(leaf)
    return _rows(paths, top, bottom)


def inner_gap(heads: Sequence[Head]) -> float | None:
    """The gap between two lines of one cell, as the header's own cells show it."""
    gaps = [
        lower["top"] - upper["bottom"]
        for head in heads
        for upper, lower in zip(head.lines, head.lines[1:], strict=False)
    ]
    return min(gaps, default=None)


def _own_heads(heads: Sequence[Head], bounds: Sequence[Span]) -> list[Head | None]:
    """Each column's own name: the lowest cell whose middle lies in the column."""
    leaves = leaves_of(heads)
    own: list[Head | None] = []
    for left, right in bounds:
        inside = [leaf for leaf in leaves if left <= leaf.middle <= right]
        own.append(max(inside, key=lambda leaf: leaf.box[3]) if inside else None)
    return own


def _levels(heads: Sequence[Head]) -> list[list[Head]]:
    levels: list[list[Head]] = []
    for head in sorted(heads, key=lambda head: head.box[1]):
        if levels and head.box[1] < max(other.box[3] for other in levels[-1]) - 1:
            levels[-1].append(head)
        else:
            levels.append([head])
    return [sorted(level, key=lambda head: head.box[0]) for level in levels]


def _placed(
    level: Sequence[Head], own: Sequence[Head | None], bounds: Sequence[Span], frame: Span
) -> list[tuple[Head, range]]:
    """The columns that each cell of one level stands over: neighbours whose common middle is nearest to its own."""
    count = len(bounds)
    infinite = float("inf")
    lost = [_cost_uncovered(leaf, level, frame) for leaf in own]
    best = [[infinite] * (count + 1) for _ in range(len(level) + 1)]
    step: list[list[tuple[int, bool]]] = [[(0, False)] * (count + 1) for _ in range(len(level) + 1)]
    best[0][0] = 0.0
    for used in range(len(level) + 1):
        for end in range(1, count + 1):
            cost = best[used][end - 1] + lost[end - 1]
            if cost < best[used][end]:
                best[used][end], step[used][end] = cost, (end - 1, False)
            if not used:
                continue
            for start in range(end - 1, -1, -1):
                leaf = own[start]
                if leaf is not None and leaf.box[1] < level[used - 1].box[3] - 2:
                    break  # that column's own name stands beside or above the cell
                cost = best[used - 1][start] + _cost_over(level[used - 1], bounds[start][0], bounds[end - 1][1])
                cost += _OVER_ONE if end - start == 1 else 0.0
                cost += sum(_OVER_TALL for n in range(start, end) if own[n] is not None and not lost[n])
                cost -= _AGAIN if _begins_again(own, start) else 0.0
                if cost < best[used][end]:
                    best[used][end], step[used][end] = cost, (start, True)
    placed: list[tuple[Head, range]] = []
    used, end = len(level), count
    if best[used][end] == infinite:
        return [
            (head, range(n, n + 1))
            for head in level
            for n in [min(range(count), key=lambda n: abs(sum(bounds[n]) / 2 - head.middle))]
        ]
    while end:
        start, covers = step[used][end]
        if covers:
            placed.append((level[used - 1], range(start, end)))
            used -= 1
        end = start
    return placed[::-1]


def _begins_again(own: Sequence[Head | None], start: int) -> bool:
    """True where the names under one cell are the names under the cell before it again: 类 款 名称 | 类 款 名称."""
    texts = ["" if leaf is None else leaf.text for leaf in own]
    first = next((n for n, text in enumerate(texts) if text and text in texts[n + 1 :]), None)
    return first is not None and start > first and texts[start] == texts[first]


def _cost_over(head: Head, left: float, right: float) -> float:
    box = head.box
    sticks_out = max(0.0, left - box[0] - 2) + max(0.0, box[2] - right - 2)
    return abs(head.middle - (left + right) / 2) + (_OUTSIDE + sticks_out if sticks_out else 0.0)


def _cost_uncovered(leaf: Head | None, level: Sequence[Head], frame: Span) -> float:
    """Nothing for a column whose name stands in the middle of this level and all below it: it is as high."""
    if leaf is None:
        return 1.0
    middle = (leaf.box[1] + leaf.box[3]) / 2
    above = max(head.box[3] for head in level)
    if leaf.box[1] < above - 2:
        return 0.0
    as_high = (min(head.box[1] for head in level) + frame[1]) / 2
    return 0.0 if abs(middle - as_high) <= abs(middle - (above + frame[1]) / 2) else _OVER_NOTHING


def _rows(paths: Sequence[Sequence[Head]], top: float, bottom: float) -> list[Row]:
    """Paths as grid rows: each level a row, a cell's own place first and ``None`` where it goes on. A cell
    begins where the one above it ends, and with none below it reaches down to the header's end."""
    depth = max((len(path) for path in paths), default=0)
    rows: list[Row] = []
    for level in range(depth):
        row: Row = []
        for n, path in enumerate(paths):
            if level >= len(path):
                wide = bool(path) and n > 0 and path[-1] in paths[n - 1]
                row.append(Cell("") if wide or not path else None)
            elif n and level < len(paths[n - 1]) and paths[n - 1][level] is path[level]:
                row.append(None)
            else:
                x0, _, x1, end = path[level].box
                begin = path[level - 1].box[3] if level else top
                row.append(Cell(path[level].text, (x0, begin, x1, bottom if level + 1 == len(path) else end)))
        rows.append(row)
    return rows
