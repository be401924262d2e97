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
    halves = grey.copy(), grey.copy()
    halves[0][:, middle:] = halves[1][:, :middle] = 255
    return [(halves[0], left), (halves[1], right)]
