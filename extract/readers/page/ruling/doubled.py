"""Lines drawn twice a little apart: below a cell that heads several columns, and above the cells under it.

Where no line stands at one of its ends between the two, and nothing is printed there, the lower one is the upper.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from extract.readers.page.boxes import down

_GAP = 12.0
"""Points between the two, at most: less than a row of words needs."""
_OFF = 1.5
"""Points by which lines that meet stand apart."""

Edge = dict[str, Any]


def without_doubles(edges: list[Edge], chars: Sequence[dict[str, Any]]) -> list[Edge]:
    """The edges with each such lower line on the upper one, and the upright ones that end at it as high."""
    lying = sorted((edge for edge in edges if edge["orientation"] == "h"), key=lambda edge: float(edge["top"]))
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    tops = [float(edge["top"]) for edge in lying]
    moved: dict[int, float] = {}
    for n, lower in enumerate(lying):
        nearest = [
            upper
            for upper in lying[
                bisect_left(tops, lower["top"] - _GAP) : bisect_right(tops, lower["top"] - 2 * _OFF, hi=n)
            ]
            if upper["x0"] <= lower["x0"] + _OFF and lower["x1"] - _OFF <= upper["x1"]
        ]
        if nearest and _is_open(lower, nearest[-1]["top"], upright) and not _prints(lower, nearest[-1]["top"], chars):
            moved[id(lower)] = nearest[-1]["top"]
    if not moved:
        return edges
    return [_raised(edge, lying, moved) for edge in edges]


def _is_open(lower: Edge, top: float, upright: Sequence[Edge]) -> bool:
    """True where no upright line stands between two lines at one end of the lower."""
    middle = (top + lower["top"]) / 2
    return any(
        not any(abs(side["x0"] - x) <= _OFF and side["top"] <= middle <= side["bottom"] for side in upright)
        for x in (lower["x0"], lower["x1"])
    )


def _prints(lower: Edge, top: float, chars: Sequence[dict[str, Any]]) -> bool:
    return any(
        top < down(char) < lower["top"] and lower["x0"] < char["x0"] < lower["x1"]
        for char in chars
        if char["text"].strip()
    )


def _raised(edge: Edge, lying: Sequence[Edge], moved: dict[int, float]) -> Edge:
    if id(edge) in moved:
        return {**edge, "top": moved[id(edge)], "bottom": moved[id(edge)]}
    if edge["orientation"] == "h":
        return edge
    level = [line for line in lying if abs(line["top"] - edge["top"]) <= _OFF]
    own = [line for line in level if line["x0"] - _OFF <= edge["x0"] <= line["x1"] + _OFF]
    # the first of the cells may have no upper line
    at = [moved[id(line)] for line in own or level if id(line) in moved]
    return {**edge, "top": min(at), "height": edge["bottom"] - min(at)} if at else edge
