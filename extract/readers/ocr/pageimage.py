"""One page image to a Page: ruled tables cell by cell, tables without ruling lines by their columns, prose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from extract.document import Box, Cell, Grid, Line, Page, Row
from extract.readers.ocr.lettering import line_height, printed, text_lines
from extract.readers.ocr.looks import read_lines
from extract.readers.ocr.orientation import upright
from extract.readers.ocr.recogniser import Image, PixelBox, recognise
from extract.readers.ocr.ruling import RuledTable, ruled_tables, rules_of, ruling_lines
from extract.readers.ocr.straighten import rotated, skew
from extract.readers.unruled import unruled_grids

Piece = tuple[PixelBox, str, float]


def recognised_page(grey: Image, number: int | None, dpi: float, check: Callable[[], None]) -> Page:
    """The page as recognised; coordinates are points of the page set upright.

    ``grey`` is the page at ``dpi`` pixels an inch. ``check`` is called between the steps and raises
    when the page's time is over.
    """
    angle = skew(grey)
    grey, found = upright(rotated(grey, angle) if angle else grey, dpi, check)
    threshold, black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    across, down = ruling_lines(np.asarray(black, np.uint8), dpi)
    tables = ruled_tables(across, down, dpi)
    height = line_height(found, dpi)
    ink = printed(grey, threshold)
    rules = rules_of(across, down, tables, ink, height)
    ink &= ~rules
    letters = np.where(rules, np.uint8(255), grey)
    outside = [box for box in found if not any(_holds(table.box, box) for table in tables)]
    cells = [(t, cell, (line, box)) for t, table in enumerate(tables) for cell, box in _cell_boxes(table).items()
             for line in text_lines(ink, box, height)]
    lines = [line for _, _, line in cells]
    texts = recognise([np.ascontiguousarray(letters[y0:y1, x0:x1]) for x0, y0, x1, y1 in outside], check)
    texts += read_lines(letters, lines, height, check)
    pieces = [(box, text.strip(), confidence)
              for box, (text, confidence) in zip([*outside, *(line for line, _ in lines)], texts, strict=True)]
    scale = 72 / dpi
    page = Page(number, recognised=True)
    inside: dict[tuple[int, int], list[Piece]] = {}
    for (t, cell, _), piece in zip(cells, pieces[len(outside):], strict=True):
        inside.setdefault((t, cell), []).append(piece)
    page.grids = [_grid(table, {c: p for (n, c), p in inside.items() if n == t}, number, scale)
                  for t, table in enumerate(tables)]
    _fill(page, pieces, len(outside), scale)
    return page


def _fill(page: Page, pieces: list[Piece], outside: int, scale: float) -> None:
    """Lines, prose, tokens and the tables without ruling lines."""
    words = [_word(piece, scale) for piece in pieces if piece[1]]
    page.lines = [_line(group) for group in _rows(words)]
    page.tokens = [[word["text"] for word in group] for group in _rows(words)]
    prose = [_word(piece, scale) for piece in pieces[:outside] if piece[1]]
    if not page.grids and page.number is not None:
        page.grids, prose = unruled_grids(prose, page.number)
    page.prose = [_line(group) for group in _rows(prose)]
    edge = 0.0
    for grid in page.grids:
        top = grid.box[1] if grid.box else 0.0
        grid.lead = [line for line in page.prose if line.box and edge <= line.box[1] and line.box[3] <= top + 6]
        edge = grid.box[3] - 2 if grid.box else edge


def _cell_boxes(table: RuledTable) -> dict[int, PixelBox]:
    boxes: dict[int, PixelBox] = {}
    for row, numbers in enumerate(table.cells):
        for column, cell in enumerate(numbers):
            x0, y0, x1, y1 = table.xs[column], table.ys[row], table.xs[column + 1], table.ys[row + 1]
            old = boxes.get(cell, (x0, y0, x1, y1))
            boxes[cell] = (min(old[0], x0), min(old[1], y0), max(old[2], x1), max(old[3], y1))
    return boxes


def _grid(table: RuledTable, pieces: dict[int, list[Piece]], number: int | None, scale: float) -> Grid:
    boxes = _cell_boxes(table)
    seen: set[int] = set()
    rows: list[Row] = []
    for numbers in table.cells:
        row: Row = []
        for cell in numbers:
            if cell in seen:
                row.append(None)
                continue
            seen.add(cell)
            inside = [piece for piece in pieces.get(cell, []) if piece[1]]
            text = _text(inside)
            row.append(Cell(text, _points(boxes[cell], scale), min((p[2] for p in inside), default=None)))
        rows.append(row)
    return Grid(rows, number, [], _points(table.box, scale))


def _text(pieces: list[Piece]) -> str:
    """Lines of a cell one below the other; words apart on one line by a blank."""
    text, last = "", None
    for box, piece, _ in pieces:
        if last is not None:
            text += " " if box[1] < (last[1] + last[3]) / 2 else "\n"
        text, last = text + piece, box
    return text


def _holds(table: PixelBox, box: PixelBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]


def _points(box: PixelBox, scale: float) -> Box:
    return (round(box[0] * scale, 2), round(box[1] * scale, 2), round(box[2] * scale, 2), round(box[3] * scale, 2))


def _word(piece: Piece, scale: float) -> dict[str, Any]:
    x0, top, x1, bottom = _points(piece[0], scale)
    return {"text": piece[1], "x0": x0, "top": top, "x1": x1, "bottom": bottom, "confidence": piece[2]}


def _rows(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        last = groups[-1][-1] if groups else None
        if last is not None and word["top"] < (last["top"] + last["bottom"]) / 2 < word["bottom"]:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [sorted(group, key=lambda word: word["x0"]) for group in groups]


def _line(words: list[dict[str, Any]]) -> Line:
    box = (min(w["x0"] for w in words), min(w["top"] for w in words),
           max(w["x1"] for w in words), max(w["bottom"] for w in words))
    return Line(" ".join(word["text"] for word in words), box)
