"""A page image set upright: the angle at which it lay on the scanner."""

from __future__ import annotations

import cv2
import numpy as np

from extract.readers.ocr.recogniser import Image

MAX_SKEW = 4.0
"""Degrees; a page that lies further askew is left as it is."""

_WIDTH = 1000
_SMALLEST = 0.04


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
