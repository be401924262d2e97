"""Two pages of a book scanned side by side."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from extract.readers.ocr.recogniser import Image, PixelBox

_WIDER = 1.2
"""Times its height: a sheet less wide holds no two pages."""
_MIDDLE = 0.1
"""Of the width, around the middle, in which the gutter lies."""
_GUTTER = 0.3
"""Inches without anything printed, from the top of the sheet to its foot."""
_FEWEST = 3
"""Lines of text on each page."""
_MARGINS = 0.7
"""Of the white at the sheet's left and right together: between two pages there is about as much."""
_LEVEL, _ROWS = 0.2, 0.8
"""Heights of a line: on one level; share of the lines that are, where both sides are the columns of one table."""
_PROSE = 0.6
"""Of the sheet's half: lines of prose are as wide."""


def pages_of(grey: Image, boxes: list[PixelBox], dpi: float) -> list[tuple[Image, list[PixelBox]]]:
    """The pages that lie side by side on an upright sheet, with the boxes around the lines of each; mostly one.

    Each keeps its place on the sheet: the other is painted white.
    """
    height, width = grey.shape
    if width < _WIDER * height:
        return [(grey, boxes)]
    _, black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    first, last = round((0.5 - _MIDDLE / 2) * width), round((0.5 + _MIDDLE / 2) * width)
    inked = np.flatnonzero(np.asarray(black[:, first:last]).any(axis=0))
    edges = [-1, *(int(place) for place in inked), last - first]
    size, start = max((after - before - 1, before + 1) for before, after in pairwise(edges))
    middle = first + start + size // 2
    left = [box for box in boxes if box[2] <= middle]
    right = [box for box in boxes if box[0] >= middle]
    if size < _GUTTER * dpi or min(len(left), len(right)) < _FEWEST or len(left) + len(right) < len(boxes):
        return [(grey, boxes)]
    margins = min(box[0] for box in left) + width - max(box[2] for box in right)
    if size < _MARGINS * margins or _is_table(left, right, width / 2):
        return [(grey, boxes)]
    halves = grey.copy(), grey.copy()
    halves[0][:, middle:] = halves[1][:, :middle] = 255
    return [(halves[0], left), (halves[1], right)]


def _is_table(left: list[PixelBox], right: list[PixelBox], half: float) -> bool:
    """True for a table without ruling lines: what stands on the right goes on with the lines on the left."""
    middles = np.array([(top + bottom) / 2 for _, top, _, bottom in left])
    level = [
        bool((np.abs(middles - (top + bottom) / 2) < _LEVEL * (bottom - top)).any()) for _, top, _, bottom in right
    ]
    widths = [x1 - x0 for x0, _, x1, _ in [*left, *right]]
    return sum(level) > _ROWS * len(level) and float(np.median(widths)) < _PROSE * half
