"""Words of two columns that stand so close that they were taken for one: parted where a column begins.

Where a name fills its column, the next cell's words follow it as its own letters do. What tells the columns apart is
the line above, whose words begin at the same x after a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.readers.page.lines import Word, no_blank_between

_SAME = 0.3
"""Points by which letters differ that begin at one edge."""
_FEWEST = 2
"""Words that begin at an edge after a gap, at least."""
_MORE = 0.05
"""Of the type's height: a gap between two letters that is wider than others of their word by more is one of columns."""


def parted_at_columns(lines: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines of a table's rows, their words parted where others begin that stand apart from what is left of them."""
    edges = _edges(lines)
    return [[part for word in line for part in _parts(word, edges)] for line in lines] if edges else list(lines)


def _edges(lines: Sequence[list[Word]]) -> list[float]:
    begun: Counter[float] = Counter()
    for line in lines:
        for left, word in pairwise(line):
            if not no_blank_between(left, word):
                known = (x for x in begun if abs(x - word["x0"]) <= _SAME)
                begun[next(known, word["x0"])] += 1
    return [x for x, times in begun.items() if times >= _FEWEST]


def _parts(word: Word, edges: Sequence[float]) -> Iterator[Word]:
    chars = word.get("chars", ())
    if len(chars) != len(word["text"]):
        yield word
        return
    gaps = [right["x0"] - left["x1"] for left, right in pairwise(chars)]
    least = median(gaps or [0.0]) + _MORE * (word["bottom"] - word["top"])
    cuts = [
        n for n, gap in enumerate(gaps, 1) if gap > least and any(abs(chars[n]["x0"] - edge) <= _SAME for edge in edges)
    ]
    for start, end in pairwise([0, *cuts, len(chars)]):
        own = chars[start:end]
        yield {**word, "text": word["text"][start:end], "chars": own, "x0": own[0]["x0"], "x1": own[-1]["x1"]}
