"""A ruled table: heights of wrapped rows, where pages break, and drawing one page's piece of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from samples.documents.grid import LEFT, Cell, Rows, cells
from samples.documents.headers import Look
from samples.documents.lettering import width, wrap, write

AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")


@dataclass(frozen=True)
class Setting:
    """A look scaled to the page: column edges from the left margin, lettering size, leading, padding."""

    look: Look
    edges: tuple[float, ...]

    @classmethod
    def of(cls, look: Look, room: float) -> Setting:
        scale = room / sum(look.widths)
        edges = [0.0]
        for part in look.widths:
            edges.append(round(edges[-1] + part * scale, 2))
        return cls(look, tuple(edges))

    @property
    def leading(self) -> float:
        return self.look.size * 1.2

    def lines(self, cell: Cell) -> list[str]:
        """The cell's text cut to its width."""
        room = self.edges[cell.column + cell.columns] - self.edges[cell.column] - 2 * self.look.pad
        return wrap(cell.text, room, self.look.size)

    def height(self, lines: int) -> float:
        """Row height that holds so many lines."""
        return lines * self.leading + 2 * self.look.pad + 1


def heights(rows: Rows, setting: Setting) -> list[float]:
    """Height of every row: its tallest cell; a cell over several rows stretches its last."""
    found = [setting.height(1)] * len(rows)
    for cell in sorted(cells(rows), key=lambda cell: cell.rows):
        need = setting.height(len(setting.lines(cell)))
        last = cell.row + cell.rows - 1
        found[last] += max(0.0, need - sum(found[cell.row : last + 1]))
    return found


def cut_row(row: Sequence[str], setting: Setting, lines: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A row cut by the page break after `lines` lines: what stands above and what stands below."""
    above, below = [], []
    for cell in cells((tuple(row),)):
        pieces = setting.lines(cell)
        filler = [LEFT] * (cell.columns - 1)
        above += ["".join(pieces[:lines]), *filler]
        below += ["".join(pieces[lines:]), *filler]
    return tuple(above), tuple(below)


def chunks(rows: Rows, setting: Setting, breaks: dict[int, int], first: float, later: float) -> list[Rows]:
    """`rows` as one piece a page: `first` points fit on the first page, `later` on the others."""
    pages: list[list[tuple[str, ...]]] = [[]]
    left = first
    for index, (row, height) in enumerate(zip(rows, heights(rows, setting), strict=True)):
        if breaks.get(index):
            above, below = cut_row(row, setting, breaks[index])
            pages[-1].append(above)
            pages.append([below])
            left = later - setting.height(1)
        elif index in breaks or height > left:
            pages.append([row])
            left = later - height
        else:
            pages[-1].append(row)
            left -= height
    return [tuple(page) for page in pages if page]


def draw(canvas: Canvas, rows: Rows, setting: Setting, x: float, y: float, rules: str, header: bool) -> float:
    """Draw `rows` with the upper left corner at (x, y); the height used."""
    tall = heights(rows, setting)
    tops = [0.0]
    for height in tall:
        tops.append(tops[-1] + height)
    for cell in cells(rows):
        left, right = x + setting.edges[cell.column], x + setting.edges[cell.column + cell.columns]
        top, bottom = y - tops[cell.row], y - tops[cell.row + cell.rows]
        frame(canvas, left, bottom, right, top, rules)
        _letter(canvas, cell, setting, (left, right, top, bottom), header)
    return tops[-1]


def frame(canvas: Canvas, left: float, bottom: float, right: float, top: float, rules: str) -> None:
    """Rule one cell."""
    canvas.setLineWidth(0.5)
    if rules == "rects":
        canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
    elif rules == "lines":
        corners = (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        )
        canvas.lines(corners)
    else:
        canvas.setFillGray(0)
        for edge in (top, bottom):
            canvas.rect(left, edge - 0.25, right - left, 0.5, stroke=0, fill=1)
        for edge in (left, right):
            canvas.rect(edge - 0.25, bottom, 0.5, top - bottom, stroke=0, fill=1)


def _letter(canvas: Canvas, cell: Cell, setting: Setting, box: tuple[float, float, float, float], header: bool) -> None:
    left, right, top, bottom = box
    size, pad = setting.look.size, setting.look.pad
    pieces = setting.lines(cell)
    baseline = (top + bottom) / 2 + len(pieces) * setting.leading / 2 - size * 0.95
    centred = header or cell.rows > 1 or cell.column in setting.look.centred
    for piece in pieces:
        if centred:
            start = (left + right - width(piece, size)) / 2
        elif AMOUNT.fullmatch(cell.text):
            start = right - pad - width(piece, size)
        else:
            start = left + pad
        if piece:
            write(canvas, start, baseline, piece, size)
        baseline -= setting.leading
