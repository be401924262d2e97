"""Which of a table's columns words stand in, where no ruling line says so."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.page.boxes import across
from extract.readers.page.lines import Word
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.head import Span

_BEGINS = 3.0
"""Points that a word begins right of its column's edge, at most, where it is too long for the column."""


def column_of(word: Word, bounds: Sequence[Span]) -> int:
    """The column in which a word's middle lies; where it begins if it is too long for the column."""
    begins = _at(word["x0"] + _BEGINS, bounds)
    return begins if reaches_out(word, bounds[begins]) else _at(across(word), bounds)


def reaches_out(word: Word, bound: Span) -> bool:
    """True for what is wider than its column and never broken: a long code."""
    width = word["x1"] - word["x0"]
    return bool(width > bound[1] - bound[0] and width_of_unit(word) >= width)


def _at(x: float, bounds: Sequence[Span]) -> int:
    return next((n for n, (_, right) in enumerate(bounds) if x < right), len(bounds) - 1)
