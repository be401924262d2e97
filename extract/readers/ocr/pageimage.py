"""One page image to its Page, or to the two that lie side by side on it.

It is set upright, its ruling lines are found and taken out, its text is recognised.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from extract.document import Page
from extract.readers.ocr.lettering import line_height, printed, text_lines
from extract.readers.ocr.looks import read_lines
from extract.readers.ocr.recogniser import Image, PixelBox
from extract.readers.ocr.ruling import ruled_tables, rules_of, ruling_lines
from extract.readers.ocr.setting import page_of
from extract.readers.ocr.spread import pages_of
from extract.readers.ocr.straighten import rotated, skew, upright
from extract.readers.ocr.typebox import Piece
from extract.readers.ocr.words import read_words
from extract.readers.unruled.pages import UnruledPages


def recognised_pages(
    grey: Image, number: int, dpi: float, unruled: UnruledPages, check: Callable[[], None]
) -> list[Page]:
    """The page as recognised, two of one number where it shows two; coordinates are points of the page set upright.

    ``grey`` is the page at ``dpi`` pixels an inch, ``unruled`` goes from page to page. ``check`` is called between the
    steps and raises when the page's time is over.
    """
    angle = skew(grey)
    sheet, boxes, quarters = upright(rotated(grey, angle) if angle else grey, dpi, check)
    pages = [_page(page, found, number, dpi, unruled, check) for page, found in pages_of(sheet, boxes, dpi)]
    for page in pages:
        page.turn = angle + quarters
    return pages


def _page(
    grey: Image,
    found: list[PixelBox],
    number: int,
    dpi: float,
    unruled: UnruledPages,
    check: Callable[[], None],
) -> Page:
    threshold, black = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    across, down = ruling_lines(np.asarray(black, np.uint8), dpi)
    tables = ruled_tables(across, down, dpi)
    height = line_height(found, dpi)
    ink = printed(grey, threshold)
    rules = rules_of(across, down, tables, ink, height)
    ink &= ~rules
    letters = np.where(rules, np.uint8(255), grey)

    outside = [box for box in found if not any(_holds(table.box, box) for table in tables)]
    places = [
        (t, cell, line, box)
        for t, table in enumerate(tables)
        for cell, box in table.cell_boxes().items()
        for line in text_lines(ink, box, height)
    ]
    looks = read_lines(letters, [(line, box) for _, _, line, box in places], height, check)
    cells: list[dict[int, list[Piece]]] = [{} for _ in tables]
    for (t, cell, line, _), (text, confidence) in zip(places, looks, strict=True):
        cells[t].setdefault(cell, []).append((line, text.strip(), confidence))
    words = read_words(letters, ink, outside, check)
    return page_of(number, words, list(zip(tables, cells, strict=True)), 72 / dpi, unruled)


def _holds(table: PixelBox, box: PixelBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]
