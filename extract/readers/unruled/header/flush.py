"""Tables without ruling lines whose cells begin at the left edge of their column, as web layouts set them.

Each column's name and all lines below it begin at one x; figures may stand to the right. A header cell over several
columns begins where the first of them does; how far it goes tell the cells beside it, their height and their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Row
from extract.readers.page.lines import Word, no_blank_between
from extract.readers.page.order import is_next
from extract.readers.unruled.gaps import STEP, TIGHT, repeated_gap
from extract.readers.unruled.header.grid import rows_of_paths
from extract.readers.unruled.header.head import Head
from extract.readers.unruled.header.order import rows_in_order
from extract.readers.unruled.header.setting import setting, votes
from extract.readers.unruled.header.spread import HeaderRows, spread
from extract.readers.unruled.lines.piece import ONE_EDGE
from extract.readers.unruled.spans import Span
from forms.money import is_figure
from forms.structure import is_total_label

_PART = re.compile(r"-?[\d,.]+")
"""What a narrow column leaves of a figure on a line."""
_FEWEST = 3
"""Columns: fewer may begin so by chance."""
_ASTRAY = 0.05
"""Share of the words that may begin nowhere in particular."""
_INDENTS, _INDENT = 4, 4.0
"""Places at which the names of one column begin at most; heights of the type from the first to the last of them."""
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
    starts = _starts(header, body)
    if len(starts) < _FEWEST or not _fits(header, body, starts):
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


def _starts(header: Sequence[list[Word]], body: Sequence[list[Word]]) -> list[float]:
    """Where the header's cells begin, each x once."""
    found: list[float] = []
    below = [word["x0"] for line in body for word in line]
    above = [word["x0"] for line in header for word in line]
    for line in header:
        for before, word in zip([None, *line], line, strict=False):
            x = word["x0"]
            alone = sum(abs(other - x) <= ONE_EDGE for other in above) == 1
            apart = before is None or not no_blank_between(before, word) or _are_two(before["text"], word["text"])
            if not apart and alone and not any(abs(other - x) <= ONE_EDGE for other in below):
                continue  # a further word of one cell
            if not any(abs(x - other) <= ONE_EDGE for other in found):
                found.append(x)
    return sorted(found)


def _are_two(left: str, right: str) -> bool:
    """True for two Chinese words: where a blank is written between characters (项 目, 单位代 码) one of them may stand
    alone, and words that a blank is written between are one by now."""
    chinese = all(char.isalpha() and not char.isascii() for char in (left[-1], right[0]))
    return chinese and min(len(left), len(right)) > 1


def _fits(header: Sequence[list[Word]], body: Sequence[list[Word]], starts: Sequence[float]) -> bool:
    """True where the body's words begin in the columns as the header's do, and none reaches into the next one.
    Figures may stand to the right, alone in their columns, where the cells over several columns begin with these."""
    to_right = _begin_together(header, starts)
    begun = [*starts, *_indents(body, starts)]
    pairs = [pair for line in body for pair in zip([None, *line], line, strict=False)]
    return sum(_is_astray(*pair, starts, begun, to_right=to_right) for pair in pairs) <= _ASTRAY * len(pairs)


def _is_astray(
    before: Word | None, word: Word, starts: Sequence[float], begun: Sequence[float], *, to_right: bool
) -> bool:
    """True for a word that neither begins in a column nor goes on with the one before it, or reaches into the next
    column. ``begun``: where words may begin; ``to_right``: whether figures may stand to the right, alone in their
    columns."""
    crosses = any(word["x0"] < start - ONE_EDGE and word["x1"] > start + ONE_EDGE for start in starts)
    if crosses and not is_total_label(word["text"]):  # which may be set over several columns
        return True
    if any(abs(word["x0"] - start) <= ONE_EDGE for start in begun):
        return False
    if to_right and _is_figure(word):
        return before is not None and not any(
            before["x1"] <= start + ONE_EDGE <= word["x0"] + 2 * ONE_EDGE for start in starts
        )
    return before is None or not no_blank_between(before, word)


def _indents(body: Sequence[list[Word]], starts: Sequence[float]) -> list[float]:
    """Where names of lower levels begin: a little right of others of their column, several at each of a few places."""
    found: list[float] = []
    for left, right in pairwise([*starts, float("inf")]):
        firsts = [next((word for word in line if left - ONE_EDGE <= word["x0"] < right), None) for line in body]
        names = [word for word in firsts if word is not None and not _is_figure(word)]
        places: Counter[float] = Counter()
        for word in names:
            known = (x for x in places if abs(x - word["x0"]) <= ONE_EDGE)
            places[next(known, word["x0"])] += 1
        deepest = left + max((_INDENT * (word["bottom"] - word["top"]) for word in names), default=0.0)
        if len(places) <= _INDENTS and min(places.values(), default=0) > 1 and max(places) <= deepest:
            found += places
    return found


def _is_figure(word: Word) -> bool:
    """An amount, a share, or what a narrow column leaves of one on a line: 4,121,077. | 60, or 19,532 | ,681.8 | 2."""
    return is_figure(word["text"].rstrip("%")) or bool(_PART.fullmatch(word["text"]))


def _begin_together(header: Sequence[list[Word]], starts: Sequence[float]) -> bool:
    """True for a header of which every cell over several columns begins where a cell below it does."""
    return all(
        any(abs(word["x0"] - below["x0"]) <= ONE_EDGE for line in header[n + 1 :] for below in line)
        for n, line in enumerate(header)
        for word in line
        if any(word["x0"] < start - ONE_EDGE and word["x1"] > start + ONE_EDGE for start in starts)
    )


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
