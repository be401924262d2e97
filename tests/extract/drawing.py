"""Small documents drawn line by line and frame by frame, and read by the real path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from archive.extracted import Disclosure
from archive.media import PDF, media_type
from extract.assemble import assemble
from extract.document import Grid, Page
from extract.identity import Hints
from extract.readers import read
from samples.documents.grid import cells
from samples.documents.lettering import write

COVER = ["舞阳县水利局", "2024年部门预算公开"]
BODY, UNIT = "部门名称：舞阳县水利局", "单位：万元"
WIDE, HIGH, ROW = 800.0, 560.0, 16.0


@dataclass(frozen=True)
class Frame:
    """A ruled table; "<" and "^" continue a merged cell. `columns`: its vertical lines, in hundredths of its width."""

    rows: Sequence[str]
    columns: Sequence[float] = ()
    shaded: bool = False
    """White paper behind each line of text, as Word draws it."""
    rule: tuple[int, int, float] | None = None
    """A line more: from which column to which, how many points below the top."""


Sheet = list[str | Frame]
"""A page to be drawn."""


def drawn(*pages: Sequence[str | Frame]) -> bytes:
    """A PDF of lines of text and ruled tables, from the top of each page downwards."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH), invariant=1)
    for page in pages:
        y = HIGH - 40
        for block in page:
            if isinstance(block, str):
                y -= ROW
                write(canvas, 40, y, block, 9)
            else:
                y = _frame(canvas, y - 6, block)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def _frame(canvas: Canvas, top: float, frame: Frame) -> float:
    rows = tuple(tuple(row.split("|")) for row in frame.rows)
    count = len(rows[0])
    lines = [40 + (WIDE - 80) * at / 100 for at in frame.columns] or [
        40 + (WIDE - 80) * n / count for n in range(count + 1)
    ]
    for cell in cells(rows):
        left, right = lines[cell.column], lines[cell.column + cell.columns]
        upper, high = top - cell.row * ROW, cell.rows * ROW
        canvas.rect(left, upper - high, right - left, high)
        if frame.shaded and cell.text:
            canvas.setFillGray(1)
            canvas.rect(left + 3, upper - high / 2 - 4, right - left - 6, 8, stroke=0, fill=1)
            canvas.setFillGray(0)
        first, *more = cell.text.split("\n")
        y = upper - high / 2 - 3 if not more else upper - 9  # what has no room runs over the lower line
        for n, text in enumerate((first, *more)):
            write(canvas, left + 3, y - 9 * n, text, 8)
    if frame.rule:
        left, right, below = frame.rule
        canvas.line(lines[left], top - below, lines[right], top - below)
    return top - len(rows) * ROW


def page_of(canvas: Canvas, data: BytesIO) -> Page:
    """The only page drawn, as read."""
    canvas.showPage()
    canvas.save()
    (page,) = read(data.getvalue(), PDF).pages
    return page


def texts(grid: Grid) -> list[list[str | None]]:
    """What each cell prints; nothing where a merged one goes on."""
    return [[None if cell is None else cell.text for cell in row] for row in grid.rows]


def yuan(*amounts: float) -> tuple[Decimal, ...]:
    """Amounts printed in 万元."""
    return tuple(Decimal(str(amount)) * 10000 for amount in amounts)


def extracted(data: bytes) -> Disclosure:
    (disclosure,) = assemble(read(data, media_type(data)), Hints()).disclosures
    return disclosure


def column(disclosure: Disclosure, table: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row.get(name) for name in names) for row in disclosure.rows.get(table, [])]
