"""Words of a page on which no line parts the cells, as cells hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from extract.readers.page.baseline import settle_figures
from extract.readers.page.lines import Word

_FIGURE_ORDINAL = re.compile(r"(-|-?[\d,]+\.\d+)(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")


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
