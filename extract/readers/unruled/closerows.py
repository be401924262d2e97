"""Lines taken for one cell that are the cells of several rows, which stand as close as the lines of one do.

Each part of the lines stands in the middle of a row, and one that ends before the last has room left on its last line:
a label beside several rows goes on where its lines are full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import and_

from extract.brokenfigures import are_two_targets, begins_target, has_sign, is_whole_target
from extract.document import Box
from extract.readers.page.lines import Word, around
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.block import Block
from extract.readers.unruled.head import Span
from extract.readers.unruled.piece import is_amount

_MIDDLE = 1.6
"""Points by which a cell stands off the middle of its row."""
_OFF = 1.5
"""Points by which the end of a column's room is not known."""
_SEVERAL = 3
"""Lines, at least, that all print an indicator and its target."""


def in_rows(blocks: Sequence[Block]) -> list[Block]:
    """The cells, those of several rows apart: what prints a figure in another column tells where the rows are."""
    rows: list[float] = []
    for middle in sorted(block.middle for block in blocks if len(block.lines) == 1 and is_amount(block.text)):
        if not rows or middle - rows[-1] > _MIDDLE:
            rows.append(middle)
    widest: dict[int, float] = defaultdict(float)
    for block in blocks:
        widest[block.column] = max(widest[block.column], *(_width(line) for line in block.lines))
    return [part for block in blocks for part in _wrapped(parts_in(block, rows), widest[block.column]) or [block]]


def lines_of_targets(lines: Sequence[Mapping[int, list[Word]]], bounds: Sequence[Span]) -> set[int]:
    """Which lines begin a row with a further indicator and its target: all of their cells had room above for what they
    begin with, or are targets under others, and a target stands in one of them; or a whole target or one with its sign
    stands in one that had room, whatever indicators fill their lines, or where no cell of the table goes on below.
    ``lines``: the words of each by their columns, whose ``bounds`` the words of the longest line are near to."""
    sides = [
        side
        for line in lines
        for place, words in line.items()
        for side in (words[0]["x0"] - bounds[place][0], bounds[place][1] - words[-1]["x1"])
    ]
    aside = max(0.0, min(sides, default=0.0))
    in_pairs = _stand_in_pairs(lines)
    above: dict[int, list[Word]] = {}
    found = set()
    for n, line in enumerate(lines):
        under = [(above[place], words, bounds[place]) for place, words in line.items() if place in above]
        room = [
            _width(upper) + width_of_unit(lower[0]) < right - left - 2 * aside - _OFF
            or are_two_targets(_text(upper), _text(lower))
            for upper, lower, (left, right) in under
        ]
        texts = [(_text(upper), _text(lower)) for upper, lower, _ in under]
        targets = any(is_whole_target(upper) or begins_target(lower) for upper, lower in texts)
        sure = [is_whole_target(upper) or has_sign(lower) for upper, lower in texts]
        new = (all(room) and targets) or any(map(and_, room, sure)) or (in_pairs and any(sure))
        if len(under) == len(line) > 1 and new:
            found.add(n)
        above.update(line)
    return found


def _stand_in_pairs(lines: Sequence[Mapping[int, list[Word]]]) -> bool:
    """True for lines that without exception print an indicator and its target, or two of both, where they do not print
    what rows begin with: what goes on below another line rarely does so in both."""
    first = min((place for line in lines for place in line), default=0)
    rest = [sorted(line) for line in lines if first not in line]
    return len(rest) >= _SEVERAL and all(
        len(places) % 2 == 0 and all(right == left + 1 for left, right in zip(places[::2], places[1::2], strict=True))
        for places in rest
    )


def _text(words: Sequence[Word]) -> str:
    return "".join(word["text"] for word in words)


def parts_in(block: Block, rows: Sequence[float]) -> list[Block]:
    """The parts of a cell that stand in the middle of the ``rows`` beside it; none where it does not part so."""
    boxes = [around(line) for line in block.lines]
    beside = [row for row in rows if boxes[0][1] < row < boxes[-1][3]]
    if not 1 < len(beside) <= len(boxes):
        return []
    ends = [0]
    for row in beside:
        fitting = (n for n in range(ends[-1], len(boxes)) if _is_middle(boxes[ends[-1]], boxes[n], row))
        last = next(fitting, None)
        if last is None:
            return []
        ends.append(last + 1)
    return [Block(block.column, block.lines[a:b]) for a, b in pairwise(ends)] if ends[-1] == len(boxes) else []


def _wrapped(parts: list[Block], widest: float) -> list[Block]:
    """The parts, if one before the last has room on its last line for what the next begins with."""
    room = (
        _width(upper.lines[-1]) + width_of_unit(lower.lines[0][0]) < widest - _OFF for upper, lower in pairwise(parts)
    )
    return parts if any(room) else []


def _is_middle(upper: Box, lower: Box, row: float) -> bool:
    return abs((upper[1] + lower[3]) / 2 - row) <= _MIDDLE


def _width(line: Sequence[Word]) -> float:
    return float(line[-1]["x1"] - line[0]["x0"])
