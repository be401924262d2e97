"""Labels whose lower line a page break left behind: browsers push the rows beside a label further down than the label.

The line then stands within the last of these rows, and so does the end of the wall between them, which begins again
below that row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

_MOST = 20.0
"""Points that such a line is left behind, at most: less than a row of two lines."""
_OFF = 1.5
"""Points by which lines that meet stand apart."""

Edge = dict[str, Any]


def with_labels_to_their_rows(edges: list[Edge]) -> list[Edge]:
    """The edges with each such line on that of the row, and the wall between them whole."""
    lying = [edge for edge in edges if edge["orientation"] == "h"]
    walls: dict[float, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge["orientation"] == "v":
            walls[edge["x0"]].append(edge)
    moved: dict[int, Edge] = {}
    for x, parts in walls.items():
        for upper, lower in pairwise(sorted(parts, key=lambda part: float(part["top"]))):
            top, bottom = upper["bottom"], lower["top"]
            if not _OFF < bottom - top <= _MOST:
                continue
            above, between, below = _at(lying, x, top), _right_of(lying, x, top, bottom), _at(lying, x, bottom)
            if not between and {_side(edge, x) for edge in above} == {-1} and {_side(edge, x) for edge in below} == {1}:
                end = below[0]["top"]
                moved.update((id(edge), {**edge, "top": end, "bottom": end}) for edge in above)
                ending = [part for edge in above for part in _ending_at(walls, edge)]
                moved.update((id(part), {**part, "bottom": end, "height": end - part["top"]}) for part in ending)
    return [moved.get(id(edge), edge) for edge in edges] if moved else edges


def _ending_at(walls: Mapping[float, Sequence[Edge]], line: Edge) -> list[Edge]:
    """The walls between the labels that end at their lower line."""
    own = [part for x, parts in walls.items() if line["x0"] - _OFF <= x <= line["x1"] + _OFF for part in parts]
    return [part for part in own if abs(part["bottom"] - line["top"]) <= _OFF]


def _at(lying: Sequence[Edge], x: float, y: float) -> list[Edge]:
    """The lines that meet a wall at a height."""
    return [edge for edge in lying if abs(edge["top"] - y) <= _OFF and edge["x0"] - _OFF <= x <= edge["x1"] + _OFF]


def _right_of(lying: Sequence[Edge], x: float, top: float, bottom: float) -> list[Edge]:
    """The lines that begin at a wall, or cross it, between two heights."""
    return [
        edge
        for edge in lying
        if top + _OFF < edge["top"] < bottom - _OFF and edge["x0"] - _OFF <= x < edge["x1"] - _OFF
    ]


def _side(edge: Edge, x: float) -> int:
    """-1 for a line that ends at a wall, 1 for one that begins there, 0 for one that crosses it."""
    if abs(edge["x1"] - x) <= _OFF:
        return -1
    return 1 if abs(edge["x0"] - x) <= _OFF else 0
