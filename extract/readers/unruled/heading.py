"""The header of a table without ruling lines: its words stacked into cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from extract.document import Box
from extract.readers.page.lines import Word, around, gap_between
from forms.text import fold

Span = tuple[float, float]

_ASIDE = 2.5
"""Points by which the lines of one centred cell may stand off its middle."""
_STEP = 0.4
"""Points by which two cells stand further apart than two lines of one cell."""
_LEVEL = 0.6
"""Points by which the cells of one row of the header differ in height."""
_TIGHT = 0.75
"""Of the type's height: the most that lies between two lines of one cell."""
_WORDS = 2
"""Words of one line of a cell, at most: what was written further apart is another cell's."""


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


def heads_of(
    lines: Sequence[list[Word]], closest: float | None = None, known: int = 0, inner: float | None = None
) -> list[Head]:
    """The header's words, those of one cell together: a word goes on with the one right above it when both
    are centred on one line and nothing else stands under that one. ``closest``: the smallest gap between
    words of the table that stand one below the other; ``known``: see ``set_from_top``; ``inner``: the gap between two
    lines of one cell, as other cells show it."""
    heads: list[Head] = []
    for n, line in enumerate(lines):
        for word in _with_blanks(line):
            above = sorted((head for head in heads if _under(head, word)), key=lambda head: head.box[3])
            alone = len(above) == 1 or (above and above[-2].box[3] < above[-1].box[1] + 2)
            if alone and _goes_on(above[-1], word, lines[: n + 1], closest, inner):
                above[-1].lines.append(word)
            else:
                heads.append(Head([word]))
    place = _top if set_from_top(heads, known) else _middle
    return [part for head in heads for part in _unstacked(head, heads, place)]


def set_from_top(heads: Sequence[Head], known: int = 0) -> bool:
    """True for a header whose cells begin at one height; else cells of one row share their middle. ``known``: by how
    many pairs of cells the headers before it told so."""
    return known + pairs_from_top(heads) > 0


def pairs_from_top(heads: Sequence[Head]) -> int:
    """How many more pairs of cells share their top than their middle; only unequal numbers of lines tell."""
    pairs = 0
    for one, other in combinations(heads, 2):
        if len(one.lines) != len(other.lines):
            pairs += abs(_top(one) - _top(other)) < _LEVEL
            pairs -= abs(_middle(one) - _middle(other)) < _LEVEL
    return pairs


def _top(head: Head) -> float:
    return head.box[1]


def _middle(head: Head) -> float:
    return (head.box[1] + head.box[3]) / 2


def _unstacked(head: Head, heads: Sequence[Head], place: Callable[[Head], float]) -> list[Head]:
    """A cell over three columns is centred on the name of the middle one: apart again where the names on both
    sides stand as high as its lower lines and have nothing above them."""
    for cut in range(1, len(head.lines)):
        upper, lower = Head(head.lines[:cut]), Head(head.lines[cut:])
        level = [
            other
            for other in heads
            if other is not head
            and abs(place(other) - place(lower)) < (3 if place is _middle else _LEVEL)
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
            and other.box[1] < lower.box[3] - 1
            and not any(_covers(beside, other) for beside in (*left, *right))
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
            and gap_between(last, word) < 1.1 * height
            and fold(last["text"] + word["text"]) in _SPACED
        ):
            joined[-1] = {**last, "text": last["text"] + word["text"], "x1": word["x1"]}
        else:
            joined.append(dict(word))
    return joined


_SIDES = frozenset({"项目", "金额"})
_SPACED = frozenset({"项目", "金额", "合计", "小计", "收入", "支出", "总计"})


def _under(head: Head, word: Word) -> bool:
    box = head.box
    return bool(word["x0"] < box[2] and word["x1"] > box[0] and word["top"] > box[1])


def _goes_on(head: Head, word: Word, lines: Sequence[list[Word]], closest: float | None, inner: float | None) -> bool:
    if _is_name(word, lines[-1]):
        return False
    last = head.lines[-1]
    tight = max(_TIGHT * (last["bottom"] - last["top"]), 0.0 if inner is None else inner + _STEP)
    if closest is not None:
        tight = min(tight, closest + _STEP)
    centred = abs((last["x0"] + last["x1"]) / 2 - (word["x0"] + word["x1"]) / 2) <= _ASIDE
    flush = abs(last["x0"] - word["x0"]) <= 1.0 and word["x1"] <= last["x1"] + 1.0
    between = word["rank"] - last["rank"] if "rank" in word else 1  # a word with a blank inside was two
    if not 0 < between <= _WORDS or not (centred or flush) or word["top"] - last["bottom"] > tight:
        return False
    # a second word under the same cell is a column's name: the cell above it is wider than either
    beside = [
        other
        for line in lines[-1:]
        for other in line
        if other["x0"] < last["x1"] and other["x1"] > last["x0"] and abs(other["x0"] - word["x0"]) > 0.5
    ]
    return not beside


def _is_name(word: Word, line: Sequence[Word]) -> bool:
    """True for 项目 and 金额 beside each other: names of columns, whatever stands close above them."""
    texts = {fold(other["text"]) for other in _with_blanks(list(line))}
    return fold(word["text"]) in _SIDES and texts >= _SIDES


def lowest_of(heads: Sequence[Head]) -> list[Head]:
    """The cells under which no other stands, from left to right."""
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
    return sorted(lowest, key=lambda head: head.middle)


def leaves_of(heads: Sequence[Head]) -> list[Head]:
    """The lowest cells without those that have a lower one on both sides: such a cell is set over the gap between
    two columns of its own."""
    lowest = sorted(lowest_of(heads), key=lambda head: head.box[0])
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


def inner_gap(heads: Sequence[Head]) -> float | None:
    """The gap between two lines of one cell, as the header's own cells show it."""
    gaps = [
        lower["top"] - upper["bottom"]
        for head in heads
        for upper, lower in zip(head.lines, head.lines[1:], strict=False)
    ]
    return min(gaps, default=None)
