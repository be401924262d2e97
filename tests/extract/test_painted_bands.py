"""Frames around rows of which the painted ones alone have cells, and lines that part columns but no rows."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.grid import cells
from samples.documents.lettering import write

WIDE, HIGH, TOP, ROW = 460, 400, 370, 14
X = (40, 110, 190, 260, 350, 420)


def _drawn(canvas: Canvas, rows: Sequence[str], x: Sequence[float], painted: Sequence[int], top: float = TOP) -> float:
    """Rows in a frame that is open at the page's end, of the first each cell between lines; ``painted``: those whose
    cells are."""
    parted = [tuple(row.split("|")) for row in rows]
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
    return [[[cell and cell.text for cell in row] for row in grid.rows] for page in pages for grid in page.grids]


def _texts(rows: Sequence[str]) -> list[list[str | None]]:
    return [[None if text in "<^" and text else text for text in row.split("|")] for row in rows]


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
    )
    rows += ("2130306|水利局|大坝|工程|90.00",)
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    write(canvas, 160, 380, "政府采购预算表", 10)
    foot = _drawn(canvas, rows, X, (), 360)
    for y in (360 - ROW, foot):
        canvas.line(X[0], y, X[-1], y)
    canvas.showPage()
    assert _grids(canvas, data) == [_texts(rows)]
