"""Where columns begin whose names and cells are set to their left edge, and whether the words bear that out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, no_blank_between
from extract.readers.unruled.lines.piece import ONE_EDGE
from forms.money import is_figure
from forms.structure import is_total_label

_PART = re.compile(r"-?[\d,.]+")
"""What a narrow column leaves of a figure on a line."""
_ASTRAY = 0.05
"""Share of the words that may begin nowhere in particular."""
_INDENTS, _INDENT = 4, 4.0
"""Places at which the names of one column begin at most; heights of the type from the first to the last of them."""


def starts_of(header: Sequence[list[Word]], body: Sequence[list[Word]]) -> list[float]:
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


def fits_in(header: Sequence[list[Word]], body: Sequence[list[Word]], starts: Sequence[float]) -> bool:
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
