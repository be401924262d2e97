"""The header of a table without ruling lines: its words stacked into cells."""

from __future__ import annotations

import re
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
_AT_END = 1.0
"""Points by which lines of one cell differ that begin, or end, one below the other."""
_WORDS = 2
"""Words of one line of a cell, at most: what was written further apart is another cell's."""
_BLANK = 2.2
"""Of a line: the most between two characters of a name set upright with a blank between them (小 over 计)."""


def heads_of(
    lines: Sequence[list[Word]],
    least_gap: float | None = None,
    known: Votes | None = None,
    line_gap: float | None = None,
) -> list[Head]:
    """The cells of a header's printed lines: a word goes on with the cell right above it where both are centred on one
    upright line, and nothing else stands under that cell.

    ``least_gap``: the smallest between words of the table that stand one below the other; ``known``: where the headers
    before set their words; ``line_gap``: between two lines of one cell, as other cells show it.
    """
    heads: list[Head] = []
    singles: list[Word] = []
    for n, line in enumerate(lines):
        for word in _with_blanks(line, singles):
            above = sorted((head for head in heads if _under(head, word)), key=lambda head: head.box[3])
            alone = len(above) == 1 or (above and above[-2].box[3] < above[-1].box[1] + 2)
            if alone and _goes_on(above[-1], word, lines[: n + 1], least_gap, line_gap):
                above[-1].lines.append(word)
            else:
                heads.append(Head([word]))
        singles += [word for word in line if len(word["text"]) == 1]
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


def _with_blanks(line: list[Word], above: list[Word]) -> list[Word]:
    """Single characters with a blank between them (项 目, 类 型) as one word, with several where the word is known;
    类 款 项 are three columns. ``above``: single characters of the lines before, under which upright names go on."""
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
            and (gap_between(last, word) < 1.1 * height or _is_spaced([last, word], above))
            and not {fold(single), fold(alone)} <= _LEVELS
        ):
            joined[-1] = {**last, "text": last["text"] + word["text"], "x1": word["x1"]}
        else:
            joined.append(dict(word))
        single = alone
    return joined


def _is_spaced(characters: Sequence[Word], above: Sequence[Word]) -> bool:
    """True for a known name set wide apart. 事业收 | 入 one below the other in narrow columns makes no 收入."""
    upright = any(
        abs(across(word) - across(one)) <= _ASIDE and one["top"] - word["bottom"] < one["bottom"] - one["top"]
        for word in above
        for one in characters
    )
    return not upright and _SPACED.match(fold("".join(character["text"] for character in characters))) is not None


_LEVELS = frozenset("类款项")
_SPACED = re.compile(r"(项目|金额|收入|支出|合计|小计|总计|科目|名称|编码|类型|单位|备注)$")
"""Names of two characters, neither of which is one by itself: they are set as far apart as one likes."""


def _under(head: Head, word: Word) -> bool:
    box = head.box
    return bool(word["x0"] < box[2] and word["x1"] > box[0] and word["top"] > box[1])


def _goes_on(
    head: Head, word: Word, lines: Sequence[list[Word]], least_gap: float | None, line_gap: float | None
) -> bool:
    """True for a word that is a further line of the cell above it. ``lines``: the header's, down to the word's."""
    last = head.lines[-1]
    ranked = "rank" in word and "rank" in last  # words of two pages may not be
    written = word["rank"] - last["rank"] if ranked else 1  # a word with a blank inside was two
    if not 0 < written <= _WORDS or not _is_in_line(last, word):
        return False
    if word["top"] - last["bottom"] > _most_apart(last, word, least_gap, line_gap):
        return False
    # a second word under the same cell is a column's name: the cell above it is wider than either
    return not any(
        other["x0"] < last["x1"] and other["x1"] > last["x0"] and abs(other["x0"] - word["x0"]) > 0.5
        for line in lines[-1:]
        for other in line
    )


def _is_in_line(upper: Word, lower: Word) -> bool:
    """True for a word in the middle of the one above it, or at one of its ends and no longer than it."""
    if abs(across(upper) - across(lower)) <= _ASIDE:
        return True
    if abs(upper["x0"] - lower["x0"]) <= _AT_END and lower["x1"] <= upper["x1"] + _AT_END:
        return True
    return abs(upper["x1"] - lower["x1"]) <= _AT_END and bool(lower["x0"] >= upper["x0"] - _AT_END)


def _most_apart(upper: Word, lower: Word, least_gap: float | None, line_gap: float | None) -> float:
    """Points between two lines of one cell, at most."""
    height = float(upper["bottom"] - upper["top"])
    most = max(TIGHT * height, 0.0 if line_gap is None else line_gap + STEP)
    if least_gap is not None and not is_next(upper, lower):  # figures that narrow columns break may stand closer
        most = min(most, least_gap + STEP)
    if len(upper["text"]) == len(lower["text"]) == 1 and is_next(upper, lower):
        most = max(most, _BLANK * height)
    return most
