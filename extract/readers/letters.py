"""Words of a page on which no line parts the cells: what stands apart by more than letters do is of two cells."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from pdfplumber.page import Page as PlumberPage

from extract.readers.lines import Word

_LOWER = 0.15
"""Of the type's height: characters a little lower are another cell's."""
_TALLEST = 12.0
_APART = 0.13
"""Of the type's size, beyond the usual gap between letters: narrow cells stand no farther apart."""
_NEIGHBOURS = 0.5
"""Of the type's size: letters farther apart are of two words."""


def words_apart(page: PlumberPage) -> list[Word]:
    """The page's words, which has some, each with the ``chars`` it is made of, which say in which order they were
    ``written``. Letters mostly touch; a table may be set in spaced ones."""
    for order, char in enumerate(page.chars):
        char["written"] = order
    height = min(_TALLEST, *(char["bottom"] - char["top"] for char in page.chars))
    return page.extract_words(
        x_tolerance_ratio=_APART + _letter_gap(page), y_tolerance=_LOWER * height, return_chars=True
    )


def _letter_gap(page: PlumberPage) -> float:
    """The usual gap between two letters, of the type's size."""
    gaps = [
        (char["x0"] - before["x1"]) / char["size"]
        for before, char in pairwise(page.chars)
        if char["size"] and abs(char["bottom"] - before["bottom"]) < _LOWER * char["size"]
    ]
    return max(0.0, float(median([gap for gap in gaps if abs(gap) < _NEIGHBOURS] or [0.0])))
