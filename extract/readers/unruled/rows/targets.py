"""Rows of indicators and their targets that stand as close as the lines of one cell do."""

from __future__ import annotations

from collections.abc import Sequence
from operator import and_

from extract.brokenfigures import are_two_targets, begins_target, has_sign, is_whole_target
from extract.readers.page.lines import Word, joined
from extract.readers.page.measure import width_of, width_of_unit
from extract.readers.unruled.rows.goingon import ROOM_OFF
from extract.readers.unruled.spans import Parts, Span

_SEVERAL = 3
"""Lines, at least, that all print an indicator and its target."""


def lines_of_targets(lines: Sequence[Parts], bounds: Sequence[Span]) -> set[int]:
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
            width_of(upper) + width_of_unit(lower[0]) < right - left - 2 * aside - ROOM_OFF
            or are_two_targets(joined(upper), joined(lower))
            for upper, lower, (left, right) in under
        ]
        texts = [(joined(upper), joined(lower)) for upper, lower, _ in under]
        targets = any(is_whole_target(upper) or begins_target(lower) for upper, lower in texts)
        sure = [is_whole_target(upper) or has_sign(lower) for upper, lower in texts]
        new = (all(room) and targets) or any(map(and_, room, sure)) or (in_pairs and any(sure))
        if len(under) == len(line) > 1 and new:
            found.add(n)
        above.update(line)
    return found


def _stand_in_pairs(lines: Sequence[Parts]) -> bool:
    """True for lines that without exception print an indicator and its target, or two of both, where they do not print
    what rows begin with: what goes on below another line rarely does so in both."""
    first = min((place for line in lines for place in line), default=0)
    rest = [sorted(line) for line in lines if first not in line]
    return len(rest) >= _SEVERAL and all(
        len(places) % 2 == 0 and all(right == left + 1 for left, right in zip(places[::2], places[1::2], strict=True))
        for places in rest
    )
