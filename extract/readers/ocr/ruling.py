"""Tables from the ruling lines of a page image: grid lines, and which cells are merged over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.ocr.recogniser import Image, PixelBox

_THICK = 5
"""Pixels on both sides of a grid line within which it may be drawn."""

_DRAWN = 0.6
"""The share of a border between two cells that must be inked for it to part them."""


@dataclass(frozen=True, slots=True)
class RuledTable:
    """``cells`` is rows × columns of cell numbers: merged cells share one number."""

    xs: list[int]
    ys: list[int]
    cells: list[list[int]]

    @property
    def box(self) -> PixelBox:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_boxes(self) -> dict[int, PixelBox]:
        """Cell number → the box around all places of that cell."""
        boxes: dict[int, PixelBox] = {}
        for row, numbers in enumerate(self.cells):
            for column, cell in enumerate(numbers):
                x0, y0, x1, y1 = self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1]
                old = boxes.get(cell, (x0, y0, x1, y1))
                boxes[cell] = (min(old[0], x0), min(old[1], y0), max(old[2], x1), max(old[3], y1))
        return boxes


def ruling_lines(ink: Image, dpi: float) -> tuple[Image, Image]:
    """(horizontal, vertical) masks of the straight lines longer than any stroke of a character."""
    long, high = round(dpi * 0.30), round(dpi * 0.18)
    # a line that is not quite level breaks into steps: thickened by a pixel or two they join
    across = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((high, 1), np.uint8))
    return np.asarray(across, np.uint8), np.asarray(down, np.uint8)


def ruled_tables(across: Image, down: Image, dpi: float) -> list[RuledTable]:
    """The tables of a page from top to bottom: at least one row and two columns within ruling lines."""
    joined = cv2.dilate(across | down, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    tables = []
    for left, top, width, height, _ in stats[1:count]:
        if width > dpi * 0.8 and height > dpi * 0.15:
            table = _table(across, down, (left, top, left + width, top + height), dpi)
            if table:
                tables.append(table)
    boxes = [table.box for table in tables]
    outer = [table for table in tables if not any(_within(table.box, box) for box in boxes)]
    return sorted(outer, key=lambda table: (table.box[1], table.box[0]))


def rules_of(
    across: Image,
    down: Image,
    tables: list[RuledTable],
    ink: NDArray[np.bool_],
    height: float,
) -> NDArray[np.bool_]:
    """The pixels of the tables' ruling lines; long strokes of large characters are none.

    ``ink`` is all that is printed, soft edges included, ``height`` that of a line of text.
    """
    level, upright = np.zeros(across.shape, np.bool_), np.zeros(down.shape, np.bool_)
    for table in tables:
        left, top, right, bottom = table.box
        for y in table.ys:
            band = np.s_[max(0, y - _THICK) : y + _THICK + 1, max(0, left - _THICK) : right + _THICK + 1]
            level[band] |= across[band] > 0
        for x in table.xs:
            band = np.s_[max(0, top - _THICK) : bottom + _THICK + 1, max(0, x - _THICK) : x + _THICK + 1]
            upright[band] |= down[band] > 0
    rules = _grown(level | upright, 1)
    return rules | _remnants(ink & ~rules, level, upright, height)


def _remnants(
    ink: NDArray[np.bool_],
    level: NDArray[np.bool_],
    upright: NDArray[np.bool_],
    height: float,
) -> NDArray[np.bool_]:
    """Thin pieces that jagged or crooked ruling lines leave beside them, in their own direction."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    thin, long = max(3.0, 0.2 * height), 0.7 * height
    wide, tall = stats[:, 2], stats[:, 3]
    pieces = np.zeros(len(stats), np.bool_)
    pieces[labels[_grown(level, 3) & ink]] = True
    doomed = pieces & (tall <= thin) & (wide >= long)
    pieces[:] = False
    pieces[labels[_grown(upright, 3) & ink]] = True
    doomed |= pieces & (wide <= thin) & (tall >= long)
    doomed[0] = False  # the paper
    return np.asarray(doomed[labels])


def _grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(mask.astype(np.uint8), kernel), np.uint8) > 0


def _table(across: Image, down: Image, box: PixelBox, dpi: float) -> RuledTable | None:
    left, top, right, bottom = box
    window = np.s_[top:bottom, left:right]
    # a grid line is where some row (column) of pixels is inked over more than a narrow cell's width (height)
    ys = _positions((across[window] > 0).sum(axis=1), dpi * 0.25, dpi)
    xs = _positions((down[window] > 0).sum(axis=0), dpi * 0.12, dpi)
    if len(xs) < 2 or len(ys) < 2:
        return None
    # a frame may be open at the sides, or cut off by the edge of the page
    xs = _closed(xs, right - left - 1, dpi * 0.2)
    ys = _closed(ys, bottom - top - 1, dpi * 0.12)
    if len(xs) < 3:  # a frame, or lines between rows alone: its columns are found as those of unruled tables are
        return None
    xs, ys = [x + left for x in xs], [y + top for y in ys]
    return RuledTable(xs, ys, _merged(across, down, xs, ys))


def _positions(inked: NDArray[Any], least: float, dpi: float) -> list[int]:
    """The middles of the runs of pixels that are inked enough; lines closer than 0.03 inch are one."""
    places = np.flatnonzero(inked >= least)
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= max(2, round(dpi * 0.03)):
            runs[-1].append(int(place))
        else:
            runs.append([int(place)])
    return [round(sum(p * int(inked[p]) for p in run) / sum(int(inked[p]) for p in run)) for run in runs]


def _closed(places: list[int], end: int, least: float) -> list[int]:
    before, after = places[0] > least, end - places[-1] > least
    return [*([0] if before else []), *places, *([end] if after else [])]


def _merged(across: Image, down: Image, xs: list[int], ys: list[int]) -> list[list[int]]:
    """Cell numbers after joining the neighbours that no border parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for row in range(rows):
        for column in range(columns):
            x0, x1, y0, y1 = xs[column], xs[column + 1], ys[row], ys[row + 1]
            cell = root(row * columns + column)
            if column + 1 < columns and not _drawn(down, (x1 - 4, y0 + 2, x1 + 5, y1 - 1), 1):
                parent[root(row * columns + column + 1)] = cell
            if row + 1 < rows and not _drawn(across, (x0 + 2, y1 - 4, x1 - 1, y1 + 5), 0):
                parent[root((row + 1) * columns + column)] = cell
    return [[root(row * columns + column) for column in range(columns)] for row in range(rows)]


def _drawn(mask: Image, box: PixelBox, axis: int) -> bool:
    x0, y0, x1, y1 = (max(0, edge) for edge in box)
    border = mask[y0:y1, x0:x1]
    return border.size == 0 or float((border.max(axis=axis) > 0).mean()) >= _DRAWN


def _within(inner: PixelBox, outer: PixelBox) -> bool:
    starts, ends = zip(inner[:2], outer[:2], strict=True), zip(inner[2:], outer[2:], strict=True)
    return inner != outer and all(a >= b for a, b in starts) and all(a <= b for a, b in ends)
