"""Web layouts print lines far apart and break names and figures: which lines are one cell's, and which table's."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from extract.tables.sideways import join_sideways
from samples.documents.lettering import width, write
from tests.extract.drawing import BODY, COVER, UNIT, Frame, column, drawn, extracted
from tests.extract.unlined import Unlined, as_printed, grids, printed

INCOME = """
    部门（单位）代码|部门（单位）名称|总计|本年收入|<|<|<|上年结转结余
    ^|^|^|合计|一般公共预算|<|财政专户管理资金收入|^
    ^|^|^|^|小计|其中：财政拨款|^|^
"""
INCOME_ROWS = """
    |合计|62266354.00|56666479.00|51964752.00|34005498.00|4701727.00|5599875.00
    153|汝州市交通运输局|62266354.00|56666479.00|51964752.00|34005498.00|4701727.00|5599875.00
"""


def test_broken_figures_and_brackets_tell_how_far_apart_the_lines_of_a_cell_stand() -> None:
    table = Unlined(
        INCOME + INCOME_ROWS, (40, 50, 42, 42, 42, 60, 70, 60), header=3, leading=2.2, padding=7, size=7, aside=2
    )
    assert grids(["收入总体情况表", UNIT, table]) == [as_printed(INCOME, INCOME_ROWS)]


def test_the_upper_half_of_a_figure_begins_the_first_row_under_its_header() -> None:
    header = "类型|项目名称|项目单位|合计|本年拨款|<\n^|^|^|^|一般公共预算|政府性基金预算\n"
    rows = "|合计||2681.2846|540.2082|0.0000\n272||汝州市中心血站|2681.2846|540.2082|0.0000"
    table = Unlined(header + rows, (40, 80, 90, 34, 60, 70), header=2, leading=2.2, padding=7, size=7)
    assert grids(["项目支出预算表", UNIT, table]) == [as_printed(header, rows)]


def test_a_sign_in_larger_type_is_on_the_line_of_its_figure() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, (400, 200), invariant=1)
    canvas.grid([30, 90, 150], [140, 115, 90])
    for y, text in ((125, "94%"), (100, "95%")):
        write(canvas, 40, y, "群众满意度", 6)
        write(canvas, 100, y, "≥", 12)
        write(canvas, 100 + width("≥", 12), y, text, 6)
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [[cell and cell.text for cell in row] for row in grid.rows] == [
        ["群众满意度", "≥94%"],
        ["群众满意度", "≥95%"],
    ]


FUNCTIONS = "科目编码|<|<|科目名称|合计|基本支出|项目支出"
CODES = ["类|款|项||||", "|||合计|9.00|5.00|4.00", "201|03|01|行政运行|9.00|5.00|4.00"]


def test_the_first_row_of_a_ruled_header_at_the_foot_of_a_page() -> None:
    wide = [0, 5, 10, 15, 55, 70, 85, 100]
    first: list[str | Frame] = ["2024年一般公共预算支出情况表", BODY, UNIT, Frame([FUNCTIONS], wide)]
    found = extracted(drawn(COVER, first, [Frame(CODES, wide)]))
    rows = column(found, "general_budget_expenditure", "function_code", "function", "total")
    assert [(code, name, int(total)) for code, name, total in rows] == [
        (None, "合计", 90000),
        ("2010301", "行政运行", 90000),
    ]


def test_unruled_pages_whose_rows_stand_at_the_same_heights_follow_each_other() -> None:
    header = "收入项目|金额|支出项目|合计|一般公共预算\n"
    first = "\n".join(f"（{n}）预算拨款|2.00|（{n}）国防支出|5.00|4.00" for n in "一二三四五六七")
    second = "\n".join(f"||（十{n}）金融支出|1234.50|1234.50" for n in "一二三四五六七八")
    wide = (110, 60, 130, 60, 70)
    pages: list[list[str | Unlined]] = [
        ["财政拨款收支总体情况表", UNIT, Unlined(header + first, wide, header=1)],
        [" ", " ", Unlined(second, wide)],
    ]
    read_pages = printed(*pages)
    assert [len(page.grids) for page in read_pages] == [1, 1]
    assert len({round(grid.box[3]) for page in read_pages for grid in page.grids if grid.box}) == 1
    assert join_sideways(read_pages) == []
