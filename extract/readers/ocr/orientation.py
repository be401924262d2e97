"""Pages that were scanned lying on their side or upside down."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extract.readers.ocr.recogniser import Image, PixelBox, detect, recognise

_PROBES = 6


def upright(grey: Image, dpi: float, check: Callable[[], None]) -> tuple[Image, list[PixelBox], int]:
    """The page as it is to be read, the boxes around its lines of text, and by how many degrees it was turned
    counter-clockwise."""
    turn = 0
    boxes = detect(grey, dpi)
    tall = sum(bottom - top > 1.5 * (right - left) for left, top, right, bottom in boxes)
    if len(boxes) >= 5 and tall > 0.6 * len(boxes):
        check()
        grey, turn = np.ascontiguousarray(np.rot90(grey)), 90
        boxes = detect(grey, dpi)
    check()
    if _upside_down(grey, boxes, check):
        height, width = grey.shape[:2]
        grey, turn = np.ascontiguousarray(np.rot90(grey, 2)), turn + 180
        boxes = [(width - right, height - bottom, width - left, height - top) for left, top, right, bottom in boxes]
    return grey, boxes, turn


def _upside_down(grey: Image, boxes: list[PixelBox], check: Callable[[], None]) -> bool:
    """True when the longest lines are recognised with more confidence after turning them round."""
    longest = sorted((box for box in boxes if box[2] - box[0] > 2 * (box[3] - box[1])), key=lambda box: box[0] - box[2])
    crops = [np.ascontiguousarray(grey[top:bottom, left:right]) for left, top, right, bottom in longest[:_PROBES]]
    if not crops:
        return False
    as_is = [confidence for _, confidence in recognise(crops, check)]
    turned = [confidence for _, confidence in recognise([np.ascontiguousarray(np.rot90(c, 2)) for c in crops], check)]
    return sum(turned) > sum(as_is) + 0.1 * len(crops)
