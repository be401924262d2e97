"""Figures and codes that a narrow ruled column breaks over lines, one word again for the count of what is printed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from extract.readers.lines import Word

_PART = re.compile(r"^[-−（(]?[\d０-９.,，．]+[)）]?$")
_CLOSE = 0.8
"""Of the type's height: the most that can lie between two lines of one cell."""


def whole_figures(lines: Sequence[list[Word]], edges: Sequence[dict[str, Any]]) -> list[list[str]]:
    """The words of each line; the lower part of a figure stands with its upper part.

    Two parts are one figure when one stands right under the other with no ruling line between them. On a
    page without ruling lines nothing says so: there the words stay as they are.
    """
    rules = sorted(
        (edge["top"], edge["x0"], edge["x1"]) for edge in edges if edge["orientation"] == "h" and edge["width"] > 1
    )
    if not rules:
        return [[word["text"] for word in line] for line in lines]
    texts = {id(word): word["text"] for line in lines for word in line}
    taken: set[int] = set()
    for n, line in enumerate(lines):
        for word in line:
            if id(word) in taken or not _PART.match(word["text"]):
                continue
            lowest = word
            for below in lines[n + 1 :]:
                if below and below[0]["top"] - lowest["bottom"] > 3 * _height(lowest):
                    break
                part = next((other for other in below if _goes_on(lowest, other, rules)), None)
                if part is not None:
                    texts[id(word)] += part["text"]
                    taken.add(id(part))
                    lowest = part
    return [[texts[id(word)] for word in line if id(word) not in taken] for line in lines]


def _height(word: Word) -> float:
    return float(word["bottom"] - word["top"])


def _goes_on(upper: Word, lower: Word, rules: list[tuple[float, float, float]]) -> bool:
    if not _PART.match(lower["text"]) or lower["x0"] >= upper["x1"] or lower["x1"] <= upper["x0"]:
        return False
    gap = lower["top"] - upper["bottom"]
    if not -0.5 * _height(upper) < gap < _CLOSE * _height(upper):
        return False
    above, below = (upper["top"] + upper["bottom"]) / 2, (lower["top"] + lower["bottom"]) / 2
    middle = (max(upper["x0"], lower["x0"]) + min(upper["x1"], lower["x1"])) / 2
    for y, x0, x1 in rules[bisect_left(rules, (above, 0.0, 0.0)) :]:
        if y > below:
            return True
        if x0 <= middle <= x1:
            return False
    return True
