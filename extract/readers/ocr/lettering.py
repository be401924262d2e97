"""The lines of text inside a cell of a page image, cut out for recognition."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.ocr.recogniser import Image, PixelBox

_LEAST = 5
"""Pixels below which there is a speck and no sign."""

_SIDE = 0.6
"""Line heights to the left and right of a line that are looked at with it."""

_GAP = 4.0
"""Line heights of white that part two words of a line."""


def printed(grey: Image, threshold: float) -> NDArray[np.bool_]:
    """The pixels that are printed on, soft edges and thin strokes (a minus sign) drawn in grey included.

    ``threshold`` parts dark from light; what is lighter counts where it belongs to something nearly as dark.
    """
    paper = float(np.median(grey))
    soft = grey < threshold + (paper - threshold) / 2
    _, labels, stats, _ = cv2.connectedComponentsWithStats(soft.astype(np.uint8), connectivity=8)
    kept = np.zeros(len(stats), np.bool_)
    kept[labels[grey < threshold + (paper - threshold) / 4]] = True
    kept &= stats[:, cv2.CC_STAT_AREA] >= _LEAST
    kept[0] = False
    return np.asarray(kept[labels])


def text_lines(ink: NDArray[np.bool_], box: PixelBox, height: float) -> list[PixelBox]:
    """Boxes around the lines of text within a cell, from top to bottom and left to right.

    ``ink`` is the page without its ruling lines, ``height`` the usual height of a line in pixels.
    """
    left, top, right, bottom = box
    cell = ink[top:bottom, left:right]
    if cell.sum() < _LEAST:
        return []
    bands = runs(np.asarray(cell.any(axis=1)))
    lines = []
    for first, last in _joined(bands, height):
        band = cell[first:last]
        words = runs(np.asarray(band.any(axis=0)))
        merged: list[list[int]] = []
        for x0, x1 in words:
            if merged and x0 - merged[-1][1] < _GAP * height:
                merged[-1][1] = x1
            else:
                merged.append([x0, x1])
        for x0, x1 in merged:
            rows = np.flatnonzero(band[:, x0:x1].any(axis=1))
            tall, wide = int(rows[-1] - rows[0]) + 1, x1 - x0
            rule = tall <= max(2.0, 0.15 * height) and wide > 0.8 * (right - left)
            if band[:, x0:x1].sum() >= _LEAST and not rule:
                lines.append((left + x0, top + first + int(rows[0]), left + x1, top + first + int(rows[-1]) + 1))
    return lines


def widened(line: PixelBox, cell: PixelBox, height: float) -> PixelBox:
    """The line with what stands beside it in its cell: a minus sign may be too faint to count as ink."""
    side = round(_SIDE * height)
    return (
        min(line[0], max(cell[0] + 2, line[0] - side)),
        line[1],
        max(line[2], min(cell[2] - 2, line[2] + side)),
        line[3],
    )


def crop(image: Image, box: PixelBox, height: float, margin: float = 0.18) -> Image:
    """The line with a margin of white (in line heights); a low sign (-, 一) keeps the room of a full line."""
    left, top, right, bottom = box
    pad = round(margin * max(height, bottom - top))
    room = pad + max(0, round((height - (bottom - top)) / 2))
    line = image[top:bottom, left:right]
    return np.ascontiguousarray(np.pad(line, ((room, room), (pad, pad)), constant_values=255))


def line_height(boxes: list[PixelBox], dpi: float) -> float:
    """The usual height of the text of a page, in pixels."""
    heights = [bottom - top for _, top, _, bottom in boxes]
    return float(np.median(heights)) * 0.75 if heights else dpi * 0.14


def runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, the one after the last) of each unbroken run of filled pixels."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _joined(bands: list[tuple[int, int]], height: float) -> list[tuple[int, int]]:
    """Bands of ink as lines: the strokes of 三 or the dot over a letter are no line of their own."""
    lines: list[tuple[int, int]] = []
    for start, end in bands:
        if lines:
            first, last = lines[-1]
            low = min(last - first, end - start) < 0.6 * height
            if low and start - last < 0.45 * height and end - first < 1.5 * height:
                lines[-1] = (first, end)
                continue
        lines.append((start, end))
    return lines
