"""Red seals stamped over a page: what is printed below them is kept."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image as Pictures

from extract.readers.ocr.recogniser import Image

_LEAST = 0.8
"""Inches: a seal is at least so wide and high; a word or a headline printed in red is not so high."""
_REDDER = 50
"""Levels of 255 by which red ink is redder than green and blue."""
_GAP = 0.06
"""Inches between the signs of a seal."""
_DARKEST = 20
"""Per cent of the seal's ink that are darker, where it mixes with the print below: the rest becomes white."""


def without_seals(picture: Pictures.Image, dpi: float) -> Image:
    """The picture in grey; where a seal lies, as red light shows it: its ink is white there and black stays black."""
    grey = np.asarray(picture.convert("L"), np.uint8)
    if picture.mode == "L":
        return grey
    red, green, blue = np.moveaxis(np.asarray(picture, np.int16), 2, 0)
    inked = (red - np.maximum(green, blue) > _REDDER).astype(np.uint8)
    if not inked.any():
        return grey
    side = max(3, round(_GAP * dpi))
    grown = cv2.dilate(inked, np.ones((side, side), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    sealed = np.zeros(grey.shape, np.bool_)
    for left, top, width, height, _ in stats[1:count]:
        if min(width, height) >= _LEAST * dpi:  # the ring; what is red inside it is the seal's too
            sealed[top : top + height, left : left + width] = True
    sealed &= grown > 0
    if not sealed.any():
        return grey
    ink = float(np.percentile(red[sealed & (inked > 0)], _DARKEST))
    return np.where(sealed, np.minimum(255, red * (255 / max(ink, 1.0))).astype(np.uint8), grey)
