"""What lines part: words at the sides of cells, and tables whose lines part their figures from one another."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.document import Grid
from extract.readers.page.boxes import across, down, holds, is_within
from extract.readers.page.lines import Word
from extract.readers.page.openrows import tables_with_open_rows
from extract.readers.page.painted import is_fill
from extract.readers.page.ruling import without_fills
from extract.readers.page.shared import shares_cells
from extract.readers.page.walls import Wall, upright_lines
from forms.money import is_number

_LIMIT = re.compile(r"^[≤≥<>＜＞]|[%％]$")
"""What a target has more than a number."""
_NEAR = 2.0
"""Points by which lines of one column differ from page to page."""
_ROW = 30.0
"""Points that lines go on below a table's last row where they have rows of their own beside them."""
_SEVERAL, _MANY = 3, 0.3
"""Figures of one cell, and the share of a page's figures that stand so, where its lines part no cells."""


def words_of(page: PlumberPage, **tolerances: float) -> list[Word]:
    """The page's words with their ``chars``; what touches across an upright line is two: a figure, and the label
    right of it."""
    walls = upright_lines(page.edges)
    words = page.extract_words(**tolerances, return_chars=True)
    return [piece for word in words for piece in _parted(word, walls)]


def _parted(word: Word, walls: list[Wall]) -> Iterator[Word]:
    middle = down(word)
    first, last = bisect_left(walls, (word["x0"],)), bisect_right(walls, (word["x1"],))
    beside = [x for x, top, bottom in walls[first:last] if top <= middle <= bottom]
    if not beside or not word["upright"]:
        yield word
        return
    places = [bisect_left(beside, across(char)) for char in word["chars"]]
    for _, group in groupby(zip(places, word["chars"], strict=True), key=itemgetter(0)):
        own = [char for _, char in group]
        text = "".join(char["text"] for char in own)
        yield {**word, "text": text, "x0": own[0]["x0"], "x1": own[-1]["x1"], "chars": own}


def tables_of(page: PlumberPage, words: list[Word], above: Grid | None) -> list[Any]:
    """The page's ruled tables from top to bottom, those inside others left out. A single row of words is one where
    it goes on with the table that ends the page before (``above``)."""
    figures = any(is_number(_LIMIT.sub("", word["text"])) for word in words)
    coloured = any(map(is_fill, page.rects))
    ruled = tables_with_open_rows(without_fills(page)) if coloured else []
    shaded = coloured and not ruled
    found = max(tables_with_open_rows(page), ruled, key=_count)  # a colour may reach over the end of an open cell
    tables = sorted(found, key=lambda table: (table.bbox[1], table.bbox[0]))
    if shaded and figures and not (above is not None and tables and _stands_under(tables[0], above)):
        return []  # shaded rows and headers of tables that no line rules; without figures, of a list of contents
    tables = [
        table
        for table in tables
        if len(table.rows) > 1
        or (not shaded and _says_something(table, table is tables[-1]))
        or (above is not None and table is tables[0] and _stands_under(table, above))
    ]
    tables = [t for t in tables if not any(o is not t and is_within(t.bbox, o.bbox) for o in tables)]
    loose = [word for word in words if not any(holds(table.bbox, word) for table in tables)]
    if _together(tables, words) or any(_goes_on(page, table, loose) for table in tables):
        return []  # a frame around a table that no line parts, or lines that part only its columns
    if any(shares_cells(table, page, words) for table in tables):
        return []  # rows that nothing parts, below one another or between painted ones
    return tables


def _count(tables: list[Any]) -> int:
    return sum(len(table.cells) for table in tables)


def _says_something(table: Any, last: bool) -> bool:
    """True for a single row with figures, and for one of several words at the page's end: a header whose other rows
    stand on the next page. Others are frames around a title."""
    texts = [text for row in table.extract() for text in row if text]
    return any(char.isdigit() for text in texts for char in text) or (last and len(texts) >= _SEVERAL)


def _stands_under(table: Any, above: Grid) -> bool:
    """True for a row of several cells each of which begins and ends where cells above it do."""
    sides = [x for row in above.rows for cell in row if cell is not None and cell.box for x in cell.box[::2]]
    return len(table.cells) > 1 and all(
        any(abs(x - at) < _NEAR for at in sides) for box in table.cells for x in box[::2]
    )


def _together(tables: list[Any], words: list[Word]) -> bool:
    """True when many of the page's figures share a cell of its tables with several others. Digits alone may be the
    parts of one that a narrow cell breaks."""
    figures = [word for word in words if is_number(word["text"]) and ("." in word["text"] or "," in word["text"])]
    held = [sum(holds(cell, word) for word in figures) for table in tables for cell in table.cells]
    return sum(count for count in held if count >= _SEVERAL) >= max(2 * _SEVERAL, _MANY * len(figures))


def _goes_on(page: PlumberPage, table: Any, loose: list[Word]) -> bool:
    """True when lines between the table's columns go on below it beside figures of no table: no line parts its rows."""
    bottom = table.bbox[3]
    sides = {round(x) for cell in table.cells for x in cell[::2]}
    below = [
        edge
        for edge in page.edges
        if edge["orientation"] == "v" and round(edge["x0"]) in sides and edge["bottom"] > bottom + _ROW
    ]
    if len({round(edge["x0"]) for edge in below}) < _SEVERAL:
        return False
    end = max(edge["bottom"] for edge in below)
    return len([word for word in loose if is_number(word["text"]) and bottom < word["top"] < end]) >= 2 * _SEVERAL
