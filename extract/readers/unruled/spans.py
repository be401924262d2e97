"""Where the columns of a table without ruling lines stand: the ranges in which its lines print, and whose words are."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.readers.page.boxes import across
from extract.readers.page.lines import Word
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.lines.piece import amounts_in
from forms.money import NIL
from forms.structure import is_total_label
from forms.text import fold

Span = tuple[float, float]
"""(left, right) of a column, or of what it prints, in points."""
Parts = dict[int, list[Word]]
"""One printed line: the words in each column, by its number."""

_OVER = 1.0
"""Points by which words of two cells lie over each other at least."""
_MOST_RANGES = 4
"""Ranges that print one column, at most."""
_RIGHT_OF_EDGE = 3.0
"""Points that a word begins right of its column's edge, at most, where it is too long for the column."""


def printed_spans(body: Sequence[list[Word]]) -> list[Span]:
    """x ranges in which the data lines print. Left out are a total's label, which may be set over several columns,
    and a word that reaches over the next cell's."""
    words = _without_totals(body)
    over = _reaching_over(words)
    spans: list[Span] = []
    for x0, x1 in sorted((word["x0"], word["x1"]) for word in words if id(word) not in over):
        if spans and x0 < spans[-1][1] - 0.5:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def figure_spans(body: Sequence[list[Word]], spans: Sequence[Span]) -> list[bool]:
    """Which of the ranges print mostly amounts."""
    words = _without_totals(body)
    figures = _without_totals([amounts_in(line) for line in body])
    return [
        sum(x0 <= word["x0"] <= x1 for word in figures) * 2 > sum(x0 <= word["x0"] <= x1 for word in words)
        for x0, x1 in spans
    ]


def neighbours(body: Sequence[list[Word]], spans: Sequence[Span]) -> set[tuple[int, int]]:
    """Pairs of the ranges that are of two columns: a line prints a figure in one and something in the other. Only of
    ranges that one column may have."""
    found: set[tuple[int, int]] = set()
    for line in body:
        places = [(next((n for n, (x0, x1) in enumerate(spans) if x0 <= word["x0"] <= x1), -1), word) for word in line]
        amounts = {id(word) for word in amounts_in(line)}
        figures = {n for n, word in places if id(word) in amounts}
        printed = {n for n, _ in places if n >= 0}
        near = ((n, m) for n in printed for m in range(n + 1, n + _MOST_RANGES) if m in printed)
        found |= {pair for pair in near if not figures.isdisjoint(pair)}
    return found


def _without_totals(body: Sequence[list[Word]]) -> list[Word]:
    return [word for line in body for word in line if not is_total_label(word["text"])]


def _reaching_over(words: Sequence[Word]) -> set[int]:
    """The ``id`` of each word on which a shorter one is printed: no column breaks a long code of digits."""
    found: set[int] = set()
    beside: list[Word] = []
    for word in sorted(words, key=lambda word: float(word["top"])):
        beside = [other for other in beside if word["top"] < other["bottom"] - _OVER]
        for other in beside:
            level = other["top"] < word["bottom"] - _OVER
            if level and word["x0"] < other["x1"] - _OVER and other["x0"] < word["x1"] - _OVER:
                longer = (word["x1"] - word["x0"]) - (other["x1"] - other["x0"])
                found |= {id(word if longer > 0 else other)} if longer else set()
        beside.append(word)
    return found


def bounds_of(spans: Sequence[Span]) -> list[Span]:
    """Each column from the middle of the gap on its left to the middle of the gap on its right."""
    spans = sorted(spans)
    edges = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(spans)]
    if not spans:
        return []
    first = spans[0][0] - (edges[0] - spans[0][1] if edges else 0)
    last = spans[-1][1] + (spans[-1][0] - edges[-1] if edges else 0)
    return list(zip([first, *edges], [*edges, last], strict=True))


def fit_in(body: Sequence[list[Word]], bounds: Sequence[Span]) -> bool:
    """True when hardly a word of the page crosses from one of the columns into another."""
    words = [word for line in body for word in line]
    words = [word for word in words if not reaches_out(word, bounds[column_of(word, bounds)])]
    crossing = sum(1 for word in words for left, _ in bounds[1:] if word["x0"] < left - 1.5 and word["x1"] > left + 1.5)
    return crossing * 20 <= len(words)


def column_of(word: Word, bounds: Sequence[Span]) -> int:
    """The column in which a word's middle lies; where it begins if it is too long for the column."""
    begins = _at(word["x0"] + _RIGHT_OF_EDGE, bounds)
    return begins if reaches_out(word, bounds[begins]) else _at(across(word), bounds)


def in_columns(line: Sequence[Word], bounds: Sequence[Span]) -> Parts:
    """A line's words by the columns they stand in. A nil in front of other words is no word of theirs: at the right
    edge of its column it may stand as close as that to the next one's."""
    parts: Parts = {}
    for word in line:
        parts.setdefault(column_of(word, bounds), []).append(word)
    for n, words in list(parts.items()):
        if n and n - 1 not in parts and len(words) > 1 and fold(words[0]["text"]) in NIL:
            parts[n - 1], parts[n] = words[:1], words[1:]
    return parts


def parted_lines(lines: Sequence[list[Word]], bounds: Sequence[Span]) -> list[Parts]:
    """Each line's words by the columns they stand in."""
    return [in_columns(line, bounds) for line in lines]


def columns_of(lines: Sequence[Parts], bounds: Sequence[Span]) -> list[list[list[Word]]]:
    """The lines of each column, top down."""
    return [[parts[n] for parts in lines if n in parts] for n in range(len(bounds))]


def reaches_out(word: Word, bound: Span) -> bool:
    """True for what is wider than its column and never broken: a long code."""
    width = word["x1"] - word["x0"]
    return bool(width > bound[1] - bound[0] and width_of_unit(word) >= width)


def _at(x: float, bounds: Sequence[Span]) -> int:
    return next((n for n, (_, right) in enumerate(bounds) if x < right), len(bounds) - 1)
