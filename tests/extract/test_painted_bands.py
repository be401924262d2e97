"""Frames around rows of which the painted ones alone have cells, and lines that part columns but no rows."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.grid import cells
from samples.documents.lettering import write
from tests.extract.drawing import texts

WIDE, HIGH, TOP, ROW = 460, 400, 370, 14
HEADER = "类别|项目|本年收入|其中：财政拨款|上年结转"
X = (40, 110, 190, 260, 350, 420)


def _drawn(canvas: Canvas, rows: Sequence[str], x: Sequence[float], painted: Sequence[int], top: float = TOP) -> float:
    """Rows in a frame that is open at the page's end, of the first each cell between lines; ``painted``: those whose
    cells are."""
    parted = tuple(tuple(row.split("|")) for row in rows)
    foot = top - ROW * len(rows)
    for cell in cells(parted):
        left, right = x[cell.column], x[cell.column + cell.columns]
        upper, high = top - ROW * cell.row, ROW * cell.rows
        if cell.row in painted:
            canvas.setFillGray(0.85)
            canvas.rect(left, upper - high, right - left, high, stroke=0, fill=1)
            canvas.setFillGray(0)
        write(canvas, left + 3, upper - 10, cell.text, 8)
    for at in (x[0], x[-1]):
        canvas.line(at, top, at, foot)
    for at in (top, top - ROW) if 0 in painted else (top,):
        canvas.line(x[0], at, x[-1], at)
    for at in x if 0 in painted and "<" not in parted[0] else ():
        canvas.line(at, top, at, top - ROW)
    return foot


def _grids(canvas: Canvas, data: io.BytesIO) -> list[list[list[str | None]]]:
    canvas.save()
    pages = read(data.getvalue()).pages
    return [texts(grid) for page in pages for grid in page.grids]


def _texts(rows: Sequence[str]) -> list[list[str | None]]:
    return [[None if text in "<^" and text else text for text in row.split("|")] for row in rows]


def test_rows_between_painted_ones_have_cells_like_these() -> None:
    rows = (HEADER, "日常|办公费|12.00|12.00|3.00", "^|印刷费|4.10||", "^|差旅费|7.90|7.90|", "其他|租金|1.20||")
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    foot = _drawn(canvas, rows, X, (0, 1, 3))
    canvas.line(X[0], foot, X[-1], foot)
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]


def test_a_row_that_ends_a_page_below_painted_ones_is_the_tables() -> None:
    rows = (HEADER, "日常|办公费|12.00|12.00|3.00", "日常|印刷费|4.10||", "其他|租金|1.20||", "其他|会费|7.90||")
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    _drawn(canvas, rows, X, (0, 1, 3))
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]


def test_painted_rows_that_go_on_over_the_page_have_the_columns_above() -> None:
    x = (40, 100, 160, 260, 320)
    rows = ("收入|金额|支出|金额", "财政拨款|3.10|教育支出|2.00", "||其他支出|1.10", "||年终结转|")
    rest = ("||债务支出|", "||转移支出|", "收入总计：|3.10|支出总计|3.10")
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for part, painted in ((rows, (0, 1, 3)), (rest, (0, 2))):
        foot = _drawn(canvas, part, x, painted)
        canvas.line(x[0], foot, x[-1], foot)
        canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows), _texts(rest)]


def test_two_names_apart_in_a_merged_cell_between_painted_ones_stay_one() -> None:
    rows = ("项目|金额|说明", "办公费|3.10|无", "其中：一般公共预算 安排|<|<", "印刷费|4.10|无")
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    foot = _drawn(canvas, rows, (40, 121, 200, 300), (0, 1, 3))
    canvas.line(40, foot, 300, foot)
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]


def test_upright_lines_that_no_row_ends_part_columns() -> None:
    rows = (
        "经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费",
        "^|^|小计|购置费|运行费|^",
        "9.30||4.20||4.20|5.10",
    )
    x = (40, 100, 190, 230, 280, 340, 420)
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    write(canvas, 160, 380, "“三公”经费支出情况表", 10)
    foot = _drawn(canvas, rows, x, (), 360)
    canvas.line(x[0], foot, x[-1], foot)
    for at in x[1:-1]:
        canvas.line(at, 360 - (ROW if at in x[3:5] else 0), at, foot)
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]


def test_labels_beside_several_rows_of_which_some_are_painted() -> None:
    rows = (
        "部门（单位）名称|<|舞阳县水利局|<|<",
        "年度履职目标|<|完成年度各项工作任务。|<|<",
        "年度主要任务|任务名称|主要内容|<|<",
        "^|防汛抗旱|汛期值守。|<|<",
        "^|农村供水|水质监测。|<|<",
        "一级指标|二级指标|三级指标|指标值|指标值说明",
        "产出指标|数量|检查次数|≥20次|按要求编制",
        "^|质量|合格率|≥95%|按要求编制",
        "^|时效|完成时间|12月|按要求编制",
    )
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    write(canvas, 160, 380, "2024年部门整体绩效目标表", 10)
    x = (40, 120, 200, 300, 350, 430)
    foot = _drawn(canvas, rows, x, (0, 1, 4, 6, 8), 360)
    canvas.line(x[0], foot, x[-1], foot)
    canvas.showPage()
    (found,) = _grids(canvas, data)
    assert found[3:] == [
        [None, "防汛抗旱", "汛期值守。", "", ""],
        [None, "农村供水", "水质监测。", "", ""],
        *_texts(rows[5:]),
    ]


def test_a_frame_around_rows_of_few_figures_is_no_cell() -> None:
    rows = (
        "科目编码|单位名称|采购项目|采购目录|金额",
        "2130301|水利局|电脑|货物|1.20",
        "2130305|水利局|水泵|货物|0.35",
        "2130306|水利局|大坝|工程|90.00",
    )
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    write(canvas, 160, 380, "政府采购预算表", 10)
    foot = _drawn(canvas, rows, X, (), 360)
    for y in (360 - ROW, foot):
        canvas.line(X[0], y, X[-1], y)
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]


def test_a_row_of_wrapped_cells_between_painted_ones_is_no_frame() -> None:
    rows = (
        HEADER,
        "日常|办公费|12.00|12.00|3.00",
        "信息系|运行维|1,532.|1,532.|889.",
        "统运行|护费用|2|2|7",
        "维护费|（一）|6|6|2",
        "其他|租金|1.20|1.20|0.30",
    )
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    foot = _drawn(canvas, rows, X, (0, 1, 5))
    canvas.line(X[0], foot, X[-1], foot)
    canvas.showPage()
    wrapped = ["信息系\n统运行\n维护费", "运行维\n护费用\n（一）", "1,532.\n2\n6", "1,532.\n2\n6", "889.\n7\n2"]
    assert _grids(canvas, data) == [[*_texts(rows[:2]), wrapped, *_texts(rows[5:])]]
