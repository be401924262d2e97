"""Pages as printers and typists leave them: open frames, turned sheets, shaded or no lines, narrow columns."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.counting import count_printed
from extract.document import Page
from forms.structure import outline
from forms.text import joined
from samples.documents.lettering import write
from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted, page_of, texts

EDGES = (50, 150, 250, 350)
ROW = 20
PRINTED = (("科目编码", "科目名称", "合计"), ("2010301", "行政运行", "12.30"), ("2010302", "事务", "7.70"))


def _ruled(canvas: Canvas, rows: Sequence[Sequence[str]], top: float, *, sides: bool = True) -> None:
    for n in range(len(rows) + 1):
        canvas.line(EDGES[0], top - n * ROW, EDGES[-1], top - n * ROW)
    for x in EDGES if sides else EDGES[1:-1]:
        canvas.line(x, top, x, top - len(rows) * ROW)
    _words(canvas, rows, top)


def _words(canvas: Canvas, rows: Sequence[Sequence[str]], top: float) -> None:
    for n, row in enumerate(rows):
        for x, word in zip(EDGES, row, strict=False):
            write(canvas, x + 4, top - n * ROW - 14, word, 8)


def test_a_frame_open_at_its_sides_keeps_its_outer_columns() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    _ruled(canvas, PRINTED, 250, sides=False)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [list(row) for row in PRINTED]


def test_a_table_bound_sideways_is_read_upright() -> None:
    canvas = Canvas(data := io.BytesIO(), (300, 400))
    canvas.rotate(90)
    canvas.translate(0, -300)
    _ruled(canvas, PRINTED, 250)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [list(row) for row in PRINTED]


def test_a_shaded_header_without_lines_does_not_hide_its_table() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    write(canvas, 50, 270, "单位：万元", 8)
    canvas.setFillGray(0.8)
    for left, right in pairwise(EDGES):
        canvas.rect(left, 230, right - left, ROW, stroke=0, fill=1)
    canvas.setFillGray(0)
    _words(canvas, PRINTED, 250)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [list(row) for row in PRINTED]


def test_shaded_lines_without_figures_are_kept_as_cells() -> None:
    contents = (("1．2025年部门收支总表", "第一页"), ("2．2025年部门收入总表", "第二页"))
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    for n, line in enumerate(contents):
        canvas.setFillGray(0.8)
        for left in (50, 200):
            canvas.rect(left, 230 - n * ROW, 150, ROW, stroke=0, fill=1)
        canvas.setFillGray(0)
        for left, text in zip((52, 202), line, strict=True):
            write(canvas, left, 236 - n * ROW, text, 8)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [list(line) for line in contents]


def test_a_figure_broken_in_a_narrow_cell_is_counted_once_and_two_in_two_cells_twice() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    _ruled(canvas, (("行政运行", "", "9.25"), ("事业运行", "", "8.75")), 250)
    write(canvas, 154, 241, "1629.", 8)
    write(canvas, 154, 232, "09", 8)
    write(canvas, 154, 217, "12.5", 8)
    assert count_printed([page_of(canvas, data)]) == 4


def test_serial_numbers_are_no_amounts() -> None:
    lines = [["序号", "科目编码", "科目名称", "合计"], ["合计", "20"]]
    lines += [[str(n), f"201030{n}", "行政运行", "5.5"] for n in (1, 2, 3, 4)]
    assert count_printed([Page(1, tokens=lines)]) == 5


def _centred(canvas: Canvas, middle: float, y: float, text: str, size: float = 8) -> None:
    write(canvas, middle - len(text) * size / 2, y, text, size)


def test_a_header_of_three_levels_without_lines_stands_over_its_columns() -> None:
    canvas = Canvas(data := io.BytesIO(), (800, 300))
    write(canvas, 60, 280, "单位：万元", 8)
    middles = (100, 200, 300, 400, 500, 600)
    for middle, text in zip(middles[:2], ("科目名称", "合计"), strict=True):
        _centred(canvas, middle, 236, text)
    _centred(canvas, 400, 252, "基本支出")
    _centred(canvas, 300, 230, "小计")
    _centred(canvas, 450, 240, "人员经费")
    _centred(canvas, 400, 220, "工资福利支出")
    _centred(canvas, 500, 220, "补助")
    _centred(canvas, 600, 236, "项目支出")
    lines = {
        200: ("合计", "30.00", "20.00", "15.00", "5.00", "10.00"),
        184: ("行政", "20.00", "20.00", "15.00", "5.00", ""),
        168: ("事务", "10.00", "", "", "", "10.00"),
    }
    for y, row in lines.items():
        for middle, text in zip(middles, row, strict=True):
            write(canvas, middle + 12 if "." in text else middle - 30, y, text, 8)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [
        ["科目名称", "合计", "基本支出", None, None, "项目支出"],
        [None, None, "小计", "人员经费", None, None],
        [None, None, None, "工资福利支出", "补助", None],
        ["合计", "30.00", "20.00", "15.00", "5.00", "10.00"],
        ["行政", "20.00", "20.00", "15.00", "5.00", ""],
        ["事务", "10.00", "", "", "", "10.00"],
    ]


def test_labels_beside_several_rows_of_the_objectives_form_without_lines() -> None:
    canvas = Canvas(data := io.BytesIO(), (600, 300))
    write(canvas, 250, 280, "整体绩效目标表", 10)
    columns = (40, 140, 240, 400, 500)
    lines = {
        260: ("一级指标", "二级指标", "三级指标", "指标值", "说明"),
        244: ("", "", "预算执行率", "≥95%", ""),
        236: ("", "财务管理", "", "", ""),
        228: ("投入指标", "", "结转结余率", "≤5%", ""),
        212: ("", "绩效管理", "监控完成率", "100%", ""),
        196: ("产出指标", "重点任务", "检查次数", "≥40次", ""),
    }
    for y, row in lines.items():
        for x, text in zip(columns, row, strict=True):
            write(canvas, x, y, text, 8)
    (grid,) = page_of(canvas, data).grids
    assert texts(grid) == [
        ["一级指标", "二级指标", "三级指标", "指标值", "说明"],
        ["投入指标", "财务管理", "预算执行率", "≥95%", ""],
        [None, None, "结转结余率", "≤5%", ""],
        [None, "绩效管理", "监控完成率", "100%", ""],
        ["产出指标", "重点任务", "检查次数", "≥40次", ""],
    ]


def test_a_number_broken_over_lines_is_one_and_a_list_stays_a_list() -> None:
    assert joined("≤879.\n15万元") == "≤879.15万元"
    assert joined("059\n001") == "059001"
    assert joined("完成3\n2.检查") == "完成3 2.检查"


def test_the_units_below_an_account_belong_to_it() -> None:
    rows = [
        {"function": "合计", "total": 5},
        {"function_code": "2010301", "function": "行政运行", "total": 5},
        {"function_code": "2010301", "function": "行政运行", "budget_unit": "甲局", "total": 3},
        {"function_code": "2010301", "function": "行政运行", "budget_unit": "乙站", "total": 2},
    ]
    assert outline(rows) == [None, None, 1, 1]


def test_what_pdfminer_finds_odd_in_a_font_is_no_users_concern() -> None:
    odd = drawn(["办公费"]).replace(b"/FontBBox", b"/FontNone")
    code = "import sys; from extract.readers.pdf import read; print(len(read(sys.stdin.buffer.read()).pages[0].lines))"
    done = subprocess.run([sys.executable, "-c", code], input=odd, capture_output=True, check=True)
    assert (done.stdout.strip(), done.stderr) == (b"1", b"")


def test_white_paper_behind_each_line_of_text_is_no_rule() -> None:
    rows = [
        "合计|“三公”经费|<|<|<|<|会议费",
        "^|小计|因公出国（境）费|公务用车购置及运行维护费|<|公务接待费|^",
        "^|^|^|小计|运行维护费|^|^",
        "9|7|1|4|4|2|2",
    ]
    frame = Frame(rows, shaded=True)
    found = extracted(drawn(COVER, ["“三公”经费、会议费支出预算表", "部门：舞阳县水利局", UNIT, frame]))
    assert column(found, "three_public", "total", "overseas_travel", "vehicles_total", "reception") == [
        tuple(Decimal(amount) * 10000 for amount in (7, 1, 4, 2))
    ]
    assert found.rows["three_public"][0]["unplaced"] == {"合计": "9", "会议费": "2"}


def test_figures_in_a_font_that_states_a_false_height_stand_on_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.extract.drawing.ROW", 11.0)
    rows = [
        "科目编码|科目名称|合计|人员经费|公用经费",
        "|合计|6|4|2",
        "30101|基本工资|4|4|",
        "30201|办公费|2||2",
    ]
    data = drawn(COVER, ["一般公共预算基本支出表", UNIT, Frame(rows)])
    stated = re.compile(rb"(/Descent )-\d{3}(?=[^>]*SampleLatin)")
    assert stated.search(data)
    for pdf in (data, stated.sub(rb"\1-999", data)):
        found = extracted(pdf)
        assert column(found, "basic_expenditure", "department_economic_code", "department_economic", "total") == [
            (None, "合计", Decimal(60000)),
            ("30101", "基本工资", Decimal(40000)),
            ("30201", "办公费", Decimal(20000)),
        ]


def test_a_watermark_over_the_page_is_in_no_cell_and_no_prose() -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    _ruled(canvas, PRINTED, 250)
    canvas.translate(80, 170)
    canvas.rotate(30)
    write(canvas, 0, 0, "舞阳县财政局", 30)
    page = page_of(canvas, data)
    assert [texts(grid) for grid in page.grids] == [[list(row) for row in PRINTED]]
    assert not page.prose
