"""Words of a page on which no line parts the cells, as cells hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extract.readers.page.baseline import settle_figures
from extract.readers.page.boxes import down
from extract.readers.page.lines import Word
from forms.money import is_figure, is_number

_LEADER = re.compile(r"[.．·]{4,}|…{2,}")
"""Dots from a label to its figure."""
_FIGURE_ORDINAL = re.compile(r"(-|-?[\d,]+\.\d+)(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")
_ORDINAL = re.compile(r"（[一二三四五六七八九十]+）")
_BLANK, _TOUCHES = 0.5, 0.1
"""Of an opening bracket, its blank part; and points."""


def in_cells(words: Iterable[Word]) -> list[Word]:
    """The words without the dots that lead to an amount; a figure and the ordinal of the next label are two; all as
    high as most of their characters, figures on the line of the words beside them. ``words``: with their ``chars``."""
    whole = list(words)
    if _lead_to_amounts(whole):
        whole = [part for word in whole for part in _parts(word, _without_leaders(word["text"]))]
    parted = [part for word in whole for part in _parts(word, _before_ordinal(word["text"]))]
    for word in parted:
        word["top"] = float(median(char["top"] for char in word["chars"]))
        deeper = max(char.get("deeper", 0.0) for char in word["chars"])
        word["bottom"] = float(median(char["bottom"] for char in word["chars"])) + deeper
    settle_figures(parted)
    brackets = [word for word in parted if _ORDINAL.match(word["text"])]
    if any(_reaches_back(word, other) for word in brackets for other in parted):
        for word in brackets:
            word["x0"] += _BLANK * (word["chars"][0]["x1"] - word["chars"][0]["x0"])
    return parted


def _lead_to_amounts(words: Sequence[Word]) -> bool:
    """True for a page whose dots lead to figures with decimals; in a list of contents they lead to pages."""
    return any(
        any(is_number(part) and "." in part for part in _LEADER.split(word["text"])[1:])
        or (_LEADER.search(word["text"]) and is_number(following["text"]) and "." in following["text"])
        for word, following in pairwise([*words, {"text": ""}])
    )


def _without_leaders(text: str) -> Iterator[slice]:
    begin = 0
    for leader in _LEADER.finditer(text):
        yield slice(begin, leader.start())
        begin = leader.end()
    yield slice(begin, len(text))


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


def _reaches_back(word: Word, figure: Word) -> bool:
    """True for a bracket whose blank half lies on the end of a figure on its line: typst sets it out to the left."""
    level = figure["top"] < down(word) < figure["bottom"]
    return bool(level and is_figure(figure["text"]) and figure["x0"] < word["x0"] <= figure["x1"] + _TOUCHES)
