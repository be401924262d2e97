"""Which ruling lines stand around the words of a page, and part them, for who does not ask whose cells they rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import across, down
from extract.readers.page.lines import Word

_CELL, _WALLED = 3.0, 40.0
"""Of the type's height: how far above and below words the lines of their cell lie, at most; farther where lines stand
at both their sides."""
_BESIDE = 100.0
"""Points between words and the lines at their sides, at most."""


Wall = tuple[float, float, float]
"""x, top and bottom of an upright line."""


def upright_lines(edges: Sequence[dict[str, Any]]) -> list[Wall]:
    """The upright lines among a page's edges, each once, from left to right; the dots of a dotted line are none."""
    return sorted({
        (edge["x0"], edge["top"], edge["bottom"])
        for edge in edges
        if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 1
    })  # fmt: skip


def words_of(page: PlumberPage, **tolerances: float) -> list[Word]:
    """The page's words with their ``chars``; what touches across an upright line is two: a figure, and the label
    right of it."""
    walls = upright_lines(page.edges)
    words = page.extract_words(**tolerances, return_chars=True)
    return [piece for word in words for piece in _parted(word, walls)]


def _parted(word: Word, walls: list[Wall]) -> Iterator[Word]:
    middle = down(word)
    first, last = bisect_left(walls, (word["x0"],)), bisect_right(walls, (word["x1"],))
    beside = [x for x, top, bottom in walls[first:last] if top <= middle <= bottom]
    if not beside or not word["upright"]:
        yield word
        return
    places = [bisect_left(beside, across(char)) for char in word["chars"]]
    for _, group in groupby(zip(places, word["chars"], strict=True), key=itemgetter(0)):
        own = [char for _, char in group]
        text = "".join(char["text"] for char in own)
        yield {**word, "text": text, "x0": own[0]["x0"], "x1": own[-1]["x1"], "chars": own}


class Walls:
    """The ruling lines of a page: lying ones as (y, left, right), upright ones as walls, in points."""

    def __init__(self, edges: Sequence[dict[str, Any]]) -> None:
        self.lying = sorted(
            (edge["top"], edge["x0"], edge["x1"]) for edge in edges if edge["orientation"] == "h" and edge["width"] > 1
        )
        self.upright = upright_lines(edges)

    def box(self, first: Word, last: Word) -> bool:
        """True when a line lies close above the first of two words, which stand above each other, and another close
        below the last."""
        reach = (_WALLED if self._stand_beside(first, last) else _CELL) * height_of(first)
        return self.between(down(first) - reach, down(first), first) and self.between(
            down(last), down(last) + reach, last
        )

    def part(self, upper: Word, lower: Word) -> bool:
        """True when a line lies between two words, where the lower one stands."""
        return self.between(down(upper), down(lower), lower)

    def between(self, above: float, below: float, word: Word) -> bool:
        """True when a line lies between two heights where the word stands."""
        middle = across(word)
        for y, x0, x1 in self.lying[bisect_left(self.lying, (above, 0.0, 0.0)) :]:
            if y > below:
                return False
            if x0 <= middle <= x1:
                return True
        return False

    def _stand_beside(self, first: Word, last: Word) -> bool:
        """True when an upright line stands left of both words and another right of them."""
        upper, lower = down(first), down(last)
        beside = [x for x, top, bottom in self.upright if top <= upper and lower <= bottom]
        x0, x1 = min(first["x0"], last["x0"]), max(first["x1"], last["x1"])
        return any(x0 - _BESIDE <= x <= x0 + 1 for x in beside) and any(x1 - 1 <= x <= x1 + _BESIDE for x in beside)


def height_of(word: Word) -> float:
    """Points from the top of its type to the bottom."""
    return float(word["bottom"] - word["top"])
