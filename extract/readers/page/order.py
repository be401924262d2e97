"""The order in which a page's words are written, where it is that of its lines or its cells.

Programs that write in another order are found out by their lines: on each, words are to be written from left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.lines import Word

_PAGE = 1_000_000
"""More words than a page prints."""
_IN_ORDER = 0.9
"""Share of the neighbours on printed lines that are written from left to right; what belongs to the upper rows of a
header comes before the lower ones."""
_LEVEL = 0.3
"""Points by which what two words of one line are written on differs."""
_UP = 60.0
"""Points: the highest cell, about."""


def number_characters(page: PlumberPage) -> None:
    """Says of each of the page's characters when it is ``written``."""
    for order, char in enumerate(page.chars):
        char["written"] = order


def rank_words(lines: Sequence[Sequence[Word]], number: int) -> None:
    """Gives each word of a page its ``rank``, where the page is written line by line or cell by cell.

    ``lines``: the words in printed lines, each with the ``chars`` it is made of, which say when they were ``written``.
    """
    words = [word for line in lines for word in line]
    if any("chars" not in word for word in words):
        return
    first = {id(word): min(char["written"] for char in word["chars"]) for word in words}
    words.sort(key=lambda word: first[id(word)])
    again = _again(words)
    late = {id(word) for word in words[again:]}
    pairs = [
        (left, right)
        for line in lines
        for left, right in pairwise(line)
        if _on_one_line(left, right) and (id(left) in late) == (id(right) in late)
    ]
    ordered = sum(first[id(left)] < first[id(right)] for left, right in pairs)
    if ordered < _IN_ORDER * len(pairs) or not any(_goes_up(*pair) for pair in pairwise(words)):
        return
    for rank, word in enumerate(words, number * _PAGE):
        word["rank"] = rank


def _again(words: Sequence[Word]) -> int:
    """Where the writer goes back up farthest: a worksheet's printer goes down the page twice."""
    ups = [upper["bottom"] - lower["top"] for upper, lower in pairwise(words)]
    return ups.index(max(ups)) + 1 if ups else 0


def _goes_up(word: Word, following: Word) -> bool:
    """True from the last line of a cell to the next cell on its right: who writes line by line never does so."""
    return bool(0 < word["top"] - following["bottom"] + _LEVEL < _UP and following["x0"] > word["x0"])


def _on_one_line(left: Word, right: Word) -> bool:
    return bool(abs(left["chars"][0]["matrix"][5] - right["chars"][0]["matrix"][5]) <= _LEVEL)


def is_next(word: Word, following: Word) -> bool:
    """True where nothing is written between two words; of other words than those of one cell something is."""
    return "rank" in following and word.get("rank") == following["rank"] - 1
