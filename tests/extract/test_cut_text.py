"""Text that a spreadsheet cuts at its cell's edge: in the file it goes on, under the neighbouring cells' figures."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from reportlab.pdfgen.canvas import Canvas

from samples.documents.lettering import wrap, write
from tests.extract.drawing import COVER, UNIT, column, extracted

TITLE = "一般公共预算基本支出表"
LONG, TALL = "机关事业单位基本养老保险缴费", "其他对个人和家庭的补助支出"
ROWS = (
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    ("", "合计", "79.50", "62", "17.50"),
    ("30108", LONG, "44", "44", ""),
    ("30399", TALL, "18", "18", ""),
    ("30201", "办公费", "17.50", "", "17.50"),
)
EDGES = (40, 100, 160, 240, 300, 360)
WIDE, HIGH, ROW, SIZE = 400, 300, 14, 8


def _sheet(canvas: Canvas, single: bool) -> None:
    """The rows, each text cut to its cell: one in a line too long for it, one in more lines than it has room for.

    ``single``: of this one only the lines that stand outside the cell are cut, from the first line downwards.
    """
    for n, row in enumerate(ROWS):
        top = 220 - ROW * n
        canvas.grid(list(EDGES), [top, top - ROW])
        for left, right, text in zip(EDGES, EDGES[1:], row, strict=False):
            lines = wrap(text, right - left - 4, SIZE) if text == TALL else [text]
            for k, line in enumerate(lines):
                canvas.saveState()
                path = canvas.beginPath()
                path.rect(left, top - ROW, right - left, ROW)
                if not single or text == LONG or k:
                    canvas.clipPath(path, stroke=0)
                above = 0 if single else ROW / 2 * (len(lines) - 1)
                write(canvas, left + 2, top - 10 + above - k * 10, line, SIZE)
                canvas.restoreState()


def _document(single: bool) -> bytes:
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for n, line in enumerate(COVER):
        write(canvas, 40, 250 - 20 * n, line, 12)
    canvas.showPage()
    write(canvas, 140, 260, TITLE, 10)
    write(canvas, 320, 240, UNIT, 8)
    _sheet(canvas, single)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("single", [False, True])
def test_a_cut_text_is_whole_and_in_its_own_cell(single: bool) -> None:
    columns = ("department_economic_code", "department_economic", "total", "personnel")
    assert column(extracted(_document(single)), "basic_expenditure", *columns) == [
        (None, "合计", Decimal(795000), Decimal(620000)),
        ("30108", LONG, Decimal(440000), Decimal(440000)),
        ("30399", TALL, Decimal(180000), Decimal(180000)),
        ("30201", "办公费", Decimal(175000), None),
    ]
