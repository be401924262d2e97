"""Where a header sets the words of its cells: at the top, in the middle or at the bottom of their row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from itertools import combinations

from extract.document import Box
from extract.readers.unruled.header.head import Head, lowest_of

ONE_ROW = 0.6
"""Points by which the cells of one row differ in height."""


class Setting(Enum):
    """At which height cells of one row meet."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"

    def of(self, box: Box) -> float:
        """That height of a cell."""
        return {Setting.TOP: box[1], Setting.MIDDLE: (box[1] + box[3]) / 2, Setting.BOTTOM: box[3]}[self]


Votes = Counter[Setting]
"""How many pairs of cells tell of each."""


def votes(heads: Sequence[Head]) -> Votes:
    """What pairs of cells with unequal numbers of lines tell; at the bottom all names of columns end together."""
    told: Votes = Counter()
    lowest = lowest_of(heads)
    ends = [head.box[3] for head in lowest]
    at_bottom = bool(ends) and max(ends) - min(ends) < ONE_ROW
    for one, other in combinations(lowest if at_bottom else heads, 2):
        if len(one.lines) != len(other.lines):
            told.update(
                which
                for which in ([Setting.BOTTOM] if at_bottom else [Setting.TOP, Setting.MIDDLE])
                if abs(which.of(one.box) - which.of(other.box)) < ONE_ROW
            )
    return told


def setting(told: Votes, known: Votes | None = None) -> Setting:
    """What most pairs of a header tell; what those before it told (``known``) where its own are at odds, and else the
    middle."""
    before = known or Votes()
    return max(Setting.MIDDLE, Setting.TOP, Setting.BOTTOM, key=lambda one: (told[one], before[one]))
