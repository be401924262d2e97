"""Words of a page on which no line parts the cells: what stands apart by more than letters do is of two cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.incells import in_cells
from extract.readers.page.lines import Word

_LOWER = 0.15
"""Of the type's height: characters a little lower are another cell's."""
_TALLEST = 12.0
_APART = 0.13
"""Of the type's size, beyond the usual gap between letters: narrow cells stand no farther apart."""
_NEIGHBOURS = 0.5
"""Of the type's size: letters farther apart are of two words."""
_YEAR = re.compile(r"20\d\d$")
_TOUCHES, _WIDEST = 0.1, 0.5
"""Of the type's size: the most between a blank and a character beside it, and how wide a blank may be; wider ones part
columns."""


def words_apart(page: PlumberPage) -> list[Word]:
    """The page's words, which has some, each with the ``chars`` it is made of, which say in which order they were
    ``written``. Letters mostly touch; a table may be set in spaced ones."""
    words = page.extract_words(x_tolerance_ratio=_APART + _letter_gap(page), y_tolerance=lower(page), return_chars=True)
    blanks = {char["written"]: char for char in page.chars if char["text"].isspace()}
    whole: list[Word] = []
    for word in words:
        if whole and (_is_year(whole[-1], word) or _goes_on(whole[-1], word, blanks)):
            whole[-1] |= {name: whole[-1][name] + word[name] for name in ("text", "chars")} | {"x1": word["x1"]}
        else:
            whole.append(word)
    return in_cells(whole)


def _is_year(number: Word, word: Word) -> bool:
    """True for a year that is set off from what follows it, as figures are from Chinese characters."""
    if not (_YEAR.search(number["text"]) and word["text"].startswith("年")):
        return False
    height = float(word["bottom"] - word["top"])
    beside = abs(word["bottom"] - number["bottom"]) < height / 2
    return beside and 0 < float(word["x0"] - number["x1"]) < _NEIGHBOURS * height


def _goes_on(word: Word, following: Word, blanks: Mapping[int, dict[str, Any]]) -> bool:
    """True where nothing but a blank within a cell is written between two words."""
    last, first = word["chars"][-1], following["chars"][0]
    blank = blanks.get(last["written"] + 1)
    return blank is not None and first["written"] == last["written"] + 2 and is_within(last, blank, first)


def lower(page: PlumberPage) -> float:
    """Points by which the characters of one word differ in height at most."""
    return _LOWER * min(_TALLEST, *(float(char["bottom"] - char["top"]) for char in page.chars))


def _letter_gap(page: PlumberPage) -> float:
    """The usual gap between two letters, of the type's size."""
    gaps = [
        (char["x0"] - before["x1"]) / char["size"]
        for before, char in pairwise(page.chars)
        if char["size"] and abs(char["bottom"] - before["bottom"]) < _LOWER * char["size"]
    ]
    return max(0.0, float(median([gap for gap in gaps if abs(gap) < _NEIGHBOURS] or [0.0])))


def is_within(before: dict[str, Any], blank: dict[str, Any], after: dict[str, Any]) -> bool:
    """True for a blank that alone fills what lies between two Chinese characters; the three written one after the
    other."""
    size = float(before["size"])
    apart = max(abs(blank["x0"] - before["x1"]), abs(after["x0"] - blank["x1"]))
    chinese = not (before["text"].isascii() or after["text"].isascii())
    return bool(chinese and apart < _TOUCHES * size and 0 < blank["x1"] - blank["x0"] < _WIDEST * size)
