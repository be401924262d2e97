"""What lines part and what they do not: frames around unparted tables, words that touch, labels on their side."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import width, write
from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted, page_of

TITLE = "一般公共预算基本支出表"
ROWS = (
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    ("", "合计", "79.50", "62.00", "17.50"),
    ("30101", "基本工资", "44.00", "44.00", ""),
    ("30102", "津贴补贴", "18.00", "18.00", ""),
    ("30201", "办公费", "17.50", "", "17.50"),
)
X = (40, 110, 200, 250, 300, 360)
TOP, ROW = 220, 18


def _rows(canvas: Canvas) -> None:
    for n, row in enumerate(ROWS):
        for left, right, text in zip(X, X[1:], row, strict=False):
            amount = text[-3:-2] == "."
            write(canvas, right - 3 - width(text, 8) if amount else left + 3, TOP - ROW * n - 12, text, 8)


@pytest.mark.parametrize("lines", ["frames", "columns", "pieces of columns"])
def test_a_table_whose_lines_part_no_figures_is_read_by_its_words(lines: str) -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    for n, line in enumerate(COVER):
        write(canvas, 40, 250 - 20 * n, line, 12)
    canvas.showPage()
    write(canvas, 140, 260, TITLE, 10)
    write(canvas, 320, 240, UNIT, 8)
    _rows(canvas)
    if lines == "pieces of columns":
        for y in (TOP, TOP - ROW):
            canvas.line(X[0], y, X[-1], y)
        for n in range(len(ROWS)):
            for x in X[1:-1]:
                canvas.line(x, TOP - ROW * n, x, TOP - ROW * (n + 1))
    else:
        canvas.grid([X[0], X[-1]] if lines == "frames" else list(X), [TOP, TOP - ROW, TOP - ROW * len(ROWS)])
    canvas.showPage()
    canvas.save()
    found = column(extracted(data.getvalue()), "basic_expenditure", "department_economic_code", "total", "personnel")
    assert found == [
        (None, Decimal(795000), Decimal(620000)),
        ("30101", Decimal(440000), Decimal(440000)),
        ("30102", Decimal(180000), Decimal(180000)),
        ("30201", Decimal(175000), None),
    ]


def test_a_frame_around_one_row_of_figures_is_no_table_of_one_column() -> None:
    canvas = Canvas(data := io.BytesIO(), (440, 300))
    for n, line in enumerate(COVER):
        write(canvas, 40, 250 - 20 * n, line, 12)
    canvas.showPage()
    write(canvas, 140, 260, "“三公”经费支出情况表", 10)
    write(canvas, 340, 240, UNIT, 8)
    names = ("“三公”经费合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
    for n, (name, amount) in enumerate(zip(names, ("3.50", "", "", "2.00", "1.50"), strict=True)):
        write(canvas, 43 + 78 * n, TOP - 12, name, 8)
        write(canvas, 113 + 78 * n - width(amount, 8), TOP - ROW - 12, amount, 8)
    canvas.grid([40, 430], [TOP, TOP - ROW, TOP - 2 * ROW])
    canvas.showPage()
    canvas.save()
    found = column(extracted(data.getvalue()), "three_public", "total", "vehicle_operation", "reception")
    assert found == [(35000, 20000, 15000)]


def test_words_that_touch_across_a_line_are_two() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    for n, (amount, label) in enumerate((("832.30", "一、外交支出"), ("41.50", "二、国防支出"))):
        top = TOP - ROW * n
        canvas.grid([40, 120, 180, 300, 360], [top, top - ROW])
        write(canvas, 43, top - 12, "财政拨款", 8)
        write(canvas, 179.6 - width(amount, 8), top - 12, amount, 8)
        write(canvas, 180.4, top - 12, label, 8)
        write(canvas, 303, top - 12, amount, 8)
    page = page_of(canvas, data)
    assert page.tokens == [
        ["财政拨款", "832.30", "一、外交支出", "832.30"],
        ["财政拨款", "41.50", "二、国防支出", "41.50"],
    ]


@pytest.mark.parametrize("angle", [90, -90])
def test_a_label_on_its_side_is_read_as_it_runs(angle: int) -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    canvas.grid([40, 80], [220, 148])
    canvas.grid([80, 200, 300], [220, 196, 172, 148])
    canvas.saveState()
    canvas.translate(60, 184)
    canvas.rotate(angle)
    write(canvas, -24, 2, "预算和财务", 8)
    write(canvas, -24, -9, "管理", 8)
    canvas.restoreState()
    for n, (name, target) in enumerate((("预算编制完整性", "完整"), ("预算执行率", "≥90%"), ("决算真实性", "真实"))):
        write(canvas, 84, 205 - 24 * n, name, 8)
        write(canvas, 204, 205 - 24 * n, target, 8)
    (grid,) = page_of(canvas, data).grids
    assert grid.rows[0][0]
    assert grid.rows[0][0].text == "预算和财务\n管理"


def test_a_mark_that_hangs_over_the_line_of_its_cell() -> None:
    data = drawn([Frame(["项目名称|金额", "系统运行和等保、|12.50", "信息化|7.00"], (0, 8.6, 30))])
    assert [[cell.text for cell in row if cell] for row in read(data).pages[0].grids[0].rows] == [
        ["项目名称", "金额"],
        ["系统运行和等保、", "12.50"],
        ["信息化", "7.00"],
    ]


def test_a_frame_around_a_table_prints_only_the_words_outside_the_tables_cells() -> None:
    """The table stands at the lower right corner of its frame, which lines make the first of its cells."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(600, 400), invariant=1)
    rows = ROWS[:3]
    left, low, high = X[0] - 20, TOP - len(rows) * ROW, TOP + 100
    canvas.rect(left, low, X[-1] - left, high - low)
    for n, row in enumerate(rows):
        for x0, x1, text in zip(X, X[1:], row, strict=False):
            canvas.rect(x0, TOP - (n + 1) * ROW, x1 - x0, ROW)
            write(canvas, x0 + 3, TOP - (n + 1) * ROW + 5, text, 8)
    write(canvas, left + 4, TOP + 60, TITLE, 12)
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [[cell.text for cell in row if cell and cell.text] for row in grid.rows] == [
        [TITLE],
        *([text for text in row if text] for row in rows),
    ]


def test_years_in_the_titles_between_tables_of_one_sheet_are_no_figures_of_a_table_that_lines_part() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 620))
    header = ("科目编码", "科目名称", "合计", "人员经费", "公用经费")
    body = [("30108", "机关事业单位缴费", "人员", "", ""), ("30113", "住房公积金", "人员", "", "17.50")]
    edges = (20, 70, 121, 220, 300, 360)
    for table in range(7):
        top = 560 - 75 * table
        write(canvas, 140, top + 10, f"2024 年{TITLE}", 10)
        canvas.grid(list(edges), [top - 11 * n for n in range(4)])
        for left, right, text in zip(edges, edges[1:], header, strict=False):
            write(canvas, (left + right - width(text, 6.3)) / 2, top - 8, text, 6.3)
        for n, row in enumerate(body, 1):
            for left, text in zip(edges, row, strict=False):
                write(canvas, left + 0.4, top - 11 * n - 8, text, 6.3)
    found = [[cell.text if cell else None for cell in grid.rows[1]] for grid in page_of(canvas, data).grids]
    assert found == [list(body[0])] * 7
