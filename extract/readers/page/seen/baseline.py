"""Characters put where the eye sees them: on their line, whatever their font says of its own height."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import down
from extract.readers.page.lines import Word
from forms.money import is_figure

_LEAST, _USUAL = 0.5, 0.8
"""Of a character's height, how much stands above the line it is written on. pdfminer takes it from the descent that
the font states, and a font that states more than half its height (digits of E-BZ beside FZFSK) lies a row lower."""
_BESIDE = 0.45
"""Of the type's height: what a figure and the words beside it are set off by at most."""
_OFF, _SAME = 0.8, 0.4
"""Points by which figures are off their line, at least, and by which these differ."""
_LARGER = 1.3
_BLANK = 0.25
"""Of its size: what office programs leave free between a sign and Chinese characters."""
_BELOW = 0.28
"""Of a type's size, what is kept free below its line: larger type sets the next line so much lower."""
_MOSTLY = 0.6
_FEWEST = 5


def settle(page: PlumberPage) -> None:
    """Moves characters of such fonts up, so that they stand beside the others of their line; says of a sign in larger
    type how much ``deeper`` its line is.

    To be called before anything asks for the page's words.
    """
    for char in page.objects.get("char", []):
        _, skew, slant, _, _, line = char["matrix"]
        size = char["y1"] - char["y0"]
        if skew or slant or not size or (char["y1"] - line) / size >= _LEAST:
            continue
        up = _USUAL * size - (char["y1"] - line)
        _move(char, up)
    for char, after in pairwise(page.objects.get("char", [])):
        if not (char["text"].isalpha() or char["text"].isdecimal()) and _is_sign_of(char, after):
            char["deeper"] = _BELOW * (char["size"] - after["size"])
            for name in ("y0", "y1", "top", "bottom", "doctop", "size"):
                char[name] = after[name]


def _is_sign_of(sign: dict[str, Any], figure: dict[str, Any]) -> bool:
    """True for a sign (≥, “, Ⅰ) set in larger type in front of its figure or word, as where one font only has it."""
    written = sign["matrix"][5], figure["matrix"][5]
    return bool(
        sign["size"] > _LARGER * figure["size"]
        and abs(written[0] - written[1]) < _SAME
        and -_SAME < figure["x0"] - sign["x1"] < _BLANK * sign["size"]
    )


def _move(char: dict[str, Any], up: float) -> None:
    for name in ("y0", "y1"):
        char[name] += up
    for name in ("top", "bottom", "doctop"):
        char[name] -= up


def settle_figures(words: Sequence[Word]) -> None:
    """Moves figures of a font of their own, which lie higher or lower in their cells, onto the line of the words beside
    them; where they all are off by as much. ``words``: with the ``chars`` they are made of."""
    fonts = {char["fontname"] for word in words for char in word["chars"] if not char["text"].isascii()}
    figures = [word for word in words if is_figure(word["text"]) and word["chars"][0]["fontname"] not in fonts]
    others = sorted((word for word in words if not is_figure(word["text"])), key=down)
    lines = [down(word) for word in others]
    gaps = []
    for word in figures:
        at = bisect(lines, down(word))
        gap = min((line - down(word) for line in lines[max(0, at - 1) : at + 1]), key=abs, default=float("inf"))
        if abs(gap) <= _BESIDE * (word["bottom"] - word["top"]):
            gaps.append(gap)
    off = median(gaps) if len(gaps) >= _FEWEST else 0.0
    if abs(off) >= _OFF and sum(abs(gap - off) <= _SAME for gap in gaps) >= _MOSTLY * len(figures):
        for word in figures:
            level = others[bisect(lines, down(word) - _OFF) : bisect(lines, down(word) + _OFF)]
            if any(_is_inside(word, other) for other in level):
                continue  # a page's number
            word["top"] += off
            word["bottom"] += off


def _is_inside(figure: Word, word: Word) -> bool:
    """True for a figure right behind a word, on its line: of a text, not of a cell."""
    height = float(figure["bottom"] - figure["top"])
    return 0 <= figure["x0"] - word["x1"] < height / 2 and abs(down(figure) - down(word)) < _OFF
