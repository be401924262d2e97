"""The lines of text outside ruled tables; a figure and the label of the next column that touch are parted."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from extract.readers.ocr.recogniser import Image, PixelBox, recognise

Piece = tuple[PixelBox, str, float]
"""Where it stands, what it says, how sure that is."""

_FUSED = re.compile(r"^[-—]?[\d,]*\d\.\d{1,6}(?=[\u4e00-\u9fff（(])(?![万亿元个人])")
_GAP = 0.15
"""Line heights of white between a figure and the label after it."""


def read_words(image: Image, ink: NDArray[np.bool_], boxes: list[PixelBox], check: Callable[[], None]) -> list[Piece]:
    """What the boxes say, each at least one piece."""
    pieces = [(box, *text) for box, text in zip(boxes, recognise(_crops(image, boxes), check), strict=True)]
    parted = {n: halves for n, piece in enumerate(pieces) if (halves := _parted(ink, piece))}
    again = iter(recognise(_crops(image, [box for halves in parted.values() for box in halves]), check))
    result: list[Piece] = []
    for n, piece in enumerate(pieces):
        result.extend((box, *next(again)) for box in parted[n]) if n in parted else result.append(piece)
    return [(_tight(ink, box), text.strip(), confidence) for box, text, confidence in result]


def _parted(ink: NDArray[np.bool_], piece: Piece) -> list[PixelBox]:
    """The two boxes of a figure and the label that follows it; none for any other piece."""
    (left, top, right, bottom), text, _ = piece
    figure = _FUSED.match(text)
    if not figure:
        return []
    # a Chinese character is as wide as two digits
    widths = [1.0 if char.isascii() else 2.0 for char in text]
    expected = (right - left) * sum(widths[: figure.end()]) / sum(widths)
    height = bottom - top
    white = ~ink[top:bottom, left:right].any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], white, [False])).astype(np.int8)))
    gaps = [
        (int(end - start), int(start + end) // 2)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if abs((start + end) / 2 - expected) < 1.5 * height and end - start >= _GAP * height
    ]
    if not gaps:
        return []
    middle = left + max(gaps)[1]
    return [(left, top, middle, bottom), (middle, top, right, bottom)]


def _tight(ink: NDArray[np.bool_], box: PixelBox) -> PixelBox:
    """The box without the white around its ink: what is found is drawn generously."""
    left, top, right, bottom = box
    rows, columns = (np.flatnonzero(ink[top:bottom, left:right].any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return box
    return left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1


def _crops(image: Image, boxes: list[PixelBox]) -> list[Image]:
    return [np.ascontiguousarray(image[top:bottom, left:right]) for left, top, right, bottom in boxes]
