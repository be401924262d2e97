"""Tables of which lines rule the header alone, as a style sheet that borders the cells of the header does."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import write
from tests.extract.drawing import COVER, UNIT, column, extracted

COLUMNS = (40, 120, 260, 340, 420, 500)
TITLE, HEADER = "2024年支出总体情况表", ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS = (
    ("", "合计", "1833.30", "950.00", "883.30"),
    ("2130301", "行政运行", "950.00", "950.00", ""),
    ("2130305", "水利工程建设", "883.30", "", "883.30"),
)


def _page(canvas: Canvas, rows: tuple[tuple[str, ...], ...], note: str = "") -> None:
    write(canvas, 220, 360, TITLE, 12)
    write(canvas, 420, 335, UNIT, 9)
    for n, word in enumerate(HEADER):
        canvas.rect(COLUMNS[n], 310, COLUMNS[n + 1] - COLUMNS[n], 16)
        write(canvas, COLUMNS[n] + 3, 315, word, 9)
    for k, row in enumerate(rows):
        for n, word in enumerate(row):
            write(canvas, COLUMNS[n] + 3 if n < 2 else COLUMNS[n + 1] - 3 - 4.5 * len(word), 297 - 16 * k, word, 9)
    write(canvas, 40, 260, note, 9)
    canvas.showPage()


def _document(*rows: tuple[str, ...], note: str = "") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (560, 400))
    for n, text in enumerate(COVER):
        write(canvas, 200, 300 - 30 * n, text, 16)
    canvas.showPage()
    _page(canvas, rows, note)
    canvas.save()
    return buffer.getvalue()


def test_rows_without_lines_below_a_ruled_header_are_read() -> None:
    found = extracted(_document(*ROWS))
    assert column(found, "expenditure", "function_code", "total", "row_kind") == [
        (None, 18333000, "合计"),
        ("2130301", 9500000, "明细"),
        ("2130305", 8833000, "明细"),
    ]
    assert [problem.kind for problem in found.problems if problem.kind == "numbers_unread"] == []


def test_figures_of_a_note_below_an_empty_table_are_no_rows() -> None:
    (_, page) = read(_document(note="注：2023年预算 950.00 万元 883.30 万元，本年没有安排。")).pages
    assert [len(grid.rows) for grid in page.grids] == [1]
