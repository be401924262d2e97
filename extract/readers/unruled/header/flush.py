"""Tables without ruling lines whose cells begin at the left edge of their column, as web layouts set them.

Each column's name and all lines below it begin at one x; figures may stand to the right. A header cell over several
columns begins where the first of them does; how far it goes tell the cells beside it, their height and their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Row
from extract.readers.page.lines import Word
from extract.readers.page.order import is_next
from extract.readers.unruled.gaps import STEP, TIGHT, repeated_gap
from extract.readers.unruled.header.flushcolumns import fits_in, starts_of
from extract.readers.unruled.header.grid import rows_of_paths
from extract.readers.unruled.header.head import Head
from extract.readers.unruled.header.order import rows_in_order
from extract.readers.unruled.header.setting import setting, votes
from extract.readers.unruled.header.spread import HeaderRows, spread
from extract.readers.unruled.lines.piece import ONE_EDGE
from extract.readers.unruled.spans import Span

_FEWEST = 3
"""Columns: fewer may begin so by chance."""
_OPEN = 40.0
"""Points that the last column, whose end nothing shows, may reach beyond its words on later pages."""
_MOST_ASIDE = 5.4
"""Points that cells keep clear at their sides: Word's own."""
_MARGIN = 2.5
"""Of the type's height: less room than this at the end of a line may be none, with what cells keep clear aside."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The columns of such a table and the rows of its header."""

    bounds: list[Span]
    aside: float
    """Points from a column's left bound to where its words begin."""
    heads: list[Head]
    header: list[Row]


def flush_table(header: Sequence[list[Word]], body: Sequence[list[Word]], least_gap: float | None) -> Flush | None:
    """The columns and header; ``None`` for a table that is set in another way.

    ``least_gap``: the smallest gap between words of the table that stand one below the other.
    """
    starts = starts_of(header, body)
    if len(starts) < _FEWEST or not fits_in(header, body, starts):
        return None
    words = [word for line in [*header, *body] for word in line]
    aside = _aside(words, starts)
    # what stands right in the last column may reach as far as its neighbour is wide
    end = max(max(word["x1"] for word in words) + _OPEN, 2 * starts[-1] - starts[-2])
    bounds = list(pairwise([*(start - aside for start in starts), end]))
    line_gap = _gap_in_heads(header, bounds)
    columns = [_heads(header, bound, least_gap if line_gap is None else line_gap) for bound in bounds]
    heads = [head for column in columns for head in column]
    paths: list[list[Head]] = [[] for _ in bounds]
    spread(paths, columns, range(len(bounds)), HeaderRows(setting(votes(heads)), rows_in_order(heads, header)))
    top, bottom = min(head.box[1] for head in heads), max(head.box[3] for head in heads)
    return Flush(bounds, aside, heads, rows_of_paths(paths, top, bottom))


def _aside(words: Sequence[Word], starts: Sequence[float]) -> float:
    """Points that cells keep clear at their sides: half of what lies between the longest line of a column and the next
    column's words."""
    gaps = [
        start - max(ends)
        for before, start in pairwise(starts)
        if (ends := [word["x1"] for word in words if before - ONE_EDGE <= word["x0"] and word["x1"] < start])
    ]
    return min(max(min(gaps, default=0.0) / 2, ONE_EDGE), _MOST_ASIDE)


def _gap_in_heads(header: Sequence[list[Word]], bounds: Sequence[Span]) -> float | None:
    """The gap between two lines of one cell: the smallest, met more than once, between words that begin together.
    Where all the upper ones have room for more they are cells of their own, and the header does not tell."""
    words = [word for line in header for word in line]
    gaps = []
    full = False
    for word in words:
        below = [w for w in words if w["top"] > word["top"] and abs(w["x0"] - word["x0"]) <= ONE_EDGE]
        if not below:
            continue
        gaps.append(min(w["top"] - word["bottom"] for w in below))
        right = next(right for _, right in bounds if word["x0"] < right)
        full = full or right - _MARGIN * (word["bottom"] - word["top"]) < word["x1"] <= right
    return repeated_gap(gaps) if full else None


def _heads(header: Sequence[list[Word]], bound: Span, least_gap: float | None) -> list[Head]:
    """The cells of the header that begin in one column, top down."""
    heads: list[Head] = []
    above: list[Word] = []
    for line in header:
        inside = [word for word in line if bound[0] <= word["x0"] < bound[1]]
        if not inside:
            continue
        whole = {**inside[0], "text": " ".join(word["text"] for word in inside), "x1": inside[-1]["x1"]}
        tight = TIGHT * (whole["bottom"] - whole["top"])
        near = above and least_gap is not None and whole["top"] - above[0]["bottom"] < min(tight, least_gap + STEP)
        if near and ("rank" not in whole or is_next(above[-1], inside[0])):
            heads[-1].lines.append(whole)
        else:
            heads.append(Head([whole]))
        above = inside
    return heads
