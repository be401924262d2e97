"""The boxes of recognised words as a text layer has them: of the type, not of the ink that happens to be printed.

Figures and strokes are lower than their type, brackets fill half of their width, and the ink of two lines of one cell
lies a pixel nearer or farther than that of the next two. What reads tables without ruling lines goes by the type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extract.readers.ocr.recogniser import PixelBox
from forms.money import is_number

Piece = tuple[PixelBox, str, float]
"""Where it stands, what it says, how sure that is."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OPENING, _CLOSING = re.compile(r"^[（《〈【“‘「(]"), re.compile(r"[，。；：、！？）》〉】”’」):]$")
_LARGE, _LEVEL, _HALF, _BEARING, _ALIGNED = 1.25, 0.15, 0.6, 0.04, 0.12
"""Heights of the type: what is higher is of larger type; the middles of one line's words lie no farther apart; white
of a bracket; white on either side of a character; the edges of words set at one place lie no farther apart."""
_PITCH, _CLOSE = 0.06, 2.0
"""Heights of the type: what equal distances between lines differ; and the greatest distance of two lines of a cell."""


def as_type(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, without those that lie inside another, in the boxes of their type."""
    pieces = [
        piece for n, piece in enumerate(pieces) if not any(_lies_in(piece, n, m, p) for m, p in enumerate(pieces))
    ]
    tall = [bottom - top for (_, top, _, bottom), text, _ in pieces if _CHINESE.search(text)]
    usual = float(np.median(tall)) if tall else 0.0
    sizes = [
        usual if usual and (is_number(text) or bottom - top < _LARGE * usual) else float(bottom - top)
        for (_, top, _, bottom), text, _ in pieces
    ]
    spans = [_with_white(box, text, size) for (box, text, _), size in zip(pieces, sizes, strict=True)]
    spans = list(zip(*(_aligned(edges, usual) for edges in zip(*spans, strict=True)), strict=True))
    levels = _evened(spans, _levels([(box[1] + box[3]) / 2 for box, _, _ in pieces], sizes), usual)
    return [
        ((left, round(level - size / 2), right, round(level - size / 2) + round(size)), text, sure)
        for (left, right), level, size, (_, text, sure) in zip(spans, levels, sizes, pieces, strict=True)
    ]


def _lies_in(piece: Piece, n: int, m: int, other: Piece) -> bool:
    """True for a piece of ink that belongs to another and was found once more."""
    (left, top, right, bottom), (x0, y0, x1, y1) = piece[0], other[0]
    inside = x0 - 1 <= left and right <= x1 + 1 and y0 - 1 <= top and bottom <= y1 + 1
    return inside and (n > m if piece[0] == other[0] else n != m)


def _with_white(box: PixelBox, text: str, size: float) -> tuple[int, int]:
    before = _HALF if _OPENING.match(text) else _BEARING if _CHINESE.match(text) else 0.0
    behind = _HALF if _CLOSING.search(text) else _BEARING if _CHINESE.match(text[-1:]) else 0.0
    return round(box[0] - before * size), round(box[2] + behind * size)


def _aligned(edges: Sequence[int], size: float) -> list[int]:
    """The edges of words, one for those that begin, or end, at almost the same place."""
    places: dict[int, int] = {}
    group: list[int] = []
    for edge in [*sorted(edges), None]:
        if group and (edge is None or edge - group[0] > _ALIGNED * size):
            places.update(dict.fromkeys(group, group[len(group) // 2]))
            group = []
        if edge is not None:
            group.append(edge)
    return [places[edge] for edge in edges]


def _levels(middles: list[float], sizes: list[float]) -> list[float]:
    """The middles, one for all words of a line."""
    places = np.array(middles)
    return [
        float(np.median(places[np.abs(places - y) < _LEVEL * size])) for y, size in zip(middles, sizes, strict=True)
    ]


def _evened(spans: Sequence[tuple[int, int]], levels: list[float], size: float) -> list[float]:
    """The levels, lines one below the other at the distance that is usual on the page where they nearly are."""
    order = sorted(range(len(levels)), key=levels.__getitem__)
    above: dict[int, int] = {}
    for place, n in enumerate(order):
        over = [m for m in order[:place] if levels[m] < levels[n] - _LEVEL * size and _overlap(spans[m], spans[n])]
        if over and levels[n] - levels[over[-1]] < _CLOSE * size:
            above[n] = over[-1]
    distances = np.array([levels[n] - levels[m] for n, m in above.items()])
    if not len(distances):
        return levels
    near = [int((np.abs(distances - distance) < _PITCH * size).sum()) for distance in distances]
    most = distances[int(np.argmax(near))]
    pitch = round(float(np.median(distances[np.abs(distances - most) < _PITCH * size])))
    evened = list(levels)
    for n in order:
        if n in above and abs(levels[n] - levels[above[n]] - pitch) < _PITCH * size:
            evened[n] = evened[above[n]] + pitch
    return evened


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])
