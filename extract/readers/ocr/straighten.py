"""A page image set upright: lying on its side, upside down, or askew by the angle at which it lay on the scanner."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from extract.readers.ocr.recogniser import Image, PixelBox, detect, recognise

MAX_SKEW = 4.0
"""Degrees; a page that lies further askew is left as it is."""

_WIDTH = 1000
_SMALLEST = 0.04
_PROBES = 6


def skew(grey: Image) -> float:
    """Degrees by which to turn the page counter-clockwise, so that lines of text and ruling lie level.

    The right angle is the one at which ink gathers in the fewest rows of pixels.
    """
    scale = _WIDTH / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = np.asarray(cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1], np.uint8)

    def sharpness(angle: float) -> float:
        rows = rotated(ink, angle, border=0).sum(axis=1, dtype=np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for step, reach in ((0.5, MAX_SKEW), (0.1, 0.4), (0.02, 0.08)):
        angles = [best + step * n for n in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=sharpness)
    return best if _SMALLEST <= abs(best) < MAX_SKEW else 0.0


def rotated(image: Image, angle: float, border: int = 255) -> Image:
    """The image turned counter-clockwise about its middle, its size kept."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    fill = (border, border, border)
    result = cv2.warpAffine(
        image, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )
    return np.asarray(result, np.uint8)


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
