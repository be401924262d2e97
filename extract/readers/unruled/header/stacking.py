"""The header of a table without ruling lines: its words stacked into cells."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.page.boxes import across
from extract.readers.page.lines import Word, gap_between
from extract.readers.page.order import is_next
from extract.readers.unruled.gaps import STEP, TIGHT
from extract.readers.unruled.header.head import Head
from extract.readers.unruled.header.setting import ONE_ROW, Setting, Votes, setting, votes
from forms.text import fold

_ASIDE = 2.5
"""Points by which the lines of one centred cell may stand off its middle."""
_WORDS = 2
"""Words of one line of a cell, at most: what was written further apart is another cell's."""
_BLANK = 2.2
"""Of a line: the most between two characters of a name set upright with a blank between them (小 over 计)."""


def heads_of(
    lines: Sequence[list[Word]],
    closest: float | None = None,
    known: Votes | None = None,
    inner: float | None = None,
) -> list[Head]:
    """The header's words, those of one cell together: a word goes on with the one right above it when both
    are centred on one line and nothing else stands under that one. ``closest``: the smallest gap between
    words of the table that stand one below the other; ``known``: where the headers before set their words; ``inner``:
    the gap between two lines of one cell, as other cells show it."""
    heads: list[Head] = []
    for n, line in enumerate(lines):
        for word in _with_blanks(line):
            above = sorted((head for head in heads if _under(head, word)), key=lambda head: head.box[3])
            alone = len(above) == 1 or (above and above[-2].box[3] < above[-1].box[1] + 2)
            if alone and _goes_on(above[-1], word, lines[: n + 1], closest, inner):
                above[-1].lines.append(word)
            else:
                heads.append(Head([word]))
    told = setting(votes(heads), known)
    return [part for head in heads for part in _unstacked(head, heads, told)]


def _unstacked(head: Head, heads: Sequence[Head], told: Setting) -> list[Head]:
    """A cell over three columns is centred on the name of the middle one: apart again where the names on both
    sides stand as high as its lower lines and have nothing above them."""
    place = Setting.TOP if told is Setting.TOP else Setting.MIDDLE  # at the bottom all names of columns stand
    others = [above for above in heads if above is not head and not _stands_over(above, head)]
    for cut in range(1, len(head.lines)):
        upper, lower = Head(head.lines[:cut]), Head(head.lines[cut:])
        if is_next(upper.lines[-1], lower.lines[0]):
            continue  # the name on the left is written before the one in the middle
        level = [
            other
            for other in others
            if abs(place.of(other.box) - place.of(lower.box)) < (ONE_ROW if place is Setting.TOP else 3)
            and not any(_covers(above, other) for above in others if above is not other)
        ]
        left = [other for other in level if other.box[2] <= lower.box[0] + 1]
        right = [other for other in level if other.box[0] >= lower.box[2] - 1]
        between = [
            other
            for other in others
            if left
            and right
            and max(o.box[2] for o in left) < other.middle < min(o.box[0] for o in right)
            and other.box[1] < lower.box[3] - 1
            and not any(_covers(beside, other) for beside in (*left, *right))
        ]
        if left and right and not between:
            return [upper, lower]
    return [head]


def _stands_over(above: Head, below: Head) -> bool:
    return above.box[3] < below.box[1] + 2


def _covers(above: Head, below: Head) -> bool:
    return _stands_over(above, below) and above.box[0] < below.box[2] and above.box[2] > below.box[0]


def _with_blanks(line: list[Word]) -> list[Word]:
    """Single characters with a blank between them (项 目, 类 型) as one word; 类 款 项 are three columns."""
    joined: list[Word] = []
    single = ""
    for word in line:
        last = joined[-1] if joined else None
        height = word["bottom"] - word["top"]
        alone = word["text"] if len(word["text"]) == 1 else ""
        if (
            last is not None
            and single
            and alone
            and gap_between(last, word) < 1.1 * height
            and not {fold(single), fold(alone)} <= _LEVELS
        ):
            joined[-1] = {**last, "text": last["text"] + word["text"], "x1": word["x1"]}
        else:
            joined.append(dict(word))
        single = alone
    return joined


_LEVELS = frozenset("类款项")


def _under(head: Head, word: Word) -> bool:
    box = head.box
    return bool(word["x0"] < box[2] and word["x1"] > box[0] and word["top"] > box[1])


def _goes_on(head: Head, word: Word, lines: Sequence[list[Word]], closest: float | None, inner: float | None) -> bool:
    last = head.lines[-1]
    tight = max(TIGHT * (last["bottom"] - last["top"]), 0.0 if inner is None else inner + STEP)
    if closest is not None and not is_next(last, word):  # figures that narrow columns break may stand closer
        tight = min(tight, closest + STEP)
    if len(last["text"]) == len(word["text"]) == 1 and is_next(last, word):
        tight = max(tight, _BLANK * (last["bottom"] - last["top"]))
    centred = abs(across(last) - across(word)) <= _ASIDE
    flush = abs(last["x0"] - word["x0"]) <= 1.0 and word["x1"] <= last["x1"] + 1.0
    flush = flush or (abs(last["x1"] - word["x1"]) <= 1.0 and word["x0"] >= last["x0"] - 1.0)
    ranked = "rank" in word and "rank" in last  # words of two pages may not be
    between = word["rank"] - last["rank"] if ranked else 1  # a word with a blank inside was two
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
