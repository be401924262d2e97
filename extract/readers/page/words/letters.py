"""Words of a page on which no line parts the cells: what stands apart by more than letters do is of two cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.lines import Word
from extract.readers.page.seen.baseline import settle_figures

_LOWER = 0.15
"""Of the type's height: characters a little lower are another cell's."""
_TALLEST = 12.0
_APART = 0.13
"""Of the type's size, beyond the usual gap between letters: narrow cells stand no farther apart."""
_NEIGHBOURS = 0.5
"""Of the type's size: letters farther apart are of two words."""
_YEAR = re.compile(r"20\d\d$")
_FIGURE_ORDINAL = re.compile(r"(-|-?[\d,]+\.\d+)(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
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


def in_cells(words: Iterable[Word]) -> list[Word]:
    """The words, of which a figure and the ordinal of the next label are two; all as high as most of their characters,
    figures on the line of the words beside them. ``words``: with their ``chars``."""
    parted = [part for word in words for part in _parts(word, _before_ordinal(word["text"]))]
    for word in parted:
        word["top"] = float(median(char["top"] for char in word["chars"]))
        deeper = max(char.get("deeper", 0.0) for char in word["chars"])
        word["bottom"] = float(median(char["bottom"] for char in word["chars"])) + deeper
    settle_figures(parted)
    return parted


def _before_ordinal(text: str) -> Iterator[slice]:
    """A word in two where a numbered label touches the figure before it."""
    found = _FIGURE_ORDINAL.match(text)
    cut = len(found[1]) if found else 0
    yield slice(cut)
    yield slice(cut, len(text))


def _parts(word: Word, places: Iterable[slice]) -> Iterator[Word]:
    """The parts of a word that print anything."""
    if len(word["chars"]) != len(word["text"]):
        yield word
        return
    for place in places:
        if chars := word["chars"][place]:
            text, x0, x1 = word["text"][place], chars[0]["x0"], chars[-1]["x1"]
            yield {**word, "text": text, "chars": chars, "x0": x0, "x1": x1}
