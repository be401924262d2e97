"""Tables drawn without a line, as office software sets them: wrapped cells, centred headers, amounts to the right."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from extract.document import Grid, Page
from extract.readers.pdf import read
from forms.money import is_number
from samples.documents.grid import Cell, cells, parse
from samples.documents.lettering import width, wrap, write

_SIGNS, _DEEPER = {"≥", "≤", "“"}, 0.28
LEFT, WIDE, HIGH = 40.0, 800.0, 560.0


@dataclass(frozen=True)
class Unlined:
    """A table; "<" and "^" continue a merged cell. `columns`: widths in points."""

    rows: str
    columns: Sequence[float]
    header: int = 0
    """Rows of the header, whose words are centred."""
    from_top: bool = False
    """Cells begin at the top of their row, as Word sets them; else they stand in its middle, as browsers do."""
    at_bottom: bool = False
    """Cells end at the bottom of their row, as worksheets set them."""
    flush: bool = False
    """All words at the left edge of their cells, as web layouts set them; else only words of the body are."""
    figures_right: bool = False
    """Amounts at the right edge of their cells all the same."""
    whole: bool = False
    """Numbers without decimals are amounts too."""
    centred: bool = False
    """All words in the middle of their cells, too long ones from the left edge over the next cell, as browsers do."""
    padding: float = 1.5
    """Above and below the words of a cell."""
    aside: float = 1.5
    """Left and right of them."""
    leading: float = 1.3
    size: float = 8.0
    order: Literal["lines", "cells", "columns", "wrapped last"] = "lines"
    """What is written first: the words of the upper line, of the cell before, of the column before, or of cells of one
    line (a worksheet's printer draws the others after all these)."""
    raised: float = 0.0
    """Points by which figures stand above their line, in a font of their own."""
    signs: float = 0.0
    """The size of signs (≥, “) that another font has; it sets the next line of their cell lower."""
    lowest: float = 0.0
    """The least height of a row, as an empty cell in larger type makes it."""
    bands: Literal["rows", "cells"] | None = None
    """What has a colour behind it: the rows, by turns, or the cells of every second one."""
    pixel: float = 0.0
    """Points to whose multiples a browser sets its lines."""
    indented: tuple[tuple[int, str], ...] = ()
    """By how many characters a cell's words stand in."""
    high: tuple[float, ...] = ()
    """Heights of the first rows where they are given: lines that do not fit are printed over the next rows."""


Sheet = list[str | Unlined]
"""A page to be drawn."""


def drawn(*pages: Sequence[str | Unlined]) -> bytes:
    """The pages as a PDF; a text is a line set in the middle."""
    data = io.BytesIO()
    canvas = Canvas(data, (WIDE, HIGH), invariant=1)
    for page in pages:
        y = HIGH - 40
        for block in page:
            if isinstance(block, str):
                y -= 18
                write(canvas, (WIDE - width(block, 10)) / 2, y, block, 10)
            else:
                y = _table(canvas, y - 8, block)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def printed(*pages: Sequence[str | Unlined]) -> list[Page]:
    """The pages as read."""
    return read(drawn(*pages)).pages


def grids(*pages: Sequence[str | Unlined]) -> list[list[list[str | None]]]:
    """The texts of every grid, wrapped lines of a cell joined."""
    return [texts(grid) for page in printed(*pages) for grid in page.grids]


def as_printed(*blocks: str) -> list[list[str | None]]:
    """The texts of a table's rows as `grids` gives them."""
    rows = [row for block in blocks for row in parse(block)]
    return [[None if text and text in "<^" else text for text in row] for row in rows]


def texts(grid: Grid) -> list[list[str | None]]:
    """A grid's texts, wrapped lines of a cell joined."""
    return [[None if cell is None else cell.text.replace("\n", "") for cell in row] for row in grid.rows]


def _table(canvas: Canvas, top: float, table: Unlined) -> float:
    rows = parse(table.rows)
    edges = [LEFT]
    for wide in table.columns:
        edges.append(edges[-1] + wide)

    def lines(cell: Cell) -> list[str]:
        room = edges[cell.column + cell.columns] - edges[cell.column] - 2 * table.aside
        return [cell.text] if table.centred and cell.text.isdigit() else wrap(cell.text, room, table.size)

    step = table.size * table.leading
    heights = [max(table.lowest, step + 2 * table.padding)] * len(rows)
    for cell in cells(rows):
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], len(lines(cell)) * step + 2 * table.padding)
    for cell in cells(rows):
        last = cell.row + cell.rows
        lacking = len(lines(cell)) * step + 2 * table.padding - sum(heights[cell.row : last])
        heights[last - 1] += max(0.0, lacking)
    heights[: len(table.high)] = table.high
    for n in range(table.header, len(rows)) if table.bands else ():
        canvas.setFillGray(0.9 if n % 2 else 1.0)
        for left, right in pairwise(edges) if table.bands == "cells" else [(edges[0], edges[-1])]:
            if n % 2 or table.bands == "rows":
                canvas.rect(left, top - sum(heights[: n + 1]), right - left, heights[n], stroke=0, fill=1)
    canvas.setFillGray(0)
    written: list[tuple[float, float, str, bool]] = []
    deeper = {text: depth for depth, text in table.indented}
    for cell in cells(rows):
        room = sum(heights[cell.row : cell.row + cell.rows])
        y = top - sum(heights[: cell.row]) - table.padding
        if not table.from_top:
            y -= (room - 2 * table.padding - len(lines(cell)) * step) / (1 if table.at_bottom else 2)
        left, right = edges[cell.column] + table.aside, edges[cell.column + cell.columns] - table.aside
        for n, text in enumerate(lines(cell)):
            x = left + deeper.get(cell.text, 0) * table.size
            amount = is_number(cell.text) and (table.whole or "." in cell.text)
            if table.flush and not (table.figures_right and amount):
                pass
            elif table.centred or (cell.row < table.header and not table.flush):
                x = max(left, (left + right - width(text, table.size)) / 2)
            elif amount:
                x = right - width(text, table.size)
            lower = _DEEPER * (table.signs - table.size) if n and table.signs and lines(cell)[0][:1] in _SIGNS else 0.0
            foot = y - n * step - table.size - lower
            foot -= foot % table.pixel if table.pixel else 0.0
            written.append((foot, x, text, len(lines(cell)) > 1))
    orders = {
        "lines": lambda one: (-one[0], one[1]),
        "cells": None,
        "columns": lambda one: (one[1], -one[0]),
        "wrapped last": lambda one: one[3],
    }
    if (order := orders[table.order]) is not None:
        written.sort(key=order)
    for y, x, text, _ in written:
        if table.raised and is_number(text):
            canvas.setFont("Times-Roman", table.size)
            canvas.drawString(x, y + table.raised, text)
        elif table.signs and text[:1] in _SIGNS:
            write(canvas, x - width(text[0], table.signs - table.size), y, text[0], table.signs)
            write(canvas, x + width(text[0], table.size), y, text[1:], table.size)
        else:
            write(canvas, x, y, text, table.size)
    return top - sum(heights)
