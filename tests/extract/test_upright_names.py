"""整体绩效目标表 without ruling lines whose names stand upright, one character below another."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import width, write
from tests.extract.unlined import texts

SIZE, STEP = 8.0, 9.2
X = (60, 140, 240, 360, 430, 530)
ROWS = (
    ("年度主要任务*", "任务名称*", "主要内容", "", ""),
    ("", "修水库", "加固三座。", "", ""),
    ("", "清河道", "清淤五公里。", "", ""),
    ("", "备物资", "入库。", "", ""),
    ("预算情况*", "部门预算总额（万元）", "", "", "12.5"),
    ("", "1、资金来源：（1）政府预算资金", "", "", "12.5"),
    ("", "（2）财政专户管理资金", "", "", "0.0"),
    ("", "（3）单位资金", "", "", "0.0"),
    ("一级指标*", "二级指标*", "三级指标*", "指标值*", "指标值说明*"),
    ("投入管理指标", "工作目标管理", "目标相关性", "相关", "按要求编制"),
    ("", "", "任务科学性", "科学", "按要求编制"),
    ("产出指标", "重点工作", "水库座数", "≥3座", "按计划加固"),
)


@pytest.mark.parametrize("from_top", [True, False])
def test_names_of_columns_and_labels(from_top: bool) -> None:
    canvas = Canvas(data := io.BytesIO(), (600, 560))
    write(canvas, 240, 520, "2024年整体绩效目标表", 10)
    heights = [STEP + 4] * len(ROWS)
    heights[0], heights[8] = 4 * STEP + 4, 5 * STEP + 4
    high = {(0, 0): sum(heights[:4]), (4, 0): sum(heights[4:8]), (9, 0): sum(heights[9:11]), (9, 1): sum(heights[9:11])}
    y = 500.0
    for n, row in enumerate(ROWS):
        for at, text in enumerate(row):
            lines = list(text[:-1]) if text.endswith("*") else [text]
            room = high.get((n, at), heights[n])
            top = y - 2 if from_top else y - (room - len(lines) * STEP) / 2
            for k, line in enumerate(lines):
                right = X[at + 1] - 3 - width(line, SIZE) if "." in line else X[at] + 3
                middle = (X[at] + X[at + 1] - width(line, SIZE)) / 2
                write(canvas, middle if n == 8 or text.endswith("*") else right, top - SIZE - k * STEP, line, SIZE)
        y -= heights[n]
    canvas.showPage()
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    expected: list[list[str | None]] = [[text.removesuffix("*") for text in row] for row in ROWS]
    for n in (1, 2, 3, 5, 6, 7, 10):
        expected[n][0] = None
    expected[10][1] = None
    assert texts(grid) == expected
